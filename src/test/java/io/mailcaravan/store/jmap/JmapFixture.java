package io.mailcaravan.store.jmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mailcaravan.ledger.numbering.NumberView;
import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Numbering;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.testkit.Received;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server in this process and a store on it. */
abstract class JmapFixture {

    static final Login ANNA = new Login("anna", Optional.of(new Secret("secret")));

    @TempDir Path folder;
    JmapServer server;
    MailboxStore store;
    final Numbering numbering = new NumberView(Optional.empty());

    @BeforeEach
    void start() throws IOException {
        server = new JmapServer();
        store = open();
    }

    /** Another process would have the same numbers, and know nothing else. */
    MailboxStore open() {
        return JmapStores.plain(server.url(), folder.resolve("spool"), numbering);
    }

    @AfterEach
    void stop() {
        store.close();
        server.close();
        assertThat(server.asked).noneMatch(note -> note.startsWith("ERROR"));
    }

    MailboxSession source() throws MailboxException {
        return store.signIn(ANNA, Access.READ);
    }

    MailboxSession destination() throws MailboxException {
        return store.signIn(ANNA, Access.WRITE);
    }

    ServedAccount anna() {
        return server.account("anna");
    }

    String inbox() {
        return anna().mailboxes.keySet().iterator().next();
    }

    /** Puts a message there, behind the store's back. */
    String deliver(String subject, Instant received) {
        ServedAccount account = anna();
        synchronized (account) {
            byte[] bytes;
            try {
                bytes = Received.bytes(Messages.plain(subject));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            String blob = "G-" + subject.replace(' ', '-') + account.events.size();
            account.blobs.put(blob, bytes);
            return account.add(
                            blob,
                            received.toString(),
                            json("{\"" + inbox() + "\":true}"),
                            json("{}"))
                    .id;
        }
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Item in(Places places, Item item) {
        return new Item(item.head().with(places), item.content());
    }

    static MailboxException failure(ThrowingCallable call) {
        MailboxException failure = catchThrowableOfType(MailboxException.class, call);
        assertThat(failure).as("the expected MailboxException").isNotNull();
        assertThat(failure.explanation()).doesNotContain("secret").doesNotContain("token-");
        return failure;
    }

    static MailboxException assertFails(Scope scope, Retry retry, ThrowingCallable call) {
        MailboxException failure = failure(call);
        assertThat(failure.scope()).as("scope of <%s>", failure.getMessage()).isEqualTo(scope);
        assertThat(failure.retry()).as("retry of <%s>", failure.getMessage()).isEqualTo(retry);
        return failure;
    }
}
