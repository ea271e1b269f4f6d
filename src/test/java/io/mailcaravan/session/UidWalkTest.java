package io.mailcaravan.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UidWalkTest {

    private static long width(UidRange range) {
        return range.last().value() - range.first().value() + 1;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyUidShouldBeInOneRange(long seed) {
        Random random = new Random(seed);
        UidRange whole =
                new UidRange(
                        new Uid(random.nextLong(1, 50_000)),
                        new Uid(50_000 + random.nextInt(9_999_999)));
        UidWalk walk = UidWalk.in(whole, random.nextLong(100_000));
        long expected = whole.first().value();
        while (walk.hasNext()) {
            UidRange range = walk.next();
            assertThat(range.first().value()).isEqualTo(expected);
            expected = range.last().value() + 1;
            walk.had(random.nextInt(5_000));
        }
        assertThat(expected).isEqualTo(whole.last().value() + 1);
    }

    @Test
    void folderWithFewItemsShouldBeOneRange() {
        UidWalk walk = UidWalk.below(new Uid(4_000_000_000L), 20_000);
        assertThat(width(walk.next())).isEqualTo(3_999_999_999L);
        assertThat(walk.hasNext()).isFalse();
    }

    @Test
    void folderThatNeverHadAnythingShouldHaveNoRange() {
        assertThat(UidWalk.below(Uid.MIN, 0).hasNext()).isFalse();
        assertThat(UidWalk.keepingNothing(Uid.MIN).hasNext()).isFalse();
    }

    @Test
    void rangesShouldGrowOverGapsOnlySoFarThatTheirItemsFitIntoMemory() {
        UidWalk walk = UidWalk.below(new Uid(4_000_000_000L), 1_000_000);
        long full = width(walk.next());
        walk.had(0);
        assertThat(width(walk.next())).isEqualTo(2 * full);
        for (int i = 0; i < 20; i++) {
            walk.had(0);
            assertThat(width(walk.next())).isLessThanOrEqualTo(20 * full);
        }
        walk.had(full);
        assertThat(width(walk.next())).isEqualTo(full);
    }

    @Test
    void rangesOfWhoeverKeepsNothingShouldGrowOverAnyGap() {
        UidWalk walk = UidWalk.keepingNothing(new Uid(4_000_000_000L));
        int ranges = 0;
        for (; walk.hasNext(); ranges++) {
            walk.next();
            walk.had(0);
        }
        assertThat(ranges).isLessThan(32);
    }
}
