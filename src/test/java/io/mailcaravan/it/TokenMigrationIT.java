package io.mailcaravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.it.CuttingProxy.Watch;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.testkit.TokenIssuer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many mailboxes with a token each that lives for seconds, from server to server: both check each
 * token's signature, user and end, and connections are lost, so that mailboxes sign in again after
 * the end of their first token.
 */
class TokenMigrationIT {

    private static final int MAILBOXES = 100;
    private static final int MESSAGES = 8;

    /** Of each message, so that a mailbox is read over more than one connection. */
    private static final int BYTES = 20_000;

    /**
     * How long the pass is made to take, in seconds; {@code -Dcaravan.tokens.seconds=180} for a
     * longer look.
     */
    private static final int SECONDS = Integer.getInteger("caravan.tokens.seconds", 20);

    @Test
    void noMailboxShouldFailOrGetAnothersMailWhileTokensRunOut(@TempDir Path folder)
            throws Exception {
        try (TokenIssuer issuer = new TokenIssuer(folder);
                TestServer source = new TestServer(folder, "TOKEN_KEY", issuer.publicKey());
                TestServer destination = new TestServer(folder, "TOKEN_KEY", issuer.publicKey());
                CuttingProxy near =
                        new CuttingProxy(
                                source.port(),
                                () -> Watch.PASS,
                                cutOnceEach(MESSAGES / 2 * BYTES),
                                0);
                CuttingProxy far =
                        new CuttingProxy(
                                destination.port(),
                                cutOnceEach(MESSAGES / 2 * BYTES),
                                () -> Watch.PASS,
                                0)) {
            issuer.life(Duration.ofSeconds(5));
            Map<String, MailboxPicture> pictures = new HashMap<>();
            for (String mailbox : mailboxes()) {
                source.fill(mailbox, FolderPath.INBOX, messages(mailbox));
                pictures.put(mailbox, MailboxPicture.of(source, mailbox));
            }
            TestSite site = site(folder, issuer, near.port(), far.port());

            try (CaravanProcess caravan = site.migrate()) {
                assertThat(caravan.exit()).as(caravan::said).isZero();
                assertThat(caravan.said()).doesNotContain("Exception").doesNotContain("eyJ");
            }

            for (String mailbox : mailboxes()) {
                MailboxPicture before = pictures.get(mailbox);
                MailboxPicture.of(destination, mailbox).assertSameMessages(before);
                assertThat(MailboxPicture.of(source, mailbox)).isEqualTo(before);
            }
            assertThat(near.cuts()).as("connections lost at the source").isPositive();
            assertThat(far.cuts()).as("connections lost at the destination").isPositive();
            assertThat(issuer.given())
                    .as("tokens: more than one a mailbox and end")
                    .isGreaterThan(2 * MAILBOXES);
        }
    }

    private static Supplier<Watch> cutOnceEach(int bytes) {
        return Watch.afterBytes(bytes, MAILBOXES);
    }

    private static String[] mailboxes() {
        return IntStream.range(0, MAILBOXES)
                .mapToObj(number -> "user" + number + "@acme.example")
                .toArray(String[]::new);
    }

    /** Each says whose it is, and no two are equal. */
    private static Item[] messages(String mailbox) {
        String line = mailbox + "\r\n";
        String body = line.repeat(BYTES / line.length());
        return IntStream.range(0, MESSAGES)
                .mapToObj(number -> message(number, mailbox, body))
                .toArray(Item[]::new);
    }

    private static Item message(int number, String mailbox, String body) {
        String text =
                "Message-ID: <%d.%s>\r\nSubject: of %s\r\n\r\n%s"
                        .formatted(number, mailbox, mailbox, body);
        return Messages.item(
                text.getBytes(StandardCharsets.US_ASCII),
                Flags.NONE,
                Messages.DATE.plusSeconds(number));
    }

    private static TestSite site(Path folder, TokenIssuer issuer, int source, int destination)
            throws Exception {
        String[] signIn = {
            "type=imap",
            "host=localhost",
            "tls=none",
            "allow-insecure=true",
            "auth=xoauth2",
            "oauth.service-account-file=" + issuer.serviceAccount(folder),
            "oauth.ca-file=" + issuer.authority()
        };
        return new TestSite(folder)
                .store("source", signIn)
                .store("source", "port=" + source)
                .store("destination", signIn)
                .store("destination", "port=" + destination)
                .route(
                        "imap-to-imap",
                        "      steps:\n        # -",
                        "      steps:\n        - throttle: { constant: \""
                                + Math.max(1, MAILBOXES * MESSAGES / SECONDS)
                                + "\", timePeriodMillis: 1000 }\n        # -")
                .mailboxes(mailboxes());
    }
}
