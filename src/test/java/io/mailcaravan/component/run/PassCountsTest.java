package io.mailcaravan.component.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.component.run.PassCounts.Outcome;
import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.progress.Figure;
import io.mailcaravan.progress.MailboxProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassCountsTest {

    private final PassCounts counts = new PassCounts();

    @ParameterizedTest
    @EnumSource(Figure.class)
    void figureShouldBeSeenWhileThePassRuns(Figure figure) {
        MailboxProgress mailbox = begun();
        mailbox.count(ItemKind.MESSAGE, figure, 2);
        assertThat(counts.get(figure)).isEqualTo(2);
        mailbox.count(ItemKind.TASK, figure, 3);
        assertThat(counts.get(figure)).isEqualTo(5);
    }

    /** A folder that is begun anew takes its failed and its unchanged items back. */
    @ParameterizedTest
    @EnumSource(Figure.class)
    void whatAPassTakesBackShouldNotFall(Figure figure) {
        MailboxProgress mailbox = begun();
        mailbox.count(ItemKind.MESSAGE, figure, 3);
        assertThat(counts.get(figure)).isEqualTo(3);
        mailbox.count(ItemKind.MESSAGE, figure, -3);
        assertThat(counts.get(figure)).isEqualTo(3);
        mailbox.count(ItemKind.MESSAGE, figure, 1);
        assertThat(counts.end(Outcome.COMPLETE).get(figure)).isEqualTo(1);
        assertThat(counts.get(figure)).isEqualTo(3);
    }

    @Test
    void whatAPassHasTakenBackShouldNotHideWhatTheNextCounts() {
        MailboxProgress first = begun();
        first.count(ItemKind.MESSAGE, Figure.FAILED, 3);
        assertThat(counts.failed()).isEqualTo(3);
        first.count(ItemKind.MESSAGE, Figure.FAILED, -3);
        counts.end(first);
        begun().count(ItemKind.MESSAGE, Figure.FAILED, 2);
        assertThat(counts.failed()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void countsShouldNeverFall(long seed) {
        Random random = new Random(seed);
        List<MailboxProgress> running = new ArrayList<>();
        long[] before = new long[Figure.values().length];
        for (int step = 0; step < 500; step++) {
            switch (random.nextInt(10)) {
                case 0 -> running.add(begun());
                case 1 -> {
                    if (!running.isEmpty()) {
                        counts.end(running.remove(random.nextInt(running.size())));
                    }
                }
                case 2 -> {
                    counts.end(Outcome.COMPLETE);
                    running.clear();
                }
                default -> {
                    if (!running.isEmpty()) {
                        count(running.get(random.nextInt(running.size())), random);
                    }
                }
            }
            for (Figure figure : Figure.values()) {
                long now = counts.get(figure);
                assertThat(now).isGreaterThanOrEqualTo(before[figure.ordinal()]);
                before[figure.ordinal()] = now;
            }
        }
    }

    /** Never below 0 in all. */
    private static void count(MailboxProgress mailbox, Random random) {
        Figure figure = Figure.values()[random.nextInt(Figure.values().length)];
        long now = mailbox.get(ItemKind.MESSAGE, figure);
        mailbox.count(ItemKind.MESSAGE, figure, random.nextLong(-now, 20));
    }

    private MailboxProgress begun() {
        MailboxProgress mailbox = new MailboxProgress("alice");
        counts.begin(mailbox);
        return mailbox;
    }
}
