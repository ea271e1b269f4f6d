package io.mailcaravan.report;

import io.mailcaravan.ledger.ItemState;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.LeftLetter;
import io.mailcaravan.ledger.LeftLetterTable;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.ledger.LegRow;
import io.mailcaravan.ledger.MailboxName;
import io.mailcaravan.ledger.PassRecord;
import io.mailcaravan.ledger.Totals;
import io.mailcaravan.ledger.TotalsReader;
import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.ledger.sql.Readers;
import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.ledger.state.StateFolders;
import io.mailcaravan.mailbox.ConfigurationException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What people ask the ledger. Reads only; works while passes write, in this process or another. */
public final class LedgerReport implements AutoCloseable {

    private static final String PASSES =
            "SELECT p.id, m.store, m.name, p.kind, p.started, p.finished, p.outcome, p.copied,"
                    + " p.skipped, p.failed, p.pending, p.copied_bytes FROM pass p JOIN mailbox m"
                    + " ON m.id = p.mailbox_id WHERE ";

    private final Readers readers;

    /** To be closed with it; null where another ledger's is read. */
    private final LedgerDatabase own;

    private LedgerReport(Readers readers, LedgerDatabase own) {
        this.readers = readers;
        this.own = own;
    }

    /** Of a ledger that is open; works while passes run. */
    public static LedgerReport of(Ledger ledger) {
        return new LedgerReport(ledger.reads(), null);
    }

    /**
     * Reads the ledger of a state folder without taking the folder.
     *
     * @throws ConfigurationException when there is none, or one of another version
     */
    public static LedgerReport open(Path stateFolder) throws LedgerException {
        return open(stateFolder, LedgerDatabase.inStateFolder(stateFolder));
    }

    /** The same with a ledger that may be elsewhere. */
    public static LedgerReport open(Path stateFolder, LedgerDatabase database)
            throws LedgerException {
        LedgerDatabase checked = StateFolders.requireLedger(stateFolder, database);
        return new LedgerReport(Readers.unwaited(checked), checked);
    }

    /** Empty when no pass has written a ledger there yet. */
    public static Optional<LedgerReport> find(Path stateFolder, LedgerDatabase database)
            throws LedgerException {
        return StateFolders.hasLedger(stateFolder, database)
                ? Optional.of(open(stateFolder, database))
                : Optional.empty();
    }

    /** Names of the routes that have mailboxes in the ledger. */
    public List<String> routes() throws LedgerException {
        return readers.read(
                sql ->
                        sql.list(
                                "SELECT DISTINCT route FROM mailbox ORDER BY route",
                                row -> row.getString(1)));
    }

    /** The route's mailboxes with their counts and last passes. */
    public List<MailboxSummary> mailboxes(String route) throws LedgerException {
        record Mailbox(long id, String store, String name, String destination) {}
        return readers.read(
                sql -> {
                    List<Mailbox> mailboxes =
                            sql.list(
                                    "SELECT id, store, name, destination FROM mailbox WHERE route ="
                                            + " ? ORDER BY store, name",
                                    row ->
                                            new Mailbox(
                                                    row.getLong(1),
                                                    row.getString(2),
                                                    row.getString(3),
                                                    row.getString(4)),
                                    route);
                    List<MailboxSummary> summaries = new ArrayList<>();
                    for (Mailbox one : mailboxes) {
                        summaries.add(
                                new MailboxSummary(
                                        route,
                                        one.store(),
                                        one.name(),
                                        one.destination(),
                                        legs(sql, one.id()),
                                        FolderProblem.all(sql, one.id()),
                                        last(sql, one.id(), ""),
                                        last(sql, one.id(), " AND p.kind <> 'retry'")));
                    }
                    return summaries;
                });
    }

    private static Optional<PassRecord> last(Sql sql, long mailboxId, String which)
            throws SQLException {
        return sql.first(
                PASSES + "m.id = ?" + which + " ORDER BY p.id DESC LIMIT 1",
                LedgerReport::pass,
                mailboxId);
    }

    private static Map<Leg, Totals> legs(Sql sql, long mailboxId) throws SQLException {
        Map<Leg, Totals> legs = new LinkedHashMap<>();
        for (LegRow leg : LegRow.inUse(sql, mailboxId)) {
            legs.put(leg.leg(), TotalsReader.ofLeg(sql, leg.id()));
        }
        return legs;
    }

    /** The route's passes, oldest first. */
    public List<PassRecord> passes(String route) throws LedgerException {
        return readers.read(
                sql -> sql.list(PASSES + "m.route = ? ORDER BY p.id", LedgerReport::pass, route));
    }

    private static PassRecord pass(ResultSet row) throws SQLException {
        long finished = row.getLong(6);
        return new PassRecord(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Instant.ofEpochSecond(row.getLong(5)),
                finished == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(finished)),
                row.getString(7),
                new Totals(
                        row.getLong(8),
                        row.getLong(9),
                        row.getLong(10),
                        row.getLong(11),
                        row.getLong(12)));
    }

    /**
     * Tells the route's items in these states, by mailbox, folder and UID; folders in their present
     * lives. Memory does not grow with their number.
     */
    public void items(String route, Set<ItemState> states, Consumer<ReportItem> to)
            throws LedgerException {
        for (ReportFolder folder : readers.read(sql -> ReportFolder.all(sql, route))) {
            folder.items(readers, states, to);
        }
    }

    /**
     * The folders of a mailbox as they are now, one a leg, each with its counts; in order of their
     * paths.
     */
    public List<FolderReport> folders(String route, String store, String mailbox)
            throws LedgerException {
        MailboxName name = new MailboxName(route, store, mailbox);
        List<FolderReport> folders = new ArrayList<>();
        for (ReportFolder folder : readers.read(sql -> ReportFolder.all(sql, name))) {
            folders.add(new FolderReport(folder, readers, readers.read(sql -> folder.totals(sql))));
        }
        return folders;
    }

    /**
     * Files of a mailbox with the bytes of items that failed once and that no pass sends again;
     * whoever has the files knows which of them are still there.
     */
    public List<LeftLetter> left(String route, String store, String mailbox)
            throws LedgerException {
        return readers.read(sql -> LeftLetterTable.of(sql, new MailboxName(route, store, mailbox)));
    }

    /** Failed items, found without reading the others. */
    public void failed(String route, Consumer<ReportItem> to) throws LedgerException {
        items(route, Set.of(ItemState.FAILED), to);
    }

    @Override
    public void close() {
        if (own != null) {
            readers.close();
            own.close();
        }
    }
}
