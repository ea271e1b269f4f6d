package io.mailcaravan.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Folder;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.SystemFlag;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A source is never changed. */
public interface SourceUntouchedContract extends StoreFixture {

    @Test
    default void readingShouldLeaveSourceUntouched() throws Exception {
        fill(FolderPath.INBOX, Messages.varied(8));
        fill(FolderPath.INBOX, Messages.large("spooled", 300_000));
        Snapshot before = snapshot();

        try (MailboxSession session = source()) {
            session.folders();
            List<ItemHead> heads = Sessions.heads(session, FolderPath.INBOX);
            Sessions.read(session, FolderPath.INBOX, heads);
            Sessions.fingerprints(session, FolderPath.INBOX, UidRange.ALL);
        }

        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    default void sourceSessionShouldRefuseToAppend() throws Exception {
        assertRefused(session -> session.append(FolderPath.INBOX, List.of(Messages.plain("no"))));
    }

    @Test
    default void sourceSessionShouldRefuseToCreateFolders() throws Exception {
        assertRefused(session -> session.create(FolderPath.of("No"), Optional.empty()));
    }

    @Test
    default void sourceSessionShouldRefuseToStoreFlags() throws Exception {
        require(StoreCapability.STORE_FLAGS);
        Uid uid = fillAndTakeFirst();
        assertRefused(
                session ->
                        session.storeFlags(
                                FolderPath.INBOX, Map.of(uid, Flags.of(SystemFlag.DELETED))));
    }

    @Test
    default void sourceSessionShouldRefuseToDelete() throws Exception {
        require(StoreCapability.DELETE);
        Uid uid = fillAndTakeFirst();
        assertRefused(session -> session.delete(FolderPath.INBOX, List.of(uid)));
    }

    @Test
    default void sourceSessionShouldRefuseToSubscribe() throws Exception {
        require(StoreCapability.SUBSCRIPTIONS);
        assertRefused(session -> session.subscribe(FolderPath.INBOX));
    }

    /** A call that must not be made on a source. */
    interface Change {
        void on(MailboxSession session) throws MailboxException;
    }

    /** All that a pass could see of a source. */
    record Snapshot(
            List<Folder> folders, List<FolderStatus> statuses, List<List<ItemHead>> heads) {}

    private Uid fillAndTakeFirst() throws Exception {
        fill(FolderPath.INBOX, Messages.varied(2));
        return heads(FolderPath.INBOX).get(0).uid();
    }

    private void assertRefused(Change change) throws Exception {
        fill(FolderPath.INBOX, Messages.varied(1)); // some servers make the mailbox only now
        Snapshot before = snapshot();
        for (Snapshot now = snapshot(); !now.equals(before); now = snapshot()) {
            before = now; // and subscribe to it a little later
        }
        try (MailboxSession session = source()) {
            ThrowingCallable call = () -> change.on(session);
            assertThat(catchThrowable(call))
                    .isInstanceOfAny(MailboxException.class, IllegalStateException.class);
        }
        assertThat(snapshot()).isEqualTo(before);
    }

    private Snapshot snapshot() throws Exception {
        try (MailboxSession session = source()) {
            List<Folder> folders = session.folders();
            List<FolderStatus> statuses = new ArrayList<>();
            List<List<ItemHead>> heads = new ArrayList<>();
            for (Folder folder : folders) {
                if (folder.selectable()) {
                    statuses.add(session.status(folder.path()));
                    heads.add(Sessions.heads(session, folder.path()));
                }
            }
            return new Snapshot(folders, statuses, heads);
        }
    }
}
