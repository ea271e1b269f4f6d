package io.mailcaravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.Schema;
import io.mailcaravan.mailbox.ByteBudget;
import io.mailcaravan.mailbox.ByteBudget.Account;
import io.mailcaravan.mailbox.ByteBudget.Direction;
import io.mailcaravan.mailbox.ByteBudget.Share;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetTest {

    private static final Account READ = new Account("old", "anna", Direction.READ);
    private static final Account WRITTEN = new Account("old", "anna", Direction.WRITE);
    private static final Instant TEN = Instant.parse("2026-11-23T10:20:00Z");

    @TempDir Path state;

    private Instant now = TEN;
    private Ledger ledger;
    private ByteBudget budget;

    private Supplier<LedgerDatabase> elsewhere;

    /** A database of its own for this test; none: in the state folder. */
    Supplier<LedgerDatabase> elsewhere() throws Exception {
        return null;
    }

    @BeforeEach
    void begin() throws Exception {
        elsewhere = elsewhere();
        open();
    }

    private void open() throws Exception {
        ledger = open(state);
        budget = ledger.budget();
    }

    /** One more on the same database, where that is not in the folder. */
    Ledger open(Path folder) throws Exception {
        return Ledger.open(folder, database(folder), Schema.CURRENT, () -> now);
    }

    private LedgerDatabase database(Path folder) {
        return elsewhere == null ? LedgerDatabase.inStateFolder(folder) : elsewhere.get();
    }

    private void restart() throws Exception {
        ledger.close();
        open();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void countsShouldSurviveARestart() throws Exception {
        budget.take(READ, 600, 600, 1000);

        restart();

        assertThat(budget.take(READ, 401, 401, 1000).bytes()).isZero();
        assertThat(budget.take(READ, 400, 400, 1000).bytes()).isEqualTo(400);
    }

    @Test
    void directionsAndMailboxesShouldBeCountedApart() throws Exception {
        budget.take(READ, 1000, 1000, 1000);

        assertThat(budget.take(WRITTEN, 1000, 1000, 1000).bytes()).isEqualTo(1000);
        assertThat(budget.take(new Account("old", "", Direction.READ), 1, 1, 1000).bytes())
                .isEqualTo(1);
    }

    @Test
    void asMuchAsIsLeftShouldBeGiven() throws Exception {
        assertThat(budget.take(READ, 10, 700, 1000).bytes()).isEqualTo(700);
        assertThat(budget.take(READ, 10, 700, 1000).bytes()).isEqualTo(300);
    }

    @Test
    void usedUpBudgetShouldSayWhenItGoesOn() throws Exception {
        budget.take(READ, 800, 800, 1000);
        now = TEN.plus(Duration.ofHours(3));
        budget.take(READ, 200, 200, 1000);

        Share little = budget.take(READ, 500, 500, 1000);
        Share much = budget.take(READ, 900, 900, 1000);

        assertThat(little).isEqualTo(new Share(0, Instant.parse("2026-11-24T11:00:00Z")));
        assertThat(much).isEqualTo(new Share(0, Instant.parse("2026-11-24T14:00:00Z")));
        now = little.freeAt().minusSeconds(1);
        assertThat(budget.take(READ, 500, 500, 1000).bytes()).isZero();
        now = little.freeAt();
        assertThat(budget.take(READ, 500, 500, 1000).bytes()).isEqualTo(500);
    }

    @Test
    void limitShouldHoldOverAny24Hours() throws Exception {
        long[] taken = new long[200];
        for (int i = 0; i < taken.length; i++) {
            now = TEN.plus(Duration.ofMinutes(37L * i));
            taken[i] = budget.take(READ, 1, 90, 1000).bytes();
            long day = 0;
            for (int j = Math.max(0, i - 24 * 60 / 37); j <= i; j++) {
                day += taken[j];
            }
            assertThat(day).isLessThanOrEqualTo(1000);
        }
        assertThat(LongStream.of(taken).sum()).isGreaterThanOrEqualTo(5000);
    }

    @Test
    void itemLargerThanTheLimitShouldGoAlone() throws Exception {
        budget.take(READ, 1, 1, 1000);
        Share later = budget.take(READ, 5000, 5000, 1000);
        assertThat(later.bytes()).isZero();

        now = later.freeAt();

        assertThat(budget.take(READ, 5000, 5000, 1000).bytes()).isEqualTo(5000);
        assertThat(budget.take(READ, 1, 1, 1000).bytes()).isZero();
    }

    @Test
    void whatIsGivenBackShouldBeThereForOthers() throws Exception {
        budget.take(READ, 1000, 1000, 1000);
        now = TEN.plus(Duration.ofHours(1));

        budget.add(READ, -300);

        assertThat(budget.take(READ, 1, 1000, 1000).bytes()).isEqualTo(300);
    }

    @Test
    void manyWorkersShouldNotTakeMoreThanTheLimit() throws Exception {
        long sum = takenByWorkers(List.of(budget));

        assertThat(sum).isBetween(998L, 1000L);
    }

    /** Many workers take until nothing is left, by turns from each of these. */
    static long takenByWorkers(List<ByteBudget> budgets) throws Exception {
        List<Future<Long>> taken = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                ByteBudget one = budgets.get(i % budgets.size());
                taken.add(threads.submit(() -> one.take(READ, 3, 7, 1000).bytes()));
            }
        }
        long sum = 0;
        for (Future<Long> one : taken) {
            sum += one.get();
        }
        return sum;
    }

    @Test
    void readOnlyLedgerShouldBeginWithWhatIsRecordedAndKeepItsOwnUseToItself() throws Exception {
        // this one asks the system's clock
        now = Instant.now();
        budget.take(READ, 600, 600, 1000);

        try (Ledger beside = Ledger.openReadOnly(state, database(state))) {
            assertThat(beside.budget().take(READ, 1, 1000, 1000).bytes()).isEqualTo(400);
            assertThat(beside.budget().take(READ, 1, 1000, 1000).bytes()).isZero();
        }
        assertThat(budget.take(READ, 400, 400, 1000).bytes()).isEqualTo(400);
    }
}
