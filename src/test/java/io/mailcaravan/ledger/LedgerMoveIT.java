package io.mailcaravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.ledger.move.LedgerMove;
import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.ledger.sql.PostgresSettings;
import io.mailcaravan.ledger.sql.Schema;
import io.mailcaravan.ledger.state.MovedLedger;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidValidity;
import io.mailcaravan.report.LedgerReport;
import io.mailcaravan.testkit.PostgresContainer;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerMoveIT extends LedgerTestCase {

    private static final PostgresContainer SERVER =
            new PostgresContainer().withEnv("DURABLE", "off");
    private static final LedgerMove.Watcher PATIENT = (rows, expected) -> true;

    private PostgresSettings target;

    @BeforeAll
    static void start() {
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @BeforeEach
    void newTarget() throws SQLException {
        target = settings(SERVER.newDatabase());
    }

    private void openMoved() throws Exception {
        open(Ledger.open(state, LedgerDatabase.postgresql(target)));
    }

    /** One of everything, and letters that the wire format would have to escape. */
    private void fill() throws Exception {
        copy(LongStream.rangeClosed(1, 25_000).toArray());
        folder.skip(heads(30_001), "a\\b\tc\nd \u65E5\u672C\u8A9E \\N");
        folder.fail(head(30_002), "NO \\. \r\n refused", "dead-letters/x.eml");
        ledger.begin(DESTINATION, FENCE, batch(40_001, 40_002));
        sole(mailbox)
                .folder(FolderPath.of("tab\there", "back\\slash"), new UidValidity(3))
                .skip(heads(1), "rule");
        mailbox.finishPass(mailbox.startPass("initial"), "", mailbox.totals());
    }

    @Test
    void movedLedgerShouldKnowAllThatTheOldOneKnew() throws Exception {
        fill();
        Totals totals = mailbox.totals();
        var entries = folder.entries(UidRange.ALL);
        var pending = ledger.pending(DESTINATION);
        ledger.close();

        LedgerMove.Moved moved = LedgerMove.run(state, target, PATIENT);

        assertThat(moved.rows()).containsEntry("item", 25_003L).containsEntry("mailbox", 1L);
        openMoved();
        assertThat(mailbox.totals()).isEqualTo(totals);
        assertThat(folder.entries(UidRange.ALL)).isEqualTo(entries);
        assertThat(ledger.pending(DESTINATION)).isEqualTo(pending);
        assertThat(sole(mailbox).folders())
                .extracting(one -> one.path())
                .contains(FolderPath.of("tab\there", "back\\slash"));
        // numbers go on above those that came
        sole(mailbox).folder(FolderPath.of("new"), new UidValidity(1)).skip(heads(1), "new rule");
        mailbox.startPass("delta");
        copy(50_000);
        assertThat(stateOf(50_000)).isEqualTo(ItemState.COPIED);
    }

    @Test
    void oldLedgerShouldNotBeUsedAgainByMistake() throws Exception {
        copy(1);
        ledger.close();
        LedgerMove.run(state, target, PATIENT);

        assertThat(state.resolve("ledger.db")).doesNotExist();
        assertThat(state.resolve("ledger.db.moved")).exists();
        for (var opening : List.<Opening>of(Ledger::open, LedgerReport::open)) {
            assertThatThrownBy(() -> opening.open(state))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("its ledger was moved to PostgreSQL at ")
                    .hasMessageContaining("caravan.datasource.url");
        }
        assertThatThrownBy(() -> LedgerMove.run(state, target, PATIENT))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("has been moved to PostgreSQL at ");
    }

    /** A way to open a ledger. */
    @FunctionalInterface
    private interface Opening {
        AutoCloseable open(java.nio.file.Path folder) throws Exception;
    }

    @Test
    void moveThatIsStoppedShouldLeaveEverythingAsItWas() throws Exception {
        fill();
        Totals totals = mailbox.totals();
        ledger.close();

        assertThatThrownBy(() -> LedgerMove.run(state, target, (rows, expected) -> rows < 10_000))
                .isInstanceOf(CancellationException.class);

        open(Ledger.open(state));
        assertThat(mailbox.totals()).isEqualTo(totals);
        ledger.close();
        LedgerMove.run(state, target, PATIENT);
        openMoved();
        assertThat(mailbox.totals()).isEqualTo(totals);
    }

    @Test
    void moveThatWasKilledShouldBeRepeatableAndNothingElseStartMeanwhile() throws Exception {
        copy(1, 2);
        ledger.close();
        new MovedLedger(false, "some-id", LedgerDatabase.postgresql(target).place()).write(state);

        assertThatThrownBy(() -> Ledger.open(state)).hasMessageContaining("was interrupted");
        assertThatThrownBy(this::openMoved).hasMessageContaining("caravan ledger move");

        LedgerMove.run(state, target, PATIENT);
        openMoved();
        assertThat(mailbox.totals().copied()).isEqualTo(2);
    }

    @Test
    void moveThatWasKilledAfterItsCommitShouldBeKnownAsDone() throws Exception {
        copy(1, 2);
        ledger.close();
        LedgerMove.run(state, target, PATIENT);
        MovedLedger done = MovedLedger.in(state).orElseThrow();
        Files.move(state.resolve("ledger.db.moved"), state.resolve("ledger.db"));
        new MovedLedger(false, done.id(), done.target()).write(state);

        LedgerMove.Moved moved = LedgerMove.run(state, target, PATIENT);

        assertThat(moved.rows()).containsEntry("item", 2L);
        assertThat(MovedLedger.in(state)).contains(done);
        assertThat(state.resolve("ledger.db")).doesNotExist();
    }

    @Test
    void targetWithALedgerShouldBeRefused() throws Exception {
        copy(1);
        ledger.close();
        try (Ledger other = Ledger.open(killed, LedgerDatabase.postgresql(target))) {
            openMailbox(other);
        }
        assertThatThrownBy(() -> LedgerMove.run(state, target, PATIENT))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("there is a ledger already");
        open(Ledger.open(state));
        assertThat(mailbox.totals().copied()).isEqualTo(1);
    }

    @Test
    void sourceInUseShouldBeRefused() {
        assertThatThrownBy(() -> LedgerMove.run(state, target, PATIENT))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("in use by process");
    }

    @Test
    void ownLedgerBesideAConfiguredDatabaseShouldBeRefused() throws Exception {
        copy(1);
        ledger.close();
        assertThatThrownBy(this::openMoved)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("has a ledger of its own")
                .hasMessageContaining("caravan ledger move");
    }

    @Test
    void reasonsTooLongForAnIndexShouldStayApart() throws Exception {
        copy(1);
        ledger.close();
        String same = "\u65E5".repeat(1990);
        try (var connection = LedgerDatabase.inStateFolder(state).dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO reason (text) VALUES ('" + same + "1'), ('" + same + "2')");
        }
        assertThat(LedgerMove.run(state, target, PATIENT).rows()).containsEntry("reason", 2L);
    }

    @Test
    void everyTableShouldBeMoved() throws Exception {
        try (var connection = LedgerDatabase.inStateFolder(state).dataSource().getConnection();
                var rows =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "SELECT name FROM sqlite_master WHERE type = 'table' AND"
                                                + " name NOT LIKE 'flyway%'")) {
            TreeSet<String> tables = new TreeSet<>();
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
            assertThat(Schema.tables()).containsExactlyInAnyOrderElementsOf(tables);
        }
    }
}
