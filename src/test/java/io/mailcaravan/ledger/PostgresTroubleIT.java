package io.mailcaravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.ledger.sql.PostgresSettings;
import io.mailcaravan.ledger.sql.Schema;
import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import io.mailcaravan.mailbox.Secret;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidValidity;
import io.mailcaravan.report.LedgerReport;
import io.mailcaravan.testkit.PostgresContainer;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/** What PostgreSQL and the way to it can do to a ledger. */
class PostgresTroubleIT extends LedgerTestCase {

    private static final PostgresContainer SERVER = new PostgresContainer();

    private PostgresSettings settings;

    @BeforeAll
    static void start() {
        SERVER.start();
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1)); // a restart includes recovery
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
        Awaitility.reset();
    }

    @Override
    Supplier<LedgerDatabase> elsewhere() throws SQLException {
        settings = settings(SERVER.newDatabase());
        return () -> LedgerDatabase.postgresql(settings);
    }

    // --- at the start ---

    private void assertRefused(PostgresSettings wrong, String... words) {
        assertThatThrownBy(() -> Ledger.open(killed, LedgerDatabase.postgresql(wrong)))
                .isInstanceOfSatisfying(
                        LedgerException.class,
                        e -> {
                            assertThat(e.explanation()).contains(words).doesNotContain("sesame");
                            assertThat(e.scope()).isEqualTo(Scope.STORE);
                        });
    }

    @Test
    void serverThatIsDownShouldBeNamedWithTheCause() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertRefused(
                other("jdbc:postgresql://localhost:" + port + "/ledger?password=sesame", "me", "x"),
                "PostgreSQL at localhost:" + port + "/ledger",
                "refused",
                "caravan.datasource.url");
    }

    private static PostgresSettings other(String url, String username, String password) {
        return new PostgresSettings(url, username, new Secret(password), 10);
    }

    @Test
    void wrongPasswordShouldBeSaidAndNotShown() {
        assertRefused(
                other(settings.url(), "caravan", "sesame"),
                "refuses to let user 'caravan' in",
                "caravan.datasource.password");
    }

    @Test
    void missingDatabaseShouldBeSaid() {
        assertRefused(
                other(SERVER.url("nowhere"), "caravan", "secret"),
                "no such database",
                "nowhere",
                "CREATE DATABASE");
    }

    @Test
    void userWhoMayNotCreateTablesShouldBeToldWhatToGrant() throws Exception {
        PostgresSettings fresh = settings(SERVER.newDatabase());
        SERVER.sql("caravan", "CREATE ROLE guest LOGIN PASSWORD 'x'");
        assertRefused(
                other(fresh.url(), "guest", "x"),
                "does not let user 'guest'",
                "permission denied",
                "GRANT USAGE, CREATE ON SCHEMA");
    }

    @Test
    void nodesThatStartTogetherShouldMigrateOnce(@TempDir Path folders) throws Exception {
        PostgresSettings fresh = settings(SERVER.newDatabase());
        try (var executor = Executors.newFixedThreadPool(4)) {
            List<Callable<Ledger>> openings =
                    IntStream.range(0, 4)
                            .<Callable<Ledger>>mapToObj(
                                    i ->
                                            () ->
                                                    Ledger.open(
                                                            folders.resolve("node" + i),
                                                            LedgerDatabase.postgresql(fresh)))
                            .toList();
            for (Future<Ledger> opened : executor.invokeAll(openings)) {
                opened.get().close();
            }
        }
        assertThat(count(fresh, "SELECT COUNT(*) FROM flyway_schema_history"))
                .isEqualTo(
                        count(
                                fresh,
                                "SELECT COUNT(DISTINCT script) FROM flyway_schema_history WHERE"
                                        + " success"))
                .isPositive();
    }

    private static long count(PostgresSettings there, String query) throws SQLException {
        try (LedgerDatabase database = LedgerDatabase.postgresql(there);
                Sql sql = Sql.connect(database, false)) {
            return sql.list(query, row -> row.getLong(1)).get(0);
        }
    }

    @Test
    void tablesOfOtherProgramsShouldBeLeftInPeace() throws Exception {
        PostgresSettings fresh = settings(SERVER.newDatabase());
        String name = fresh.url().substring(fresh.url().lastIndexOf('/') + 1);
        SERVER.sql(name, "CREATE TABLE invoice (x INTEGER); INSERT INTO invoice VALUES (7)");
        Ledger.open(killed, LedgerDatabase.postgresql(fresh)).close();
        Ledger.open(killed, LedgerDatabase.postgresql(fresh)).close();
        assertThat(count(fresh, "SELECT x FROM invoice")).isEqualTo(7);
    }

    @Test
    void newerLedgerShouldBeRefused() throws Exception {
        sql(
                "INSERT INTO flyway_schema_history SELECT 99, '2.99.0', 'future', type, script, 1,"
                        + " installed_by, installed_on, 1, true FROM flyway_schema_history"
                        + " WHERE version = '2.0.0'");
        assertThatThrownBy(() -> Ledger.open(killed, database()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("this ledger has version 2.99.0");
    }

    @Test
    void olderLedgerShouldBeCopiedBeforeItIsMigrated() throws Exception {
        copy(1, 2, 3);
        Schema next = new Schema("9.0.0", List.of("classpath:db/ledger", "classpath:db/next"));
        try (Ledger migrated = Ledger.open(killed, database(), next)) {
            assertThat(openMailbox(migrated).totals().copied()).isEqualTo(3);
        }
        String copy = "backup_" + Schema.CURRENT.version().replace('.', '_') + "_item";
        sql("DO $$ BEGIN ASSERT (SELECT COUNT(*) FROM " + copy + ") = 3; END $$");
    }

    private void sql(String statements) throws SQLException {
        String name = settings.url().substring(settings.url().lastIndexOf('/') + 1);
        SERVER.sql(name, statements);
    }

    // --- in the middle ---

    @Test
    void writesAndReadsShouldWaitForARestartAndGoOn() throws Exception {
        copy(1);
        AtomicInteger done = new AtomicInteger();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < 20; t++) {
                LedgerFolder own = sole(mailbox).folder(FolderPath.of("F" + t), new UidValidity(1));
                all.add(
                        executor.submit(
                                () -> {
                                    for (long uid = 1; uid <= 200; uid++) {
                                        var item =
                                                new BatchItem(own.key(head(uid).uid()), head(uid));
                                        PendingBatch batch =
                                                ledger.begin(DESTINATION, FENCE, List.of(item));
                                        ledger.settle(batch, List.of());
                                        own.skip(List.of(head(uid)), "rule");
                                        own.entries(UidRange.ALL);
                                        done.incrementAndGet();
                                    }
                                    return null;
                                }));
            }
            await().until(() -> done.get() > 200);
            SERVER.restart();
            await().until(() -> ledger.waitingFor().isPresent());
            assertThat(ledger.waitingFor().orElseThrow()).startsWith("PostgreSQL at ");
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(ledger.waitingFor()).isEmpty();
        assertThat(mailbox.totals()).isEqualTo(new Totals(1, 4000, 0, 0, 1000));
        assertThat(ledger.pending(DESTINATION)).isEmpty();
    }

    @Test
    void closingShouldNotWaitForAServerThatIsGone() throws Exception {
        SERVER.restart();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> waiting = executor.submit(() -> mailbox.startPass("initial"));
            await().until(() -> waiting.isDone() || ledger.waitingFor().isPresent());
            ledger.close();
            await().until(waiting::isDone);
        }
        await().ignoreExceptions().until(() -> SERVER.newDatabase() != null);
    }

    /** Its answers to COMMIT are lost, with or without what was committed. */
    private static final class CutDatabase extends OtherDatabase {
        private final boolean arrives;
        private final AtomicInteger cuts;

        CutDatabase(LedgerDatabase real, boolean arrives, int cuts) {
            super(real);
            this.arrives = arrives;
            this.cuts = new AtomicInteger(cuts);
        }

        @Override
        public void commit(Connection connection) throws SQLException {
            boolean writing = !connection.isReadOnly();
            if (!writing || cuts.getAndDecrement() <= 0) {
                super.commit(connection);
                return;
            }
            if (arrives) {
                super.commit(connection);
            }
            // the pool's own wrapper would never give an aborted connection's place back
            ((Connection) connection.unwrap(PGConnection.class)).abort(Runnable::run);
            throw new SQLException("An I/O error occurred while sending to the backend.", "08006");
        }
    }

    @Test
    void commitThatGotNoAnswerShouldNeitherBeLostNorMadeTwice() throws Exception {
        ledger.close();
        for (boolean arrives : new boolean[] {true, false}) {
            var database = new CutDatabase(database(), arrives, 3);
            try (Ledger cut = Ledger.open(killed, database)) {
                LedgerMailbox opened = openMailbox(cut);
                long first = opened.startPass("initial");
                long second = opened.startPass("delta");
                assertThat(second).isGreaterThan(first);
                sole(opened).folder(FolderPath.INBOX, VALIDITY).forget(List.of());
                assertThat(database.cuts).hasNonPositiveValue();
            }
        }
        open(Ledger.open(state, database()));
        assertThat(LedgerReport.of(ledger).passes("acme")).hasSize(4);
    }

    @Test
    void frozenNodeShouldNotKeepItsMailboxLockedForWhoeverTakesOver() throws Exception {
        copy(1);
        LedgerDatabase frozen = database();
        Sql sql = Sql.connect(frozen, true);
        sql.begin(true);
        mailbox.tenure().check(sql); // and then SIGSTOP

        try (Ledger other = Ledger.open(killed, database())) {
            openMailbox(other); // as long as it takes
        }

        assertThatThrownBy(() -> sql.update("UPDATE folder SET copied = 99"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(frozen.isAway(e)).isTrue());
        frozen.close();
        assertThatThrownBy(() -> copy(2))
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.retry()).isEqualTo(Retry.NEVER));
    }

    @Test
    void nodesThatShareRowsShouldGetOutOfEachOthersWay() throws Exception {
        try (Ledger other = Ledger.open(killed, database());
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < 40; t++) {
                Ledger node = t % 2 == 0 ? ledger : other;
                LedgerFolder own =
                        sole(openMailbox(node, "acme", "user" + t, "user" + t))
                                .folder(FolderPath.INBOX, new UidValidity(1));
                all.add(
                        executor.submit(
                                () -> {
                                    for (int i = 1; i <= 25; i++) {
                                        // both in an order of their own
                                        own.skip(List.of(head(i)), "rule " + (i * 7) % 25);
                                        var item = new BatchItem(own.key(head(i).uid()), head(i));
                                        var shared =
                                                new DestinationFolder(
                                                        "s", "m", FolderPath.of("D" + i));
                                        node.settle(
                                                node.begin(shared, FENCE, List.of(item)),
                                                List.of());
                                    }
                                    return null;
                                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
            assertThat(LedgerReport.of(other).mailboxes("acme"))
                    .filteredOn(one -> one.mailbox().startsWith("user"))
                    .hasSize(40)
                    .allSatisfy(one -> assertThat(one.totals().skipped()).isEqualTo(25));
        }
    }
}
