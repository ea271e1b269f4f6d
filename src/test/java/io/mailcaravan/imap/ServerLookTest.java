package io.mailcaravan.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.imap.ImapSettings.Server;
import io.mailcaravan.imap.ImapSettings.Tls;
import io.mailcaravan.imap.ImapSettings.Trust;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.testkit.ServerCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server on a TLS port in this process, looked at as {@code discover} does. */
class ServerLookTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir static Path folder;

    private static ServerCertificate certificate;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private ServerSocket socket;

    @BeforeAll
    static void certificate() throws Exception {
        certificate = ServerCertificate.make(folder, "-ext", "san=dns:localhost");
    }

    @AfterEach
    void stop() throws IOException {
        socket.close();
    }

    private void serve(String greeting, String capabilities, String id) throws IOException {
        socket = certificate.tls().getServerSocketFactory().createServerSocket(0);
        Thread.startVirtualThread(
                () -> {
                    try (Socket client = socket.accept();
                            OutputStream out = client.getOutputStream();
                            BufferedReader in =
                                    new BufferedReader(
                                            new InputStreamReader(
                                                    client.getInputStream(),
                                                    StandardCharsets.US_ASCII))) {
                        write(out, "* OK " + greeting);
                        for (String line = in.readLine(); line != null; line = in.readLine()) {
                            said.add(line);
                            String[] words = line.split(" ");
                            if (words[1].equals("CAPABILITY")) {
                                write(out, "* CAPABILITY IMAP4rev1 " + capabilities);
                            } else if (words[1].equals("ID")) {
                                write(out, id);
                            }
                            write(out, words[0] + " OK done");
                        }
                    } catch (IOException e) {
                        // the client has gone
                    }
                });
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private ServerFacts look(Optional<Path> authority) throws MailboxException {
        return ServerLook.at(
                "old-example",
                new Server("localhost", socket.getLocalPort(), Tls.IMPLICIT, PATIENCE, PATIENCE),
                new Trust(true, true, authority, Set.of()),
                new Spool(folder.resolve("spool"), 1 << 16));
    }

    private ServerFacts look() throws MailboxException {
        return look(Optional.of(certificate.authority()));
    }

    @Test
    void serverShouldBeKnownByWhatItSaysOfItself() throws Exception {
        serve(
                "ready",
                "ID AUTH=PLAIN AUTH=XOAUTH2 LOGINDISABLED",
                "* ID (\"name\" \"Cyrus IMAPD\" \"version\" {3}\r\n3.6 \"vendor\" NIL)");
        ServerFacts facts = look();
        assertThat(facts.make()).contains("Cyrus 3.6, as it says by ID");
        assertThat(facts.id()).isEqualTo(Map.of("name", "Cyrus IMAPD", "version", "3.6"));
        assertThat(facts.mechanisms()).containsExactly("PLAIN", "XOAUTH2");
        assertThat(facts.acceptsLogin()).isFalse();
        assertThat(facts.preset()).isEqualTo(ServerPreset.NONE);
    }

    @Test
    void serverShouldBeKnownByItsGreeting() throws Exception {
        serve("[CAPABILITY IMAP4rev1 AUTH=PLAIN] Dovecot (Debian) ready.", "", "");
        ServerFacts facts = look();
        assertThat(facts.make()).contains("Dovecot, by its greeting");
        assertThat(facts.greeting()).isEqualTo("Dovecot (Debian) ready.");
        assertThat(facts.acceptsLogin()).isTrue();
    }

    @Test
    void gmailShouldBeKnownByItsCapability() throws Exception {
        serve("Gimap ready", "X-GM-EXT-1 AUTH=XOAUTH2", "");
        ServerFacts facts = look();
        assertThat(facts.make()).contains("Gmail, by its capability X-GM-EXT-1");
        assertThat(facts.preset()).isEqualTo(ServerPreset.GMAIL);
    }

    @Test
    void nothingShouldBeSaidThatSignsInOrTellsOfThisSide() throws Exception {
        serve("ready", "ID SASL-IR AUTH=PLAIN", "* ID NIL");
        look();
        assertThat(said)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).matches("\\S+ (CAPABILITY|ID NIL|LOGOUT)"));
    }

    @Test
    void endlessAnswerShouldEndTheLook() throws Exception {
        serve("ready", "ID", "* ID (\"name\" {900000000}\r\n" + "x".repeat(2_000_000));
        assertThat(look().make()).isEmpty();
    }

    @Test
    void longListOfCapabilitiesShouldBeCut() throws Exception {
        serve("ready", "X".repeat(5_000) + " X-A".repeat(2_000) + " AUTH=" + "Y".repeat(500), "");
        ServerFacts facts = look();
        assertThat(facts.capabilities()).hasSizeLessThanOrEqualTo(200).contains("IMAP4REV1");
        assertThat(facts.capabilities()).allSatisfy(one -> assertThat(one).hasSizeLessThan(101));
        assertThat(facts.mechanisms()).isEmpty();
    }

    @Test
    void serverShouldBeToldWithoutAMailbox() throws Exception {
        socket = certificate.tls().getServerSocketFactory().createServerSocket(0);
        int port = socket.getLocalPort();
        socket.close();
        assertThatThrownBy(
                        () ->
                                ServerLook.at(
                                        "old-example",
                                        new Server(
                                                "localhost",
                                                port,
                                                Tls.IMPLICIT,
                                                PATIENCE,
                                                PATIENCE),
                                        new Trust(true, true, Optional.empty(), Set.of()),
                                        new Spool(folder.resolve("spool"), 1 << 16)))
                .hasMessageNotContaining("mailbox");
    }

    @Test
    void certificateOfAnUnknownAuthorityShouldBeRefused() throws Exception {
        serve("ready", "", "");
        assertThatThrownBy(() -> look(Optional.empty()))
                .isInstanceOf(MailboxException.class)
                .hasMessageContaining("authority that is not trusted");
        assertThat(said).isEmpty();
    }
}
