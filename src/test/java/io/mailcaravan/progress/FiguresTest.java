package io.mailcaravan.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.ItemKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FiguresTest {

    /** Some figures of some kinds, counted as a pass does, now and then taken back. */
    private static MailboxProgress random(Random random) {
        MailboxProgress progress = new MailboxProgress("alice");
        for (int i = random.nextInt(60); i > 0; i--) {
            ItemKind kind = ItemKind.values()[random.nextInt(ItemKind.values().length)];
            Figure figure = Figure.values()[random.nextInt(Figure.values().length)];
            progress.count(kind, figure, random.nextLong(-5, 1_000_000));
        }
        return progress;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void figuresOfTheKindsShouldAddUpToThoseOfAll(long seed) {
        Random random = new Random(seed);
        List<MailboxView> mailboxes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            mailboxes.add(random(random));
        }
        Figures all = Figures.sum(mailboxes);
        Figures kinds = all.kinds().stream().map(all::of).reduce(Figures.NONE, Figures::plus);

        assertThat(kinds).isEqualTo(all);
        for (Figure figure : Figure.values()) {
            assertThat(all.get(figure))
                    .isEqualTo(mailboxes.stream().mapToLong(one -> one.get(figure)).sum())
                    .isEqualTo(
                            Arrays.stream(ItemKind.values())
                                    .mapToLong(kind -> all.get(kind, figure))
                                    .sum());
        }
        assertThat(all.settled())
                .isEqualTo(mailboxes.stream().mapToLong(MailboxView::settled).sum());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void figuresShouldBeReadAsTheyWereWritten(long seed) {
        Figures figures = random(new Random(seed)).figures();

        assertThat(Figures.parse(figures.toString())).isEqualTo(figures);
        assertThat(Figures.parse("")).isEqualTo(Figures.NONE);
    }

    @Test
    void whatAnotherVersionCountsShouldBeLeftOut() {
        assertThat(Figures.parse("message.copied=2 message.moved=7 note.copied=1 copied=3"))
                .isEqualTo(Figures.NONE.plus(ItemKind.MESSAGE, Figure.COPIED, 2));
    }

    @Test
    void namesOfFiguresShouldBeDifferent() {
        assertThat(Arrays.stream(Figure.values()).map(Figure::word).collect(Collectors.toSet()))
                .hasSameSizeAs(Figure.values());
    }

    @Test
    void kindsShouldBeToldApartOnlyWhereThereIsMoreThanMail() {
        Figures mail = Figures.NONE.plus(ItemKind.MESSAGE, Figure.EXPECTED, 3);

        assertThat(Figures.NONE.hasMoreThanMail()).isFalse();
        assertThat(mail.hasMoreThanMail()).isFalse();
        assertThat(mail.plus(ItemKind.TASK, Figure.EXPECTED, 1).hasMoreThanMail()).isTrue();
        assertThat(mail.plus(ItemKind.TASK, Figure.EXPECTED, 1).kinds())
                .containsExactly(ItemKind.MESSAGE, ItemKind.TASK);
    }

    @Test
    void whatGetsThroughShouldEndWhatIsInTheWay() {
        MailboxProgress progress = new MailboxProgress("alice");
        progress.started();
        progress.obstacle("the server hangs up");
        progress.count(ItemKind.MESSAGE, Figure.EXPECTED, 3);
        assertThat(progress.obstacle()).contains("the server hangs up");
        progress.count(ItemKind.MESSAGE, Figure.SKIPPED, 1);
        assertThat(progress.obstacle()).isEmpty();
    }
}
