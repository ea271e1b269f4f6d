package io.mailcaravan.report;

import io.mailcaravan.ledger.ItemState;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.LeftLetter;
import io.mailcaravan.ledger.LeftLetterTable;
import io.mailcaravan.ledger.MailboxName;
import io.mailcaravan.ledger.PassRecord;
import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.ledger.sql.Readers;
import io.mailcaravan.ledger.state.StateFolders;
import io.mailcaravan.mailbox.ConfigurationException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What people ask the ledger. Reads only; works while passes write, in this process or another. */
public final class LedgerReport implements AutoCloseable {

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

    /** The route's mailboxes with their counts and last passes, by store and name. */
    public List<MailboxSummary> mailboxes(String route) throws LedgerException {
        return readers.read(sql -> MailboxReader.read(sql, Mailboxes.ofRoute(route)));
    }

    /** The route's passes, oldest first. */
    public List<PassRecord> passes(String route) throws LedgerException {
        return readers.read(sql -> PassReader.all(sql, route));
    }

    /**
     * Tells the route's items in these states, by mailbox, folder and UID; folders in their present
     * lives. Memory does not grow with their number.
     */
    public void items(String route, Set<ItemState> states, Consumer<ReportItem> to)
            throws LedgerException {
        for (ReportFolder folder :
                readers.read(sql -> ReportFolder.all(sql, Mailboxes.ofRoute(route)))) {
            if (folder.mayHave(states)) {
                folder.items(readers, states, to);
            }
        }
    }

    /**
     * The folders of a mailbox as they are now, one a leg, each with its counts; in order of their
     * paths.
     */
    public List<FolderReport> folders(String route, String store, String mailbox)
            throws LedgerException {
        return folders(Mailboxes.of(new MailboxName(route, store, mailbox)));
    }

    /** The same of many mailboxes at once; by mailbox, none without folders. */
    public Map<MailboxName, List<FolderReport>> folders(Collection<MailboxSummary> mailboxes)
            throws LedgerException {
        return folders(Mailboxes.of(mailboxes.stream().map(MailboxSummary::id).toList())).stream()
                .collect(Collectors.groupingBy(FolderReport::mailbox));
    }

    private List<FolderReport> folders(Mailboxes mailboxes) throws LedgerException {
        return readers.read(sql -> ReportFolder.all(sql, mailboxes)).stream()
                .map(folder -> new FolderReport(folder, readers))
                .toList();
    }

    /**
     * Files of a mailbox with the bytes of items that failed once and that no pass sends again;
     * whoever has the files knows which of them are still there.
     */
    public List<LeftLetter> left(String route, String store, String mailbox)
            throws LedgerException {
        return readers.read(sql -> LeftLetterTable.of(sql, new MailboxName(route, store, mailbox)));
    }

    /** The same of all mailboxes of a route, by mailbox. */
    public List<LeftLetter> left(String route) throws LedgerException {
        return readers.read(sql -> LeftLetterTable.of(sql, route));
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
