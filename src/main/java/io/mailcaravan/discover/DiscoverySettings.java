package io.mailcaravan.discover;

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
 * @param caFile authorities that are trusted in place of Java's
 */
public record DiscoverySettings(String nameServers, Optional<Path> caFile) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int SPOOLED = 1 << 16;

    /** As the system is set up. */
    public static DiscoverySettings usual() {
        return new DiscoverySettings(SystemDns.OF_THE_SYSTEM, Optional.empty());
    }

    /**
     * A discovery by the network.
     *
     * @throws io.mailcaravan.mailbox.ConfigurationException where the file has no certificates
     */
    public Discovery discovery() {
        return new Discovery(
                new SystemDns(nameServers),
                new HttpsLookup(Authorities.context(caFile, "--ca-file"), PATIENCE),
                (store, server) -> ServerLook.at(settings(store, server), spool()));
    }

    ImapSettings settings(String store, Candidate server) {
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
