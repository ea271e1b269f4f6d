package io.mailcaravan.store.mbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.MailboxStore;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.store.maildir.MaildirStore;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.testkit.Oddity;
import io.mailcaravan.testkit.Received;
import io.mailcaravan.testkit.Sessions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From Maildir to mbox and back. */
class MboxRoundTripTest {

    private static final Login ANNA = Login.of("anna");

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource
    void bytesFlagsAndDatesShouldBeTheSame(MboxFormat format) throws Exception {
        Spool spool = new Spool(folder.resolve("spool"), 4096);
        MailboxStore first = new MaildirStore("first", folder.resolve("first"), spool);
        MailboxStore mbox =
                new MboxStore("mbox", folder.resolve("mbox"), MboxLayout.TREE, format, spool);
        MailboxStore last = new MaildirStore("last", folder.resolve("last"), spool);
        try (MailboxSession session = first.signIn(ANNA, Access.WRITE)) {
            session.append(FolderPath.INBOX, List.of(Messages.varied(30)));
            for (Oddity oddity : Oddity.values()) {
                session.append(
                        FolderPath.INBOX,
                        List.of(
                                Messages.item(
                                        oddity.bytes(),
                                        Messages.numbered(3).head().flags(),
                                        Messages.DATE)));
            }
            session.append(FolderPath.INBOX, List.of(Messages.large("large", 3_000_000)));
        }
        copy(first, mbox);
        copy(mbox, last);
        List<Received> there = all(first);
        assertThat(there).hasSize(31 + Oddity.values().length);
        assertThat(bare(all(last))).isEqualTo(bare(there));
    }

    private static List<List<Object>> bare(List<Received> items) {
        return items.stream()
                .map(
                        each ->
                                List.<Object>of(
                                        each.sha256(),
                                        each.head().flags(),
                                        each.head().internalDate(),
                                        each.head().size()))
                .toList();
    }

    private static void copy(MailboxStore from, MailboxStore to) throws Exception {
        try (MailboxSession source = from.signIn(ANNA, Access.READ);
                MailboxSession destination = to.signIn(ANNA, Access.WRITE)) {
            List<ItemHead> heads = Sessions.heads(source, FolderPath.INBOX);
            List<Item> batch = new ArrayList<>();
            source.read(FolderPath.INBOX, List.of(heads).iterator(), batch::add);
            destination.append(FolderPath.INBOX, batch);
            batch.forEach(item -> item.content().close());
        }
    }

    private static List<Received> all(MailboxStore store) throws Exception {
        try (MailboxSession session = store.signIn(ANNA, Access.READ)) {
            return Sessions.read(
                    session, FolderPath.INBOX, Sessions.heads(session, FolderPath.INBOX));
        }
    }
}
