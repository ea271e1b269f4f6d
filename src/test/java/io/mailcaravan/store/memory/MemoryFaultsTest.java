package io.mailcaravan.store.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mailcaravan.mailbox.Access;
import io.mailcaravan.mailbox.AppendOutcome;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.Login;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.store.memory.MemoryFaults.AppendFault;
import io.mailcaravan.testkit.Messages;
import io.mailcaravan.testkit.Received;
import io.mailcaravan.testkit.Sessions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryFaultsTest {

    private static final Login LOGIN = Login.of("anna@acme.example");

    private final MemoryStore store = new MemoryStore("memory");

    @ParameterizedTest
    @CsvSource({
        "LOST_BEFORE, 0, STORE, NOW",
        "LOST_HALFWAY, 2, STORE, NOW",
        "LOST_AFTER, 5, STORE, NOW",
        "QUOTA_FULL, 0, MAILBOX, LATER"
    })
    void failingAppendShouldLeaveWhatTheStoreHadTaken(
            AppendFault fault, int arrived, Scope scope, Retry retry) throws Exception {
        store.faults().failNextAppend(fault);

        MailboxException failure =
                catchThrowableOfType(MailboxException.class, () -> append(Messages.varied(5)));

        assertThat(failure.scope()).isEqualTo(scope);
        assertThat(failure.retry()).isEqualTo(retry);
        assertThat(status().messages()).isEqualTo(arrived);
        append(Messages.varied(1));
        assertThat(status().messages()).isEqualTo(arrived + 1);
    }

    @Test
    void refusedItemShouldNotConcernItsNeighbours() throws Exception {
        store.faults().refuse(item -> item.content().size() > 1000);

        List<AppendOutcome> outcomes =
                append(Messages.plain("a"), Messages.large("b", 5000), Messages.plain("c"));

        assertThat(outcomes.get(0)).isInstanceOf(AppendOutcome.Appended.class);
        assertThat(outcomes.get(1)).isInstanceOf(AppendOutcome.Refused.class);
        assertThat(outcomes.get(2)).isInstanceOf(AppendOutcome.Appended.class);
        assertThat(status().messages()).isEqualTo(2);
    }

    @Test
    void fullMailboxShouldTakeNothingOfTheBatch() throws Exception {
        store.limit(LOGIN.mailbox(), 600);
        append(Messages.plain("fits"));

        MailboxException failure =
                catchThrowableOfType(
                        MailboxException.class,
                        () -> append(Messages.plain("fits too"), Messages.large("no", 800)));

        assertThat(failure.scope()).isEqualTo(Scope.MAILBOX);
        assertThat(status().messages()).isEqualTo(1);
    }

    @Test
    void cutReadingShouldDeliverWhatCameBefore() throws Exception {
        append(Messages.varied(6));
        store.faults().cutNextReadAfter(4);
        List<Received> got = new ArrayList<>();

        MailboxException failure =
                catchThrowableOfType(
                        MailboxException.class,
                        () -> {
                            try (MailboxSession session = store.signIn(LOGIN, Access.READ)) {
                                session.read(
                                        FolderPath.INBOX,
                                        List.of(Sessions.heads(session, FolderPath.INBOX))
                                                .iterator(),
                                        item -> got.add(Received.of(item)));
                            }
                        });

        assertThat(failure.scope()).isEqualTo(Scope.STORE);
        assertThat(got).hasSize(4);
    }

    @Test
    void withheldItemShouldBeListedAndNotDelivered() throws Exception {
        append(Messages.varied(3));
        store.faults().withhold(head -> head.uid().equals(new Uid(2)));

        try (MailboxSession session = store.signIn(LOGIN, Access.READ)) {
            var heads = Sessions.heads(session, FolderPath.INBOX);
            assertThat(heads).hasSize(3);
            assertThat(Sessions.read(session, FolderPath.INBOX, heads)).hasSize(2);
        }
    }

    @Test
    void renumberedFolderShouldHaveAnotherUidValidity() throws Exception {
        append(Messages.varied(3));
        FolderStatus before = status();

        store.renumber(LOGIN.mailbox(), FolderPath.INBOX);

        assertThat(status().uidValidity()).isNotEqualTo(before.uidValidity());
        assertThat(status().messages()).isEqualTo(3);
    }

    private List<AppendOutcome> append(Item... items) throws MailboxException {
        try (MailboxSession session = store.signIn(LOGIN, Access.WRITE)) {
            return session.append(FolderPath.INBOX, List.of(items));
        }
    }

    private FolderStatus status() throws MailboxException {
        try (MailboxSession session = store.signIn(LOGIN, Access.READ)) {
            return session.status(FolderPath.INBOX);
        }
    }
}
