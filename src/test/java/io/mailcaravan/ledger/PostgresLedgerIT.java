package io.mailcaravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.PostgresSettings;
import io.mailcaravan.testkit.PostgresContainer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that the ledger promises, on a real PostgreSQL. */
class PostgresLedgerIT {

    private static final PostgresContainer SERVER =
            new PostgresContainer().withEnv("DURABLE", "off");

    @BeforeAll
    static void start() {
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    private static Supplier<LedgerDatabase> newDatabase() throws SQLException {
        PostgresSettings settings = LedgerTestCase.settings(SERVER.newDatabase());
        return () -> LedgerDatabase.postgresql(settings);
    }

    @Nested
    class States extends LedgerStatesTest {
        @Override
        Supplier<LedgerDatabase> elsewhere() throws Exception {
            return newDatabase();
        }
    }

    @Nested
    class Counts extends LedgerCountsTest {
        @Override
        Supplier<LedgerDatabase> elsewhere() throws Exception {
            return newDatabase();
        }
    }

    @Nested
    class Crash extends LedgerCrashTest {
        @Override
        Supplier<LedgerDatabase> elsewhere() throws Exception {
            return newDatabase();
        }
    }

    @Nested
    class Epoch extends LedgerEpochTest {
        @Override
        Supplier<LedgerDatabase> elsewhere() throws Exception {
            return newDatabase();
        }
    }

    @Nested
    class Repository extends LedgerRepositoryTest {
        @Override
        Supplier<LedgerDatabase> elsewhere() throws Exception {
            return newDatabase();
        }
    }

    @Nested
    class Report extends LedgerReportTest {
        @Override
        Supplier<LedgerDatabase> elsewhere() throws Exception {
            return newDatabase();
        }
    }

    @Nested
    class Reset extends LedgerResetTest {
        @Override
        Supplier<LedgerDatabase> elsewhere() throws Exception {
            return newDatabase();
        }
    }

    @Nested
    class Commits extends GroupCommitTest {
        @Override
        Supplier<LedgerDatabase> elsewhere() throws Exception {
            return newDatabase();
        }
    }

    @Nested
    class Numbers extends NumberingTest {
        @Override
        Supplier<LedgerDatabase> elsewhere() throws Exception {
            return newDatabase();
        }

        @Test
        void twoNodesShouldNeverGiveANumberTwice(@TempDir Path other) throws Exception {
            try (Ledger first = open(other.resolve("first"));
                    Ledger second = open(other.resolve("second"))) {
                numberedByWorkers(List.of(first.numbering(), second.numbering()));
            }
        }
    }

    @Nested
    class Budget extends BudgetTest {
        @Override
        Supplier<LedgerDatabase> elsewhere() throws Exception {
            return newDatabase();
        }

        @Test
        void twoNodesShouldTakeNoMoreThanTheLimitTogether(@TempDir Path other) throws Exception {
            try (Ledger first = open(other.resolve("first"));
                    Ledger second = open(other.resolve("second"))) {
                long taken = takenByWorkers(List.of(first.budget(), second.budget()));
                assertThat(taken).isBetween(998L, 1000L);
            }
        }
    }
}
