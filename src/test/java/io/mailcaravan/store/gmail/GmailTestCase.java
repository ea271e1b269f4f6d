package io.mailcaravan.store.gmail;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.testkit.Sessions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A mailbox on the emulator, changed there as its owner and Gmail do. */
abstract class GmailTestCase {

    static final String USER = "anna@acme.example";
    static final FolderPath ALL = FolderPath.of("[Gmail]", "All Mail");
    static final FolderPath SPAM = FolderPath.of("[Gmail]", "Spam");
    static final FolderPath TRASH = FolderPath.of("[Gmail]", "Trash");
    static final FolderPath SENT = FolderPath.of("[Gmail]", "Sent Mail");
    static final FolderPath DRAFTS = FolderPath.of("[Gmail]", "Drafts");
    static final FolderPath WORK = FolderPath.of("Work");

    @TempDir Path spool;
    GmailServer server;
    GmailAccount account;
    MailboxStore store;

    @BeforeEach
    void start() throws IOException {
        server = new GmailServer();
        account = server.account(USER);
        store = GmailStores.of(server, spool);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        assertThat(server.offences()).isEmpty();
    }

    MailboxSession source() throws MailboxException {
        return store.signIn(GmailStores.login(USER), Access.READ);
    }

    MailboxSession destination() throws MailboxException {
        return store.signIn(GmailStores.login(USER), Access.WRITE);
    }

    /** Arrives in All Mail with these labels. */
    GmailMessage put(String subject, String... labels) {
        return put(account.withRole("\\All"), subject, labels);
    }

    GmailMessage put(GmailFolder into, String subject, String... labels) {
        return account.locked(
                () -> {
                    GmailMessage message =
                            account.append(
                                    into, bytes(Messages.plain(subject)), Messages.DATE, List.of());
                    for (String label : labels) {
                        account.label(message, label, true);
                    }
                    return message;
                });
    }

    void label(GmailMessage message, String label, boolean given) {
        account.locked(
                () -> {
                    account.label(message, label, given);
                    return message;
                });
    }

    static byte[] bytes(Item item) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            item.content().writeTo(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Item in(Places places, String subject) {
        Item item = Messages.plain(subject);
        return new Item(item.head().with(places), item.content());
    }

    List<ItemHead> heads(FolderPath folder) throws MailboxException {
        try (MailboxSession session = source()) {
            return Sessions.heads(session, folder);
        }
    }

    ItemHead only(FolderPath folder) throws MailboxException {
        List<ItemHead> heads = heads(folder);
        assertThat(heads).hasSize(1);
        return heads.get(0);
    }
}
