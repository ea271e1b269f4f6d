package io.mailcaravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.UidRange;
import org.junit.jupiter.api.Test;

class LedgerCrashTest extends LedgerTestCase {

    @Test
    void batchBegunBeforeAKillShouldBePendingAfterwards() throws Exception {
        copy(1, 2);
        PendingBatch first = ledger.begin(DESTINATION, FENCE, batch(3, 4, 5));
        PendingBatch second = ledger.begin(DESTINATION, FENCE, batch(6));

        try (Ledger restarted = openAfterAKill()) {
            LedgerMailbox again = openMailbox(restarted);
            assertThat(restarted.pending(DESTINATION))
                    .usingRecursiveFieldByFieldElementComparator(BUT_HEADS)
                    .containsExactly(first, second);
            assertThat(again.totals()).isEqualTo(new Totals(2, 0, 0, 4, 2000));

            restarted.settle(first, copied(4));

            LedgerFolder sameFolder = sole(again).folder(folder.path(), VALIDITY);
            assertThat(sameFolder.uids(ItemState.COPIED)).hasToString("1:2,4");
            assertThat(sameFolder.uids(ItemState.PENDING)).hasToString("6");
            assertThat(restarted.pending(DESTINATION))
                    .usingRecursiveFieldByFieldElementComparator(BUT_HEADS)
                    .containsExactly(second);
        }
    }

    @Test
    void settledBatchShouldBeSettledAfterAKill() throws Exception {
        copy(1, 2, 3);
        try (Ledger restarted = openAfterAKill()) {
            LedgerFolder sameFolder = sole(openMailbox(restarted)).folder(folder.path(), VALIDITY);
            assertThat(sameFolder.entries(UidRange.ALL)).isEqualTo(folder.entries(UidRange.ALL));
            assertThat(restarted.pending(DESTINATION)).isEmpty();
        }
    }

    @Test
    void newBatchesShouldComeAfterThoseOfAnEarlierProcess() throws Exception {
        PendingBatch old = ledger.begin(DESTINATION, FENCE, batch(1));
        reopen();
        PendingBatch fresh = ledger.begin(DESTINATION, FENCE, batch(2));
        assertThat(ledger.pending(DESTINATION))
                .usingRecursiveFieldByFieldElementComparator(BUT_HEADS)
                .containsExactly(old, fresh);
    }

    @Test
    void batchesOfMailboxesThatNobodyHereHasOpenedShouldBeLeftAlone() throws Exception {
        ledger.begin(DESTINATION, FENCE, batch(1));
        ledger.close();
        ledger = Ledger.open(state, database());
        openMailbox(ledger, "other-route", "alice@acme.example", "alice@new.example");
        assertThat(ledger.pending(DESTINATION)).isEmpty();
        openMailbox(ledger);
        assertThat(ledger.pending(DESTINATION)).hasSize(1);
    }
}
