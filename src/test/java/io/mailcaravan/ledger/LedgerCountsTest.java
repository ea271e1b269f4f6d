package io.mailcaravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
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
