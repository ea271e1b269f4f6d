package io.mailcaravan.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.store.imap.ImapStores;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that repeat in their answers what was sent to sign in. */
class EchoingServerTest {

    private static final String PASSWORD = "hush\"s3cr\\et pw";

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "IMAP4rev1, NO command failed: ",
        "IMAP4rev1, BAD [CONTACTADMIN] ",
        "IMAP4rev1, * BYE cannot do ",
        "IMAP4rev1 AUTH=PLAIN SASL-IR, NO [AUTHENTICATIONFAILED] command failed: ",
        "IMAP4rev1 AUTH=PLAIN SASL-IR, * BYE cannot do ",
        "IMAP4rev1 AUTH=PLAIN, NO command failed: ",
        "IMAP4rev1 AUTH=SCRAM-SHA-256 SASL-IR, NO command failed: "
    })
    void repeatedSignInShouldShowNoSecret(String capabilities, String refusal) throws Exception {
        try (ServerSocket server = echoing(capabilities, refusal)) {
            MailboxException failure = refused(server, PASSWORD);

            assertThat(failure)
                    .hasMessageContaining(refusal.replaceAll("\\* BYE|NO|BAD", "").trim());
            assertHidden(failure.toString(), PASSWORD);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pässwörd", "a", "!b", "日本語のパスワード", "\\\\\"", "x y"})
    void passwordsOfAnyKindShouldStayHidden(String password) throws Exception {
        try (ServerSocket server = echoing("IMAP4rev1 LITERAL+", "NO sign-in as anna failed: ")) {
            MailboxException failure = refused(server, password);

            assertThat(failure).hasMessageContaining("sign-in as anna failed");
            String words = failure.getMessage();
            assertThat(words.substring(words.indexOf("failed: ") + 8))
                    .doesNotContain(
                            "\"" + password + "\"", Strings.quoted(password), " " + password);
        }
    }

    @Test
    void passwordOfAnAdministratorShouldStayHidden() throws Exception {
        try (ServerSocket server = echoing("IMAP4rev1 AUTH=PLAIN SASL-IR", "NO no: ")) {
            MailboxException failure =
                    catchThrowableOfType(
                            MailboxException.class,
                            () ->
                                    ImapStores.plain(
                                                    server.getLocalPort(),
                                                    folder,
                                                    "auth",
                                                    "authzid",
                                                    "admin-username",
                                                    "root",
                                                    "admin-password",
                                                    PASSWORD)
                                            .signIn(Login.of("anna"), Access.READ)
                                            .close());

            assertHidden(failure.toString(), PASSWORD);
        }
    }

    @Test
    void laterAnswersAndGreetingShouldShowNoSecret() throws Exception {
        try (ServerSocket server = echoing("IMAP4rev1", "OK welcome ")) {
            MailboxException failure =
                    catchThrowableOfType(
                            MailboxException.class,
                            () -> {
                                try (MailboxSession session = session(server, PASSWORD)) {
                                    session.folders();
                                }
                            });

            assertThat(failure).hasMessageContaining("you said LOGIN");
            assertHidden(failure.toString(), PASSWORD);
        }
    }

    @Test
    void wordsShouldStayReadable() {
        SentSecrets secrets = new SentSecrets();
        secrets.add("a");
        secrets.addEncoded("AHUAYQ==");
        secrets.addEncoded(base64("\0anna@acme.example\0a-long-passphrase"));

        assertThat(secrets.hide("Mailbox of anna: a password; AHUAYQ"))
                .isEqualTo("Mailbox of anna: ***** password; *****");
        assertThat(secrets.hide("Authentication failed at imap.acme.example"))
                .isEqualTo("Authentication failed at imap.acme.example");
        // a server that cuts off what it repeats
        assertThat(
                        secrets.hide(
                                "line too long: "
                                        + base64("\0anna@acme.example\0a-long-passphrase")
                                                .substring(0, 40)
                                        + "..."))
                .isEqualTo("line too long: *****...");
    }

    /** Whatever a server cuts off, and however it wraps the rest. */
    @Test
    void noPartOfAnEncodedSignInShouldBeShown() {
        Random random = new Random(17);
        for (int run = 0; run < 3_000; run++) {
            String password = randomPassword(random);
            String signIn = "\0anna\0" + password;
            SentSecrets secrets = new SentSecrets();
            secrets.add(password);
            secrets.addEncoded(base64(signIn));
            String encoded =
                    switch (random.nextInt(4)) {
                        case 0 -> base64(signIn).replace("=", "");
                        case 1 ->
                                base64(signIn).replace("=", "").replace('+', '-').replace('/', '_');
                        case 2 -> hex(signIn).toUpperCase(Locale.ROOT);
                        default -> hex(signIn);
                    };
            int length = 8 + random.nextInt(encoded.length() - 7);
            int from = random.nextInt(encoded.length() - length + 1);
            String cut = encoded.substring(from, from + length);

            // no letter around it that might go on with it
            assertThat(secrets.hide("\u00bb " + wrapped(cut, random) + " \u00ab"))
                    .as(password + " " + cut)
                    .isEqualTo("\u00bb ***** \u00ab");
        }
    }

    @Test
    void passwordWithinSomethingEncodedShouldNotBeShown() {
        Random random = new Random(18);
        for (int run = 0; run < 3_000; run++) {
            String password = randomPassword(random);
            SentSecrets secrets = new SentSecrets();
            secrets.add(password);
            String command =
                    "A1 LOGIN anna".repeat(1 + random.nextInt(3)).substring(random.nextInt(6));
            String said = command + " " + password + "\r\n";

            assertThat(secrets.hide("BAD " + base64(said) + " in Base64"))
                    .isEqualTo("BAD ***** in Base64");
            assertThat(secrets.hide("BAD " + hex(said) + " in hex")).isEqualTo("BAD ***** in hex");
            assertThat(secrets.hide("BAD " + hex(said).replaceAll("..", "0x$0, ") + "in hex"))
                    .doesNotContain(hex(password).replaceAll("..", "0x$0, "))
                    .contains("*****")
                    .endsWith("in hex");
        }
    }

    @Test
    void wrappedAndCutSignInShouldBeHidden() {
        SentSecrets secrets = new SentSecrets();
        secrets.add("Geheim_99xyz");
        secrets.addEncoded("AHUAR2VoZWltXzk5eHl6");

        assertThat(secrets.hide("no: AHUAR2VoZWl...")).isEqualTo("no: *****...");
        assertThat(secrets.hide("no: ...WltXzk5eHl6")).isEqualTo("no: ...*****");
        assertThat(secrets.hide("no: AHUAR2Vo ZWltXzk5 eHl6")).isEqualTo("no: *****");
        assertThat(secrets.hide("no: AHUAR2Vo\r\n ZWltXzk5\r\n eHl6 (u)"))
                .isEqualTo("no: ***** (u)");
    }

    /** Half of it may be enough to guess the rest. */
    @Test
    void noLongPartOfABarePasswordShouldBeShown() {
        Random random = new Random(19);
        for (int run = 0; run < 3_000; run++) {
            String password = "Geheim" + randomPassword(random);
            SentSecrets secrets = new SentSecrets();
            secrets.add(password);
            int from = random.nextInt(4);
            String ascii = password.replaceAll("[^!-~]|[\\\\\"]", "");
            int length = 6 + random.nextInt(ascii.length() - from - 2);
            String cut = ascii.substring(from, Math.min(ascii.length(), from + length));
            if (cut.length() >= 6) {
                String shown = random.nextBoolean() ? cut : cut.toUpperCase(Locale.ROOT);
                assertThat(secrets.hide("\u00bb " + wrapped(shown, random) + " \u00ab"))
                        .as(password + " " + cut)
                        .isEqualTo("\u00bb ***** \u00ab");
            }
        }
    }

    private static String randomPassword(Random random) {
        StringBuilder password = new StringBuilder();
        for (int i = 4 + random.nextInt(20); i > 0; i--) {
            password.append(
                    (char)
                            (random.nextInt(8) == 0
                                    ? 0xE0 + random.nextInt(30)
                                    : '!' + random.nextInt(94)));
        }
        return password.toString();
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String wrapped(String text, Random random) {
        int every = random.nextInt(12);
        String between = List.of(" ", "\r\n", "\r\n\t", " \\ ").get(random.nextInt(4));
        if (every == 0) {
            return text;
        }
        StringBuilder wrapped = new StringBuilder(text);
        for (int at = (text.length() - 1) / every * every; at > 0; at -= every) {
            wrapped.insert(at, between);
        }
        return wrapped.toString();
    }

    private MailboxException refused(ServerSocket server, String password) {
        MailboxException failure =
                catchThrowableOfType(
                        MailboxException.class, () -> session(server, password).close());
        assertThat(failure.scope()).isIn(Scope.MAILBOX, Scope.STORE);
        assertThat(failure.retry()).isIn(Retry.NEVER, Retry.NOW);
        return failure;
    }

    private MailboxSession session(ServerSocket server, String password) throws MailboxException {
        return ImapStores.plain(server.getLocalPort(), folder)
                .signIn(new Login("anna", Optional.of(new Secret(password))), Access.READ);
    }

    private static void assertHidden(String said, String password) {
        assertThat(said)
                .contains("*****")
                .doesNotContain(password, "s3cr", Strings.quoted(password))
                .doesNotContain(base64("\0anna\0" + password), base64("anna\0root\0" + password));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Refuses, or takes, the sign-in with the words and what was said; then refuses all. */
    private static ServerSocket echoing(String capabilities, String answer) throws IOException {
        ServerSocket listener = new ServerSocket(0);
        Thread.startVirtualThread(
                () -> {
                    try (Socket client = listener.accept()) {
                        converse(client, capabilities, answer);
                    } catch (IOException e) {
                        // the client has had enough
                    }
                });
        return listener;
    }

    private static void converse(Socket client, String capabilities, String answer)
            throws IOException {
        BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        say(client, "* OK [CAPABILITY " + capabilities + "] hello");
        String said = "";
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String tag = line.substring(0, Math.max(0, line.indexOf(' ')));
            String command = line.substring(tag.length()).trim();
            if (command.equals("CAPABILITY")) {
                say(client, "* CAPABILITY " + capabilities);
                say(client, tag + " OK done");
            } else if (said.isEmpty()) {
                said = command;
                if (command.equals("AUTHENTICATE PLAIN")) {
                    say(client, "+ ");
                    said += " " + in.readLine();
                } else if (command.endsWith("+}")) {
                    said += " " + in.readLine();
                }
                String start = answer.startsWith("*") ? "" : tag + " ";
                say(client, start + answer + said);
            } else if (command.equals("LOGOUT")) {
                return;
            } else {
                say(client, tag + " NO you said " + said);
            }
        }
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
