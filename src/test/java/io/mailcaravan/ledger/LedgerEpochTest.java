package io.mailcaravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Uid;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes, each with its own state folder, on one database. */
class LedgerEpochTest extends LedgerTestCase {

    @TempDir Path otherState;

    private Ledger otherNode() throws Exception {
        return Ledger.open(otherState, database());
    }

    @Test
    void everyWriteOfTheNodeThatLostItsMailboxShouldBeRefused() throws Exception {
        PendingBatch batch = ledger.begin(DESTINATION, FENCE, batch(1));
        long pass = mailbox.startPass("initial");
        Checkpoint checkpoint = new Checkpoint(new Uid(2), 1, Optional.empty());
        try (Ledger other = otherNode()) {
            openMailbox(other);

            assertRefused(() -> ledger.begin(DESTINATION, FENCE, batch(2)));
            assertRefused(() -> ledger.settle(batch, copied(1)));
            assertRefused(() -> ledger.copied(DESTINATION, DESTINATION_VALIDITY, copied(1)));
            assertRefused(() -> folder.skip(heads(3), "rule"));
            assertRefused(() -> folder.fail(head(3), "NO", ""));
            assertRefused(() -> folder.updateFlags(Map.of(new Uid(1), SEEN), Map.of()));
            assertRefused(() -> folder.forget(List.of(new Uid(1))));
            assertRefused(() -> folder.deleted(List.of(new Uid(1))));
            assertRefused(() -> folder.saveCheckpoint(checkpoint));
            assertRefused(() -> mailbox.startPass("delta"));
            assertRefused(() -> mailbox.finishPass(pass, "", Totals.NONE));
            assertThat(other.pending(DESTINATION))
                    .usingRecursiveFieldByFieldElementComparator(BUT_HEADS)
                    .containsExactly(batch);
        }
    }

    @Test
    void theNodeThatTookOverShouldSettleWhatTheOtherBegan() throws Exception {
        PendingBatch batch = ledger.begin(DESTINATION, FENCE, batch(1, 2));
        try (Ledger other = otherNode()) {
            LedgerMailbox taken = openMailbox(other);
            other.settle(other.pending(DESTINATION).get(0), copied(1, 2));
            assertThat(taken.totals().copied()).isEqualTo(2);
            assertThat(batch.items()).hasSize(2);
        }
    }

    @Test
    void otherMailboxesShouldNotBeConcerned() throws Exception {
        LedgerMailbox bob = openMailbox(ledger, "acme", "bob", "bob");
        try (Ledger other = otherNode()) {
            openMailbox(other);
            assertThat(bob.startPass("initial")).isPositive();
        }
    }

    @Test
    void openingAgainInTheSameProcessShouldEndTheFormerOpening() throws Exception {
        openMailbox(ledger);
        assertRefused(() -> folder.skip(heads(1), "rule"));
        copy(2);
    }

    @Test
    void mailboxThatNobodyOpenedShouldBeRefused() {
        ItemKey key = new ItemKey("acme", "acme-old", "carol", folder.path(), VALIDITY, new Uid(1));
        assertThatThrownBy(
                        () ->
                                ledger.begin(
                                        DESTINATION, FENCE, List.of(new BatchItem(key, head(1)))))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("No pass has opened mailbox carol of acme-old (route acme)");
    }

    @Test
    void anotherDestinationShouldBeRefusedOnceSomethingWasCopied() throws Exception {
        openMailbox(ledger, "acme", "bob", "bob@one");
        openMailbox(ledger, "acme", "bob", "bob@two");
        copy(1);
        assertThatThrownBy(() -> openMailbox(ledger, "acme", "alice@acme.example", "alicia"))
                .isInstanceOfSatisfying(
                        LedgerException.class,
                        e -> {
                            assertThat(e.explanation())
                                    .contains("copied to 'alice@new.example' so far")
                                    .contains("now to go to 'alicia'")
                                    .contains("another route id");
                            assertThat(e.scope()).isEqualTo(Scope.MAILBOX);
                        });
        copy(2); // the refused opening has not raised the epoch
    }

    private static void assertRefused(ThrowingCallable write) {
        assertThatThrownBy(write)
                .isInstanceOfSatisfying(
                        LedgerException.class,
                        e -> {
                            assertThat(e).hasMessageContaining("Another process took over mailbox");
                            assertThat(e.scope()).isEqualTo(Scope.MAILBOX);
                            assertThat(e.retry()).isEqualTo(Retry.NEVER);
                        });
    }
}
