package io.mailcaravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.report.LedgerReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The counts kept beside the items against the items themselves, after whatever was done. */
class LedgerCountsTest extends LedgerTestCase {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void countsShouldEqualTheItems(long seed) throws Exception {
        Random random = new Random(seed);
        Map<Uid, ItemState> expected = new TreeMap<>();
        for (int step = 0; step < 150; step++) {
            act(random.nextInt(6), 1 + random.nextInt(12), expected);

            Collection<LedgerEntry> entries = folder.entries(UidRange.ALL).values();
            Map<Uid, ItemState> states = new TreeMap<>();
            entries.forEach(entry -> states.put(entry.uid(), entry.state()));
            assertThat(states).isEqualTo(expected);
            assertThat(mailbox.totals())
                    .isEqualTo(
                            new Totals(
                                    count(entries, ItemState.COPIED),
                                    count(entries, ItemState.SKIPPED),
                                    count(entries, ItemState.FAILED),
                                    0,
                                    1000 * count(entries, ItemState.COPIED)));
        }
    }

    /** A batch that a kill has left names items that others have brought; each counts once. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void countsShouldEqualTheReportWhateverIsPending(long seed) throws Exception {
        Random random = new Random(seed);
        List<PendingBatch> open = new ArrayList<>();
        for (int step = 0; step < 100; step++) {
            if (random.nextInt(3) == 0) {
                open.add(ledger.begin(DESTINATION, FENCE, batch(random)));
            } else if (!open.isEmpty() && random.nextInt(3) == 0) {
                ledger.settle(open.remove(random.nextInt(open.size())), List.of());
            } else {
                act(random.nextInt(6), 1 + random.nextInt(12), new TreeMap<>());
            }
            if (random.nextInt(10) == 0) {
                folder.endPending(new Uid(1 + random.nextInt(12)), "gone");
            }
            Map<ItemState, Long> rows = new EnumMap<>(ItemState.class);
            Set<Uid> uids = new HashSet<>();
            LedgerReport.of(ledger)
                    .items(
                            "acme",
                            EnumSet.allOf(ItemState.class),
                            item -> {
                                rows.merge(item.entry().state(), 1L, Long::sum);
                                assertThat(uids.add(item.entry().uid())).isTrue();
                            });
            Totals totals = mailbox.totals();
            assertThat(totals.copied()).isEqualTo(rows.getOrDefault(ItemState.COPIED, 0L));
            assertThat(totals.skipped()).isEqualTo(rows.getOrDefault(ItemState.SKIPPED, 0L));
            assertThat(totals.failed()).isEqualTo(rows.getOrDefault(ItemState.FAILED, 0L));
            assertThat(totals.pending()).isEqualTo(rows.getOrDefault(ItemState.PENDING, 0L));
        }
    }

    @Test
    void pendingItemsThatAreGoneShouldBeSkippedAndStillBeLookedForShouldTheyComeBack()
            throws Exception {
        ledger.begin(DESTINATION, FENCE, batch(1, 2));
        ledger.begin(DESTINATION, FENCE, batch(3));
        ledger.copied(DESTINATION, DESTINATION_VALIDITY, copied(1, 3));
        assertThat(folder.endPending(Uid.MIN, "gone")).isEqualTo(1);
        assertThat(mailbox.totals()).isEqualTo(new Totals(2, 1, 0, 0, 2000));
        assertThat(ledger.pending(DESTINATION))
                .as("a copy of 2 may be there, 3 is settled")
                .singleElement()
                .satisfies(batch -> assertThat(batch.items()).hasSize(2));
    }

    private List<BatchItem> batch(Random random) {
        return batch(random.longs(1 + random.nextInt(5), 1, 13).distinct().toArray());
    }

    private void act(int action, long number, Map<Uid, ItemState> expected) throws Exception {
        Uid uid = new Uid(number);
        ItemHead head = head(number);
        boolean copied = expected.get(uid) == ItemState.COPIED;
        switch (action) {
            case 0 -> {
                copy(number);
                expected.put(uid, ItemState.COPIED);
            }
            case 1 -> {
                folder.skip(List.of(head), "rule");
                expected.compute(uid, (same, old) -> copied ? old : ItemState.SKIPPED);
            }
            case 2, 3 -> {
                folder.fail(head, "NO", "");
                expected.compute(uid, (same, old) -> copied ? old : ItemState.FAILED);
            }
            case 4 -> {
                folder.forget(List.of(uid));
                expected.remove(uid);
            }
            default -> {
                folder.deleted(List.of(uid));
                expected.remove(uid);
            }
        }
    }

    private static long count(Collection<LedgerEntry> entries, ItemState state) {
        return entries.stream().filter(entry -> entry.state() == state).count();
    }
}
