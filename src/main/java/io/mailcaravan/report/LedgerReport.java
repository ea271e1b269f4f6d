package io.mailcaravan.report;

import io.mailcaravan.ledger.ItemState;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.LeftLetter;
import io.mailcaravan.ledger.LeftLetterTable;
import io.mailcaravan.ledger.MailboxName;
import io.mailcaravan.ledger.PassRecord;
import io.mailcaravan.ledger.Totals;
import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.ledger.sql.Readers;
import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.ledger.state.StateFolders;
import io.mailcaravan.mailbox.ConfigurationException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
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

    /**
     * A page of the route's mailboxes.
     *
     * @param kept which dead letters are still there: one that no pass sends again is a problem for
     *     as long as its file is
     */
    public Page<MailboxSummary, MailboxQuery> mailboxes(MailboxQuery query, Predicate<String> kept)
            throws LedgerException {
        return readers.read(sql -> page(sql, query, kept));
    }

    private static Page<MailboxSummary, MailboxQuery> page(
            Sql sql, MailboxQuery query, Predicate<String> kept) throws SQLException {
        Set<MailboxName> left =
                query.isOfAllStates()
                        ? Set.of()
                        : LeftLetterTable.of(sql, query.route()).stream()
                                .filter(letter -> kept.test(letter.file()))
                                .map(LeftLetter::mailbox)
                                .collect(Collectors.toSet());
        List<RankedMailbox> found = MailboxRanking.read(sql, query, left);
        List<RankedMailbox> page = found.subList(0, Math.min(found.size(), query.size()));
        Map<Long, MailboxSummary> mailboxes =
                MailboxReader.read(sql, Mailboxes.of(page.stream().map(RankedMailbox::id).toList()))
                        .stream()
                        .collect(Collectors.toMap(MailboxSummary::id, one -> one));
        return new Page<>(
                page.stream().map(one -> mailboxes.get(one.id())).toList(),
                found.size() > page.size() && !page.isEmpty()
                        ? Optional.of(query.after(page.getLast().after()))
                        : Optional.empty());
    }

    /** Over all mailboxes of the route. */
    public Totals totals(String route) throws LedgerException {
        return readers.read(sql -> LegTotals.read(sql, Mailboxes.ofRoute(route))).values().stream()
                .flatMap(kinds -> kinds.values().stream())
                .reduce(Totals.NONE, Totals::plus);
    }

    /** Why items of the route are failed, most items first. */
    public List<ReasonCount> failures(String route) throws LedgerException {
        return readers.read(sql -> FailureReasons.read(sql, Mailboxes.ofRoute(route)));
    }

    /** The same of one mailbox. */
    public List<ReasonCount> failures(MailboxName mailbox) throws LedgerException {
        return readers.read(sql -> FailureReasons.read(sql, Mailboxes.of(mailbox)));
    }

    /** A page of a mailbox's items. */
    public Page<ReportItem, ItemQuery> items(ItemQuery query) throws LedgerException {
        return readers.read(sql -> ItemPages.read(sql, query));
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
