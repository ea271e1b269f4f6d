package io.mailcaravan.store.imap;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.testkit.ServerCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that cannot be reached, and settings that cannot be right. */
class ConnectTest {
    private static final Login ANNA =
            new Login("anna@acme.example", Optional.of(new Secret("secret")));

    @TempDir private Path folder;

    @Test
    void closedPortShouldBeTriedLater() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        assertLater(ImapStores.of(port, folder, Map.of()), "nothing accepts connections");
        assertLater(ImapStores.plain(port, folder), "nothing accepts connections");
    }

    @Test
    void silentServerShouldBeTriedLater() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            assertLater(
                    ImapStores.plain(silent.getLocalPort(), folder, "timeout", "1"),
                    "does not answer in time");
        }
    }

    @Test
    void connectionCutAtTheGreetingShouldBeTriedAgain() throws Exception {
        try (ServerSocket cutting = server(client -> {})) {
            assertFails(
                    ImapStores.plain(cutting.getLocalPort(), folder),
                    "connection ended before the sign-in",
                    Retry.NOW);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"end", "reset", "end within a record"})
    void handshakeThatIsCutShouldBeTriedAgain(String how) throws Exception {
        Conversation cut =
                client -> {
                    client.getInputStream().read(); // a ClientHello has begun
                    if (how.equals("reset")) {
                        client.setSoLinger(true, 0);
                    } else if (how.equals("end within a record")) {
                        client.getInputStream().skip(client.getInputStream().available());
                        client.getOutputStream().write(new byte[] {0x16, 3, 3, 0, 99, 2});
                    }
                };
        try (ServerSocket cutting = server(cut)) {
            assertFails(
                    ImapStores.of(cutting.getLocalPort(), folder, Map.of()),
                    "the connection ended",
                    Retry.NOW);
        }
    }

    @Test
    void clearTextWhereTlsShouldBeIsNotTriedAgain() throws Exception {
        Conversation greeting =
                client -> {
                    client.getOutputStream().write("* OK ready\r\n".getBytes(US_ASCII));
                    client.getInputStream().transferTo(OutputStream.nullOutputStream());
                };
        try (ServerSocket plain = server(greeting)) {
            assertFails(
                    ImapStores.of(plain.getLocalPort(), folder, Map.of()),
                    "TLS 1.2 or newer cannot be agreed on",
                    Retry.NEVER);
        }
    }

    @Test
    void tlsPortWithStartTlsShouldBeToldAtOnce() throws Exception {
        try (TlsServer tls = new TlsServer(folder, "-ext", "san=dns:localhost")) {
            MailboxStore store =
                    ImapStores.of(
                            tls.port(), folder, Map.of("tls", "starttls", "timeout", "86400"));

            MailboxException failure =
                    catchThrowableOfType(
                            MailboxException.class, () -> store.signIn(ANNA, Access.READ));

            assertThat(failure).hasMessageContaining("speaks TLS from the first byte");
            assertThat(failure.retry()).isEqualTo(Retry.NEVER);
            assertThat(failure.advice()).contains("caravan.stores.acme.tls=implicit");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "has expired, -startdate -20d -validity 10 -ext san=dns:localhost",
        "not valid yet, -startdate +10d -validity 10 -ext san=dns:localhost",
        "another host name, -ext san=dns:old.acme.example",
        "not trusted, ''"
    })
    void refusedCertificateShouldBeShownAndCouldBePinned(String why, String options)
            throws Exception {
        try (TlsServer tls =
                new TlsServer(folder, options.isEmpty() ? new String[0] : options.split(" "))) {
            Map<String, String> trust =
                    why.equals("not trusted") ? Map.of() : Map.of("ca-file", tls.authority());

            MailboxException failure =
                    catchThrowableOfType(
                            MailboxException.class,
                            () ->
                                    ImapStores.of(tls.port(), folder, trust)
                                            .signIn(ANNA, Access.READ));

            assertThat(failure)
                    .hasMessageContaining(why)
                    .hasMessageContaining(tls.fingerprint())
                    .hasMessageContaining(
                            options.contains("san=")
                                    ? options.substring(options.indexOf("dns:") + 4)
                                    : "CN=test");
            assertThat(failure.advice()).contains("certificate-fingerprint=" + tls.fingerprint());
            String pin = tls.fingerprint().replace(":", "").replace("SHA-256", "sha256:");
            try (MailboxSession session =
                    ImapStores.of(tls.port(), folder, Map.of("certificate-fingerprint", pin))
                            .signIn(ANNA, Access.READ)) {
                assertThat(session.description()).contains("IMAP4REV1");
            }
        }
    }

    @Test
    void otherCertificateThanThePinnedShouldBeRefused() throws Exception {
        try (TlsServer tls = new TlsServer(folder, "-ext", "san=dns:localhost")) {
            Map<String, String> settings =
                    Map.of(
                            "certificate-fingerprint",
                            "SHA-256:" + "AB".repeat(32),
                            "ca-file",
                            tls.authority());
            assertFails(
                    ImapStores.of(tls.port(), folder, settings), tls.fingerprint(), Retry.NEVER);
        }
        assertRefused(Map.of("certificate-fingerprint", "SHA-1:AB"), "64 hexadecimal digits");
    }

    @ParameterizedTest
    @CsvSource({
        "none, '* '",
        "none, '* OK still here\r\n'",
        "starttls, '* '",
        "starttls, '* OK still here\r\n'",
        "implicit, '* '",
        "implicit, '* OK still here\r\n'"
    })
    void greetingWithoutEndShouldBeGivenUp(String tls, String text) throws Exception {
        byte[] bytes = text.repeat(10_000).getBytes(US_ASCII);
        Conversation endless =
                client -> {
                    while (true) {
                        client.getOutputStream().write(bytes);
                    }
                };
        assertGivenUp(tls, endless, "for a greeting");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "starttls", "implicit"})
    void capabilitiesWithoutEndShouldBeGivenUp(String tls) throws Exception {
        byte[] bytes = " XTEND".repeat(10_000).getBytes(US_ASCII);
        Conversation endless =
                client -> {
                    OutputStream out = client.getOutputStream();
                    out.write("* OK ready\r\n".getBytes(US_ASCII));
                    client.getInputStream().read();
                    out.write("* CAPABILITY IMAP4rev1".getBytes(US_ASCII));
                    while (true) {
                        out.write(bytes);
                    }
                };
        assertGivenUp(tls, endless, "for a greeting");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "starttls", "implicit"})
    void greetingThatDripsShouldBeGivenUp(String tls) throws Exception {
        Conversation dripping =
                client -> {
                    while (true) {
                        client.getOutputStream().write('*');
                        LockSupport.parkNanos(100_000_000);
                    }
                };
        assertGivenUp(tls, dripping, "does not end|in time");
    }

    /** A server that does so as soon as the client is connected, within TLS where there is TLS. */
    private void assertGivenUp(String tls, Conversation conversation, String why) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of("tls", tls, "timeout", "1"));
        Conversation served = conversation;
        if (tls.equals("none")) {
            settings.put("allow-insecure", "true");
        } else {
            ServerCertificate own = ServerCertificate.make(folder, "-ext", "san=dns:localhost");
            settings.put("ca-file", own.authority().toString());
            served =
                    client -> {
                        if (tls.equals("starttls")) {
                            offerTls(client);
                        }
                        SSLSocketFactory sockets = own.tls().getSocketFactory();
                        try (SSLSocket secured =
                                (SSLSocket) sockets.createSocket(client, null, true)) {
                            conversation.with(secured);
                        }
                    };
        }
        try (ServerSocket server = server(served)) {
            MailboxStore store = ImapStores.of(server.getLocalPort(), folder, settings);
            MailboxException failure =
                    catchThrowableOfType(
                            MailboxException.class, () -> store.signIn(ANNA, Access.READ).close());
            assertThat(failure).hasMessageFindingMatch(why).hasMessageContaining("acme");
            assertThat(failure.scope()).isEqualTo(Scope.STORE);
            assertThat(failure.retry()).isNotEqualTo(Retry.NEVER);
        }
    }

    private static void offerTls(Socket client) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write("* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n".getBytes(US_ASCII));
        StringBuilder line = new StringBuilder();
        for (int next = client.getInputStream().read();
                next != '\n';
                next = client.getInputStream().read()) {
            line.append((char) next);
        }
        String tag = line.substring(0, line.indexOf(" "));
        out.write((tag + " OK begin\r\n").getBytes(US_ASCII));
    }

    @Test
    void serverThatDripsShouldBeGivenUp() throws Exception {
        Conversation dripping =
                client -> {
                    String greeting = "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready\r\n";
                    client.getOutputStream().write(greeting.getBytes(US_ASCII));
                    client.getInputStream().read();
                    while (true) {
                        client.getOutputStream().write('*');
                        LockSupport.parkNanos(50_000_000);
                    }
                };
        try (ServerSocket server = server(dripping)) {
            assertFails(
                    ImapStores.plain(server.getLocalPort(), folder, "command-timeout", "1"),
                    "no answer in time",
                    Retry.NOW,
                    false);
        }
    }

    @Test
    void unknownHostShouldBeNamed() {
        assertLater(
                ImapStores.plain(143, folder, "host", "no-such-host.invalid"),
                "no-such-host.invalid");
    }

    @Test
    void clearTextShouldNeedPermission() {
        assertRefused(Map.of("tls", "none"), "allow-insecure=true");
        assertRefused(Map.of("verify-certificate", "false"), "allow-insecure=true");
        assertRefused(Map.of("verify-host-name", "false"), "allow-insecure=true");
    }

    @Test
    void mistakesInSettingsShouldNameTheKey() throws Exception {
        assertRefused(Map.of("tsl", "none"), "caravan.stores.acme.tsl", "'tls'");
        assertRefused(Map.of("tls", "yes"), "implicit, starttls, none");
        assertRefused(Map.of("auth", "master-user"), "admin-username");
        assertRefused(Map.of("ca-file", "missing.pem"), "missing.pem");
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        assertRefused(Map.of("ca-file", empty.toString()), "no certificate");
        assertRefused(Map.of("store-flags-after-append", "\\Recent"), "no flag");
    }

    @Test
    void mailboxWithoutPasswordShouldStop() {
        MailboxException failure =
                catchThrowableOfType(
                        MailboxException.class,
                        () ->
                                ImapStores.plain(143, folder)
                                        .signIn(Login.of("anna@acme.example"), Access.READ));

        assertThat(failure.scope()).isEqualTo(Scope.MAILBOX);
        assertThat(failure.retry()).isEqualTo(Retry.NEVER);
    }

    /** What a server does with its client before it closes the connection. */
    private interface Conversation {
        void with(Socket client) throws IOException;
    }

    /** For one client. */
    private static ServerSocket server(Conversation conversation) throws IOException {
        ServerSocket listener = new ServerSocket(0);
        Thread.startVirtualThread(
                () -> {
                    try (Socket client = listener.accept()) {
                        conversation.with(client);
                    } catch (IOException e) {
                        // the client has had enough
                    }
                });
        return listener;
    }

    private static void assertLater(MailboxStore store, String why) {
        assertFails(store, why, Retry.LATER);
    }

    private static void assertFails(MailboxStore store, String why, Retry retry) {
        assertFails(store, why, retry, true);
    }

    private static void assertFails(
            MailboxStore store, String why, Retry retry, boolean withAdvice) {
        MailboxException failure =
                catchThrowableOfType(
                        MailboxException.class, () -> store.signIn(ANNA, Access.READ).close());
        assertThat(failure).hasMessageContaining(why).hasMessageContaining("acme");
        assertThat(failure.scope()).isEqualTo(Scope.STORE);
        assertThat(failure.retry()).isEqualTo(retry);
        assertThat(failure.advice().isEmpty()).isEqualTo(!withAdvice);
    }

    private void assertRefused(Map<String, String> settings, String... words) {
        assertThatThrownBy(() -> ImapStores.of(993, folder, settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(words);
    }
}
