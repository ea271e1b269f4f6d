package io.mailcaravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.report.LedgerReport;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that is away for a while, without a server. */
class OutageTest extends LedgerTestCase {

    private AwayDatabase away;

    /** Fails as often as told, with the error of a lost connection. */
    private static final class AwayDatabase extends OtherDatabase {
        private final AtomicInteger begins = new AtomicInteger();
        private final AtomicInteger commits = new AtomicInteger();
        private volatile boolean arrives;
        private volatile boolean arrived;

        AwayDatabase(LedgerDatabase real) {
            super(real);
        }

        @Override
        public void begin(Connection connection, boolean writing) throws SQLException {
            fail(begins);
            super.begin(connection, writing);
        }

        @Override
        public long transaction(Connection connection) {
            return 1;
        }

        @Override
        public void commit(Connection connection) throws SQLException {
            if (commits.get() > 0 && arrives) {
                super.commit(connection);
            }
            arrived = arrives;
            fail(commits);
            super.commit(connection);
        }

        @Override
        public boolean committed(Connection connection, long transaction) {
            return arrived;
        }

        @Override
        public boolean isAway(SQLException error) {
            return "08006".equals(error.getSQLState());
        }

        private static void fail(AtomicInteger times) throws SQLException {
            if (times.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new SQLException("gone", "08006");
            }
        }
    }

    @BeforeEach
    void openAway() throws Exception {
        ledger.close();
        away = new AwayDatabase(database());
        open(Ledger.open(state, away));
    }

    @Test
    void writesAndReadsShouldWaitAndGoOn() throws Exception {
        away.begins.set(3);
        copy(1);
        away.begins.set(2);
        assertThat(stateOf(1)).isEqualTo(ItemState.COPIED);
        assertThat(ledger.waitingFor()).isEmpty();
    }

    @Test
    void commitThatArrivedShouldNotBeMadeAgain() throws Exception {
        away.arrives = true;
        away.commits.set(1);
        mailbox.startPass("initial");
        assertThat(LedgerReport.of(ledger).passes("acme")).hasSize(1);
    }

    @Test
    void commitThatDidNotArriveShouldBeMadeAgain() throws Exception {
        away.commits.set(2);
        mailbox.startPass("initial");
        assertThat(LedgerReport.of(ledger).passes("acme")).hasSize(1);
    }

    @Test
    void closingShouldEndTheWait() throws Exception {
        away.begins.set(Integer.MAX_VALUE);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> waiting = executor.submit(() -> mailbox.startPass("initial"));
            await().until(() -> ledger.waitingFor().isPresent());
            ledger.close();
            assertThatThrownBy(waiting::get).hasCauseInstanceOf(LedgerException.class);
        }
    }
}
