package io.mailcaravan.discover;

import io.mailcaravan.address.ServerAddress;
import io.mailcaravan.auth.AuthMethod;
import io.mailcaravan.auth.SignInSettings;
import io.mailcaravan.imap.ImapSettings;
import io.mailcaravan.imap.ImapSettings.Compress;
import io.mailcaravan.imap.ImapSettings.Dialect;
import io.mailcaravan.imap.ImapSettings.Server;
import io.mailcaravan.imap.ImapSettings.Tls;
import io.mailcaravan.imap.ImapSettings.Trust;
import io.mailcaravan.imap.ServerLook;
import io.mailcaravan.imap.ServerPreset;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.tls.Authorities;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
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
                (store, server) -> ServerLook.at(settings(store, server), spool()));
    }

    ImapSettings settings(String store, ServerAddress server) {
        return new ImapSettings(
                store,
                new Server(
                        server.host(),
                        server.port(),
                        Tls.valueOf(server.tls().toUpperCase(Locale.ROOT)),
                        PATIENCE,
                        PATIENCE),
                new Trust(true, true, caFile, Set.of()),
                new SignInSettings(
                        store,
                        AuthMethod.PASSWORD,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "*",
                        Optional.empty()),
                new Dialect(
                        ServerPreset.AUTO,
                        OptionalLong.empty(),
                        Set.of(),
                        Optional.empty(),
                        Compress.NEVER));
    }

    /** Answers before a sign-in are small: its folder is hardly ever used. */
    private static Spool spool() {
        return new Spool(Path.of(System.getProperty("java.io.tmpdir")), SPOOLED);
    }
}
