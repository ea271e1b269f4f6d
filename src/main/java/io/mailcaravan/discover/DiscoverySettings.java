package io.mailcaravan.discover;

import io.mailcaravan.address.ServerAddress;
import io.mailcaravan.imap.ImapSettings.Server;
import io.mailcaravan.imap.ImapSettings.Tls;
import io.mailcaravan.imap.ImapSettings.Trust;
import io.mailcaravan.imap.ServerFacts;
import io.mailcaravan.imap.ServerLook;
import io.mailcaravan.mailbox.AsciiCase;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.tls.Authorities;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How the network is asked.
 *
 * @param nameServers {@code dns:} for those of the system, or {@code dns://HOST:PORT}
 * @param webCaFile authorities that web servers are trusted by, in place of Java's
 * @param caFile the same for IMAP servers
 */
public record DiscoverySettings(
        String nameServers, Optional<Path> webCaFile, Optional<Path> caFile) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int SPOOLED = 1 << 16;

    /** Where one file has the authorities of all servers. */
    public static DiscoverySettings trusting(Optional<Path> caFile) {
        return new DiscoverySettings(SystemDns.OF_THE_SYSTEM, caFile, caFile);
    }

    /** Where a file has the authorities of the mailbox's own server, as settings of stores do. */
    public static DiscoverySettings ofStore(Optional<Path> caFile) {
        return new DiscoverySettings(SystemDns.OF_THE_SYSTEM, Optional.empty(), caFile);
    }

    /**
     * A discovery by the network.
     *
     * @throws io.mailcaravan.mailbox.ConfigurationException where the file has no certificates
     */
    public Discovery discovery() {
        return new Discovery(
                new SystemDns(nameServers),
                new HttpsLookup(Authorities.context(webCaFile, "--ca-file"), PATIENCE),
                this::look);
    }

    private ServerFacts look(String store, ServerAddress server) throws MailboxException {
        return ServerLook.at(
                store,
                new Server(
                        server.host(),
                        server.port(),
                        Tls.valueOf(AsciiCase.upper(server.tls())),
                        PATIENCE,
                        PATIENCE),
                new Trust(true, true, caFile, Set.of()),
                spool());
    }

    /** Answers before a sign-in are small: its folder is hardly ever used. */
    private static Spool spool() {
        return new Spool(Path.of(System.getProperty("java.io.tmpdir")), SPOOLED);
    }
}
