package io.mailcaravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.ChangeCursor;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
import io.mailcaravan.mailbox.UidValidity;
import io.mailcaravan.report.LedgerReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LedgerStatesTest extends LedgerTestCase {

    @Test
    void settlingShouldMakePendingItemsCopied() throws Exception {
        PendingBatch batch = ledger.begin(DESTINATION, FENCE, batch(1, 2));
        assertThat(stateOf(1)).isEqualTo(ItemState.PENDING);

        ledger.settle(batch, copied(1, 2));

        assertThat(folder.entries(UidRange.ALL).values())
                .containsExactly(copiedEntry(1), copiedEntry(2));
        assertThat(ledger.pending(DESTINATION)).isEmpty();
    }

    private static LedgerEntry copiedEntry(long uid) {
        return new LedgerEntry(
                new Uid(uid),
                ItemState.COPIED,
                "",
                "",
                Optional.of(DESTINATION.folder()),
                Optional.of(new Uid(1000 + uid)),
                Optional.of(FENCE.uidValidity()),
                SEEN,
                Places.NONE,
                1000,
                Optional.of(head(uid).internalDate()),
                Versions.NONE);
    }

    @Test
    void itemsNotNamedWhenSettlingShouldHaveNoState() throws Exception {
        ledger.settle(ledger.begin(DESTINATION, FENCE, batch(1, 2, 3)), copied(2));
        assertThat(folder.entries(UidRange.ALL)).containsOnlyKeys(new Uid(2));
        assertThat(ledger.pending(DESTINATION)).isEmpty();
        assertThat(mailbox.totals()).isEqualTo(new Totals(1, 0, 0, 0, 1000));
    }

    @Test
    void settlingWhatIsNotInTheBatchShouldBeRefused() throws Exception {
        PendingBatch batch = ledger.begin(DESTINATION, FENCE, batch(1));
        assertThatThrownBy(() -> ledger.settle(batch, copied(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/2 is not in batch");
    }

    @Test
    void skippedAndFailedShouldKeepTheirReasons() throws Exception {
        folder.skip(heads(1, 2), "before 2018-01-01");
        folder.fail(head(3), "NO [LIMIT] too large", "acme/3.eml");

        Map<Uid, LedgerEntry> entries = folder.entries(UidRange.ALL);

        assertThat(entries.get(new Uid(2)).state()).isEqualTo(ItemState.SKIPPED);
        assertThat(entries.get(new Uid(2)).reason()).isEqualTo("before 2018-01-01");
        assertThat(entries.get(new Uid(3)).state()).isEqualTo(ItemState.FAILED);
        assertThat(entries.get(new Uid(3)).reason()).isEqualTo("NO [LIMIT] too large");
        assertThat(mailbox.totals()).isEqualTo(new Totals(0, 2, 1, 0, 0));
    }

    @Test
    void copiedShouldStayCopiedWhateverComesLater() throws Exception {
        copy(1);
        folder.skip(heads(1), "larger than 10");
        folder.fail(head(1), "a later step failed", "");
        assertThat(stateOf(1)).isEqualTo(ItemState.COPIED);
        assertThat(folder.entries(UidRange.ALL).get(new Uid(1)).reason()).isEmpty();
        assertThat(mailbox.totals()).isEqualTo(new Totals(1, 0, 0, 0, 1000));
    }

    @Test
    void failedShouldBecomeCopiedAndLoseItsReason() throws Exception {
        folder.fail(head(1), "NO try again", "1.eml");
        copy(1);
        assertThat(folder.entries(UidRange.ALL).get(new Uid(1)).reason()).isEmpty();
        assertThat(mailbox.totals()).isEqualTo(new Totals(1, 0, 0, 0, 1000));
        try (LedgerReport report = LedgerReport.of(ledger)) {
            report.failed("acme", item -> assertThat(item).isNull());
        }
    }

    @Test
    void forgottenItemShouldBeTriedAgain() throws Exception {
        folder.fail(head(1), "NO", "1.eml");
        folder.forget(List.of(new Uid(1), new Uid(99)));
        assertThat(stateOf(1)).isNull();
        assertThat(mailbox.totals()).isEqualTo(Totals.NONE);
        assertThat(ledger.add(folder.key(new Uid(1)).toString())).isTrue();
    }

    @Test
    void deletedItemShouldLeaveTheTotals() throws Exception {
        copy(1, 2);
        folder.deleted(List.of(new Uid(1)));
        assertThat(mailbox.totals()).isEqualTo(new Totals(1, 0, 0, 0, 1000));
        assertThat(folder.uids(ItemState.COPIED)).isEqualTo(UidSet.of(2));
    }

    @Test
    void adoptedItemsShouldBeCopiedWithTheirNote() throws Exception {
        ledger.copied(
                DESTINATION,
                DESTINATION_VALIDITY,
                List.of(new Copied(folder.key(new Uid(5)), head(5), Optional.empty(), "adopted")));
        LedgerEntry entry = folder.entries(UidRange.ALL).get(new Uid(5));
        assertThat(entry.state()).isEqualTo(ItemState.COPIED);
        assertThat(entry.reason()).isEqualTo("adopted");
        assertThat(entry.destinationUid()).isEmpty();
    }

    @Test
    void flagsOfTheDestinationShouldBeRemembered() throws Exception {
        copy(1);
        Flags now = Flags.parse("\\Flagged $Work");
        folder.updateFlags(Map.of(new Uid(1), now), Map.of());
        assertThat(folder.entries(UidRange.ALL).get(new Uid(1)).flags()).isEqualTo(now);
    }

    @Test
    void uidsShouldBeListedByState() throws Exception {
        copy(1, 2);
        folder.skip(heads(3), "rule");
        ledger.begin(DESTINATION, FENCE, batch(4, 5));
        assertThat(folder.uids(ItemState.COPIED)).hasToString("1:2");
        assertThat(folder.uids(ItemState.SKIPPED)).hasToString("3");
        assertThat(folder.uids(ItemState.PENDING)).hasToString("4:5");
        assertThat(folder.uids(ItemState.FAILED).isEmpty()).isTrue();
        assertThat(mailbox.totals()).isEqualTo(new Totals(2, 1, 0, 2, 2000));
    }

    @Test
    void manySkippedItemsShouldAllBeRecorded() throws Exception {
        long[] many = LongStream.rangeClosed(1, 5001).toArray();
        folder.skip(heads(many), "rule");
        assertThat(folder.uids(ItemState.SKIPPED)).hasToString("1:5001");
    }

    @Test
    void knownDestinationUidsShouldBeThoseOfCopiedItemsInTheRange() throws Exception {
        copy(1, 2, 3);
        assertThat(known(DESTINATION, DESTINATION_VALIDITY, UidRange.ALL)).hasToString("1001:1003");
        assertThat(known(DESTINATION, DESTINATION_VALIDITY, UidRange.from(new Uid(1003))))
                .hasToString("1003");
        assertThat(known(DESTINATION, new UidValidity(78), UidRange.ALL).isEmpty()).isTrue();
        DestinationFolder other =
                new DestinationFolder("acme-new", "alice@new.example", FolderPath.INBOX);
        assertThat(known(other, DESTINATION_VALIDITY, UidRange.ALL).isEmpty()).isTrue();
    }

    private UidSet known(DestinationFolder destination, UidValidity validity, UidRange range)
            throws LedgerException {
        return ledger.knownDestinationUids(destination, validity, range);
    }

    @Test
    void newUidValidityShouldBeginAnewAndKnowItsPast() throws Exception {
        copy(1, 2);
        assertThat(folder.hasEarlierGeneration()).isFalse();

        LedgerFolder now = sole(mailbox).folder(folder.path(), new UidValidity(1700000000));

        assertThat(now.hasEarlierGeneration()).isTrue();
        assertThat(ledger.replacesGeneration(now.key(new Uid(1)), DESTINATION)).isTrue();
        assertThat(now.entries(UidRange.ALL)).isEmpty();
        assertThat(mailbox.totals()).isEqualTo(Totals.NONE);
        assertThat(sole(mailbox).folders()).containsExactly(now);
    }

    @Test
    void formerUidValidityThatComesBackShouldCountAgain() throws Exception {
        copy(1, 2);
        sole(mailbox).folder(folder.path(), new UidValidity(1700000000));
        assertThat(sole(mailbox).folder(folder.path(), VALIDITY)).isSameAs(folder);
        assertThat(mailbox.totals().copied()).isEqualTo(2);
        reopen();
        assertThat(mailbox.totals().copied()).isEqualTo(2);
    }

    @Test
    void everythingShouldBeThereAfterReopening() throws Exception {
        copy(1);
        folder.skip(heads(2), "rule");
        folder.fail(head(3), "NO", "3.eml");
        PendingBatch batch = ledger.begin(DESTINATION, FENCE, batch(4));
        Checkpoint checkpoint = new Checkpoint(new Uid(9), 4, Optional.of(new ChangeCursor("123")));
        folder.saveCheckpoint(checkpoint);
        Map<Uid, LedgerEntry> before = folder.entries(UidRange.ALL);

        reopen();

        assertThat(folder.entries(UidRange.ALL)).isEqualTo(before).hasSize(4);
        assertThat(folder.checkpoint()).contains(checkpoint);
        assertThat(ledger.pending(DESTINATION))
                .usingRecursiveFieldByFieldElementComparator(BUT_HEADS)
                .containsExactly(batch);
        assertThat(mailbox.totals()).isEqualTo(new Totals(1, 1, 1, 1, 1000));
    }

    @Test
    void oneBatchMayMixFolders() throws Exception {
        LedgerFolder inbox = sole(mailbox).folder(FolderPath.INBOX, new UidValidity(3));
        List<BatchItem> items =
                List.of(
                        new BatchItem(folder.key(new Uid(1)), head(1)),
                        new BatchItem(inbox.key(new Uid(1)), head(1)));
        PendingBatch batch = ledger.begin(DESTINATION, FENCE, items);
        assertThat(ledger.pending(DESTINATION))
                .usingRecursiveFieldByFieldElementComparator(BUT_HEADS)
                .containsExactly(batch);
        ledger.settle(batch, List.of());
        assertThat(ledger.pending(DESTINATION)).isEmpty();
    }
}
