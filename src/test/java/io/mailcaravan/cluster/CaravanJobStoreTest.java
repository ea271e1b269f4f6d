package io.mailcaravan.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quartz.JobPersistenceException;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/** Quartz logs what these methods throw as an error, with a stack trace. */
class CaravanJobStoreTest {

    private final CaravanJobStore store = store();

    private static CaravanJobStore store() {
        // no connection comes, so the table of nodes is never reached
        CaravanJobStore store =
                new CaravanJobStore(
                        new Lease(Duration.ofSeconds(9), () -> 0, () -> 0),
                        new NodeTable(null, new Node("n", "n", "1")),
                        new RouteDelegate(List::of));
        DBConnectionManager.getInstance().addConnectionProvider("interrupted", new Interrupted());
        store.setDataSource("interrupted");
        return store;
    }

    /** As Agroal when Quartz interrupts its thread. */
    private static final class Interrupted implements ConnectionProvider {
        @Override
        public Connection getConnection() throws SQLException {
            throw new SQLException("Interrupted while acquiring");
        }

        @Override
        public void shutdown() {}

        @Override
        public void initialize() {}
    }

    @Test
    void failureShouldBeTold() {
        assertThatThrownBy(store::doCheckin).isInstanceOf(JobPersistenceException.class);
        assertThatThrownBy(store::doRecoverMisfires).isInstanceOf(JobPersistenceException.class);
    }

    @Test
    void interruptionAtTheEndShouldBeNoError() throws Exception {
        store.shutdown();
        assertThat(store.doCheckin()).isFalse();
        assertThatCode(store::doRecoverMisfires).doesNotThrowAnyException();
    }
}
