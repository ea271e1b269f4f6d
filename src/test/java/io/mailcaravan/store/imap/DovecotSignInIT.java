package io.mailcaravan.store.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.testkit.DovecotContainer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/** Signing in to a real Dovecot: mechanisms, TLS, certificates. */
class DovecotSignInIT {
    private static final Login ANNA =
            new Login("anna@acme.example", Optional.of(new Secret("secret")));

    @TempDir private static Path certificates;
    private static DovecotContainer good;
    private static DovecotContainer expired;
    private static DovecotContainer other;

    @TempDir private Path spool;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no container engine");
        good = new DovecotContainer().withEnv("MECHANISMS", "plain login scram-sha-256");
        good.start();
        expired = new DovecotContainer().withEnv("CERTIFICATE", "expired");
        expired.start();
        other = new DovecotContainer().withEnv("CERTIFICATE", "other");
        other.start();
        good.caFile(certificates);
    }

    @AfterAll
    static void stop() {
        for (DovecotContainer container : new DovecotContainer[] {good, expired, other}) {
            if (container != null) {
                container.stop();
            }
        }
    }

    @Test
    void scramShouldSignInOverImplicitTls() throws Exception {
        assertSignsIn(good.tlsPort(), ANNA, "disable-extensions", "AUTH=PLAIN,AUTH=LOGIN");
    }

    @Test
    void plainShouldSignInOverStartTls() throws Exception {
        assertSignsIn(
                good.plainPort(),
                ANNA,
                "tls",
                "starttls",
                "disable-extensions",
                "AUTH=SCRAM-SHA-256");
    }

    @Test
    void masterUserShouldSignInForTheMailbox() throws Exception {
        assertSignsIn(
                good.tlsPort(),
                Login.of("anna@acme.example"),
                "auth",
                "master-user",
                "admin-username",
                "admin",
                "admin-password",
                "adminpass");
    }

    @Test
    void administratorShouldActForTheMailbox() throws Exception {
        assertSignsIn(
                good.tlsPort(),
                Login.of("anna@acme.example"),
                "auth",
                "authzid",
                "admin-username",
                "admin",
                "admin-password",
                "adminpass");
    }

    @Test
    void wrongScramPasswordShouldStopTheMailbox() {
        Login wrong = new Login("anna@acme.example", Optional.of(new Secret("wrong-one")));
        MailboxException failure = failure(good.tlsPort(), wrong);

        assertThat(failure.scope()).isEqualTo(Scope.MAILBOX);
        assertThat(failure.retry()).isEqualTo(Retry.NEVER);
        assertThat(failure.explanation()).doesNotContain("wrong-one");
    }

    @Test
    void expiredCertificateShouldStopTheStore() {
        assertStops(failure(expired.tlsPort(), ANNA), "has expired");
        assertStops(failure(expired.plainPort(), ANNA, "tls", "starttls"), "has expired");
    }

    @Test
    void certificateOfAnotherHostShouldStopTheStore() {
        assertStops(failure(other.tlsPort(), ANNA), "another host name");
        assertStops(failure(other.plainPort(), ANNA, "tls", "starttls"), "another host name");
    }

    @Test
    void unknownAuthorityShouldStopTheStore() {
        assertStops(failure(good.tlsPort(), ANNA, "ca-file", ""), "not trusted");
    }

    @Test
    void uncheckedCertificatesShouldNeedPermission() throws Exception {
        assertSignsIn(other.tlsPort(), ANNA, "verify-host-name", "false", "allow-insecure", "true");
        assertSignsIn(
                expired.tlsPort(), ANNA, "verify-certificate", "false", "allow-insecure", "true");
    }

    @Test
    void tlsOnAClearTextPortShouldStopTheStore() {
        MailboxException failure = failure(good.plainPort(), ANNA);

        assertThat(failure.scope()).isEqualTo(Scope.STORE);
        assertThat(failure.explanation()).contains("tls");
    }

    private void assertSignsIn(int port, Login login, String... settings) throws Exception {
        try (MailboxSession session =
                ImapStores.of(port, spool, settings(settings)).signIn(login, Access.READ)) {
            assertThat(session.status(FolderPath.INBOX).messages()).isZero();
        }
    }

    private static void assertStops(MailboxException failure, String why) {
        assertThat(failure).hasMessageContaining(why);
        assertThat(failure.scope()).isEqualTo(Scope.STORE);
        assertThat(failure.retry()).isEqualTo(Retry.NEVER);
        assertThat(failure.advice()).isNotEmpty();
    }

    private MailboxException failure(int port, Login login, String... settings) {
        return catchThrowableOfType(
                MailboxException.class,
                () ->
                        ImapStores.of(port, spool, settings(settings))
                                .signIn(login, Access.READ)
                                .close());
    }

    private static Map<String, String> settings(String... pairs) {
        Map<String, String> settings = new HashMap<>();
        settings.put("ca-file", certificates.resolve("ca.pem").toString());
        for (int i = 0; i < pairs.length; i += 2) {
            settings.put(pairs[i], pairs[i + 1]);
        }
        return settings;
    }
}
