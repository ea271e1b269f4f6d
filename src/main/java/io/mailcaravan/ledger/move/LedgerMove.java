package io.mailcaravan.ledger.move;

import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.ledger.sql.PostgresSettings;
import io.mailcaravan.ledger.sql.Schema;
import io.mailcaravan.ledger.sql.SqliteDatabase;
import io.mailcaravan.ledger.state.MovedLedger;
import io.mailcaravan.ledger.state.StateFolder;
import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;

/**
 * Moves the ledger of a state folder to PostgreSQL. All is copied in one transaction, so that the
 * target has everything or nothing, and the folder says from the first moment on that a move is
 * under way; whatever happens in the middle, the same move can be started again.
 */
public final class LedgerMove {

    private static final String LEFT = SqliteDatabase.FILE + ".moved";

    private final Path stateFolder;
    private final LedgerDatabase target;
    private final Watcher watcher;

    /** Whoever waits for it. */
    @FunctionalInterface
    public interface Watcher {
        /**
         * Called now and then.
         *
         * @param rows copied so far
         * @param expected rows about
         * @return whether to go on
         */
        boolean copied(long rows, long expected);
    }

    /**
     * What was moved.
     *
     * @param rows by table
     * @param left the file that is of no use any more
     */
    public record Moved(Map<String, Long> rows, String target, Path left) {}

    private LedgerMove(Path stateFolder, LedgerDatabase target, Watcher watcher) {
        this.stateFolder = stateFolder;
        this.target = target;
        this.watcher = watcher;
    }

    /**
     * Moves, with the state folder taken.
     *
     * @throws ConfigurationException when there is nothing to move, or the target has rows
     * @throws LedgerException when another process has the state folder, or a database fails
     * @throws CancellationException when the watcher had enough; then nothing has changed
     */
    public static Moved run(Path stateFolder, PostgresSettings settings, Watcher watcher)
            throws LedgerException, IOException {
        if (!Files.isDirectory(stateFolder)) {
            throw nothing(stateFolder);
        }
        try (StateFolder taken = StateFolder.take(stateFolder);
                LedgerDatabase target = LedgerDatabase.postgresql(settings)) {
            return new LedgerMove(stateFolder, target, watcher).run(taken.unclean());
        }
    }

    private static ConfigurationException nothing(Path stateFolder) {
        return new ConfigurationException(
                "state folder " + stateFolder,
                "no " + SqliteDatabase.FILE + " in it that could be moved",
                "Name the folder that the passes used with --state.");
    }

    private Moved run(boolean unclean) throws LedgerException, IOException {
        Optional<MovedLedger> earlier = MovedLedger.in(stateFolder);
        Path file = stateFolder.resolve(SqliteDatabase.FILE);
        if (!Files.exists(file)) {
            return withoutSource(earlier);
        }
        MovedLedger move =
                earlier.filter(one -> !one.done())
                        .orElseGet(
                                () ->
                                        new MovedLedger(
                                                false,
                                                UUID.randomUUID().toString(),
                                                target.place()));
        if (!move.target().equals(target.place())) {
            throw new ConfigurationException(
                    "state folder " + stateFolder,
                    "a move of its ledger to "
                            + move.target()
                            + " was interrupted, and this one goes to "
                            + target.place(),
                    "Set caravan.datasource.url back, or remove the file ledger.moved if nothing"
                            + " has arrived there.");
        }
        target.check(false);
        Schema.CURRENT.bringTo(target);
        Map<String, Long> rows = copy(move, LedgerDatabase.sqlite(file), unclean);
        retire(file, move);
        return new Moved(rows, target.place(), stateFolder.resolve(LEFT));
    }

    /** Perhaps the last move came as far as renaming it. */
    private Moved withoutSource(Optional<MovedLedger> earlier) throws LedgerException, IOException {
        if (earlier.isEmpty()) {
            throw nothing(stateFolder);
        }
        if (earlier.get().done()) {
            throw new ConfigurationException(
                    "state folder " + stateFolder,
                    "its ledger has been moved to " + earlier.get().target() + " already",
                    "");
        }
        Map<String, Long> rows;
        try (PostgresImport into = PostgresImport.open(target)) {
            rows = into.counts();
        } catch (SQLException e) {
            throw target.explain(e);
        }
        retire(stateFolder.resolve(SqliteDatabase.FILE), earlier.get());
        return new Moved(rows, earlier.get().target(), stateFolder.resolve(LEFT));
    }

    private Map<String, Long> copy(MovedLedger move, LedgerDatabase source, boolean unclean)
            throws LedgerException, IOException {
        source.check(unclean);
        Schema.CURRENT.bringTo(source);
        boolean unchanged = true;
        try (PostgresImport into = PostgresImport.open(target)) {
            into.lock();
            if (into.holds(move.id())) {
                return into.counts(); // an earlier try was committed, and then interrupted
            }
            into.begin();
            move.write(stateFolder);
            Map<String, Long> rows = new LedgerCopy(source, into, watcher).run();
            into.end(move.id());
            unchanged = false; // from here on only the target knows
            into.commit();
            return rows;
        } catch (SQLException e) {
            throw unchanged ? target.explain(e) : unknown(e);
        } finally {
            if (unchanged && move.equals(MovedLedger.in(stateFolder).orElse(null))) {
                MovedLedger.remove(stateFolder);
            }
        }
    }

    private LedgerException unknown(SQLException e) {
        return new LedgerException(
                Scope.STORE,
                Retry.LATER,
                target.explain(e).getMessage() + "; whether the ledger has arrived is not known",
                "Run `caravan ledger move` again, it finds out.",
                e);
    }

    /** Renames what is left behind, then says so: no moment in between lets a pass use it. */
    private void retire(Path file, MovedLedger move) throws IOException {
        for (String part : new String[] {"-wal", "-shm", ""}) {
            Path from = file.resolveSibling(file.getFileName() + part);
            if (Files.exists(from)) {
                Files.move(
                        from,
                        stateFolder.resolve(LEFT + part),
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.ATOMIC_MOVE);
            }
        }
        new MovedLedger(true, move.id(), move.target()).write(stateFolder);
    }
}
