package io.mailcaravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.ledger.sql.Schema;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LedgerDamageTest extends LedgerTestCase {

    private Path file() {
        return state.resolve("ledger.db");
    }

    @Test
    void fileThatIsNoDatabaseShouldBeRefused() throws Exception {
        ledger.close();
        Files.writeString(file(), "not a database at all, but long enough to look at ".repeat(99));
        assertDamaged();
    }

    @Test
    void damageInsideShouldBeFoundAfterAnUncleanEnd() throws Exception {
        copy(LongStream.rangeClosed(1, 2000).toArray());
        ledger.close();
        try (RandomAccessFile raw = new RandomAccessFile(file().toFile(), "rw")) {
            for (long page = 4; page < raw.length() / 4096; page++) {
                raw.seek(page * 4096);
                raw.write(new byte[2048]);
            }
        }
        Files.writeString(state.resolve("caravan.lock"), "process 1, killed");
        assertDamaged();
    }

    private void assertDamaged() {
        assertThatThrownBy(() -> Ledger.open(state))
                .isInstanceOfSatisfying(
                        LedgerException.class,
                        e -> {
                            assertThat(e.explanation())
                                    .contains("The ledger " + file() + " is damaged")
                                    .contains("adopt=false");
                            assertThat(e.scope()).isEqualTo(Scope.STORE);
                            assertThat(e.retry()).isEqualTo(Retry.NEVER);
                        });
    }

    @Test
    void newerLedgerShouldBeRefusedAndLeftAsItIs() throws Exception {
        ledger.close();
        sql(
                "INSERT INTO flyway_schema_history SELECT 99, '2.99.0', 'future', type, script, 1,"
                        + " installed_by, installed_on, 1, 1 FROM flyway_schema_history"
                        + " WHERE version = '2.0.0'");
        byte[] before = Files.readAllBytes(file());

        assertThatThrownBy(() -> Ledger.open(state))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("this ledger has version 2.99.0")
                .hasMessageContaining("versions up to " + Schema.CURRENT.version())
                .hasMessageContaining("newer program");
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void ledgerFromBeforeTheFirstReleaseShouldBeRefusedAndLeftAsItIs() throws Exception {
        ledger.close();
        sql("UPDATE flyway_schema_history SET version = '1.1.0'");
        byte[] before = Files.readAllBytes(file());

        assertThatThrownBy(() -> Ledger.open(state))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("from before 0.1.0 was released")
                .hasMessageContaining("another state folder");
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void olderLedgerShouldBeCopiedBeforeItIsMigrated() throws Exception {
        copy(1);
        ledger.close();
        Schema next = new Schema("9.0.0", List.of("classpath:db/ledger", "classpath:db/next"));

        open(Ledger.open(state, LedgerDatabase.sqlite(file()), next));

        assertThat(mailbox.totals().copied()).isEqualTo(1);
        Path backup = state.resolve("ledger.db." + Schema.CURRENT.version() + ".backup");
        assertThat(backup).exists();
        Path restored = Files.createDirectories(state.resolve("restored"));
        Files.copy(backup, restored.resolve("ledger.db"));
        try (Ledger old = Ledger.open(restored)) {
            assertThat(openMailbox(old).totals().copied()).isEqualTo(1);
        }
    }

    @Test
    void versionShouldBeTheNewestMigration() throws Exception {
        Path migrations =
                Path.of(getClass().getResource("/db/ledger/V2.0.0__ledger.sql").toURI())
                        .getParent();
        try (var files = Files.list(migrations)) {
            assertThat(files.map(path -> path.getFileName().toString()).sorted().toList())
                    .last()
                    .asString()
                    .startsWith("V" + Schema.CURRENT.version() + "__");
        }
    }

    @Test
    void fullDiskShouldFailClearlyAndGoOnOnceThereIsSpace() throws Exception {
        ledger.close();
        LimitedDatabase limited = new LimitedDatabase(file());
        open(Ledger.open(state, limited));
        copy(1);
        PendingBatch begun = ledger.begin(DESTINATION, FENCE, batch(2));

        limited.pages(1);
        assertThatThrownBy(() -> fill(ledger))
                .isInstanceOfSatisfying(
                        LedgerException.class,
                        e -> {
                            assertThat(e.explanation())
                                    .contains("disk is full")
                                    .contains(file().toString())
                                    .contains("Free some space");
                            assertThat(e.scope()).isEqualTo(Scope.STORE);
                            assertThat(e.retry()).isEqualTo(Retry.LATER);
                        });

        limited.pages(1_000_000);
        ledger.settle(begun, copied(2));
        assertThat(folder.uids(ItemState.COPIED).contains(copied(2).get(0).key().uid())).isTrue();
        reopen();
        assertThat(ledger.pending(DESTINATION)).isEmpty();
    }

    private void fill(Ledger full) throws LedgerException {
        for (int i = 0; i < 1000; i++) {
            full.begin(DESTINATION, FENCE, batch(LongStream.rangeClosed(1, 500).toArray()));
        }
    }

    private void sql(String statement) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement one = connection.createStatement()) {
            one.execute(statement);
        }
    }

    /** A pass that was killed while it began leaves a file without tables. */
    @Test
    void emptyLedgerShouldBeToldAndBegunByTheNextPass() throws Exception {
        Path folder = Files.createDirectory(state.resolve("killed"));
        Files.createFile(folder.resolve("ledger.db"));
        assertThatThrownBy(() -> Schema.CURRENT.require(LedgerDatabase.inStateFolder(folder)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("this ledger is empty")
                .hasMessageContaining("Run a pass first");
        Ledger.open(folder).close();
        Schema.CURRENT.require(LedgerDatabase.inStateFolder(folder));
    }
}
