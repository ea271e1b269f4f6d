package io.mailcaravan.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a plain set. */
class TallyTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void eachItemShouldCountOnce(long seed) {
        Random random = new Random(seed);
        Leg leg = new Leg("new", "alice");
        Tally tally = new Tally();
        Set<Long> expected = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            long first = 1 + random.nextInt(200);
            long last = first + (random.nextBoolean() ? 0 : random.nextInt(20));
            long fresh = 0;
            for (long uid = first; uid <= last; uid++) {
                fresh += expected.add(uid) ? 1 : 0;
            }
            assertThat(tally.add(leg, new UidRange(new Uid(first), new Uid(last))))
                    .isEqualTo(fresh);
        }
        assertThat(tally.add(new Leg("other", "alice"), new Uid(1))).isTrue();
    }
}
