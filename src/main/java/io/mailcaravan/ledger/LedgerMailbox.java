package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.Change;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.ledger.sql.Reasons;
import io.mailcaravan.ledger.sql.Sql;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * A source mailbox of a route, as whoever opened it last holds it, with its legs. Once another
 * process has opened it, every write through this one is refused. Safe for many threads.
 *
 * <p>Each item gets a state on each of the <em>ends</em>, the legs that the route is known to have.
 * A further leg, which a step of the route has named, has states of those items only that were sent
 * there.
 */
public final class LedgerMailbox {

    private final Storage storage;
    private final Tenure tenure;
    private final Map<Leg, LedgerLeg> legs = new ConcurrentHashMap<>();
    private final List<LedgerLeg> ends = new ArrayList<>();
    private final boolean further;
    private final ReentrantLock creating = new ReentrantLock();

    /** The source's folders; empty while nobody knows them all. */
    private volatile Optional<Set<FolderPath>> listed = Optional.empty();

    private LedgerMailbox(Storage storage, Tenure tenure, boolean further) {
        this.storage = storage;
        this.tenure = tenure;
        this.further = further;
    }

    static LedgerMailbox open(
            Storage storage,
            MailboxName name,
            String destination,
            Collection<Leg> ends,
            boolean further,
            OpeningRule rule)
            throws LedgerException {
        LedgerMailbox mailbox =
                new LedgerMailbox(
                        storage,
                        storage.writes().run(new MailboxOpening(name, destination, rule)),
                        further);
        Collection<Leg> known = ends.isEmpty() ? List.of(Leg.OTHER) : ends;
        long id = mailbox.tenure.mailboxId();
        for (LegRow row : mailbox.write(sql -> LegRow.use(sql, id, known, further))) {
            mailbox.keep(row);
        }
        known.stream().distinct().map(mailbox.legs::get).forEach(mailbox.ends::add);
        storage.copyUids().drop(mailbox.folderIds());
        return mailbox;
    }

    private Set<Long> folderIds() {
        return legs.values().stream().flatMap(LedgerLeg::folderIds).collect(Collectors.toSet());
    }

    private LedgerLeg keep(LegRow row) throws LedgerException {
        LedgerLeg leg = new LedgerLeg(this, storage, row.id(), row.leg());
        legs.put(row.leg(), leg);
        return leg;
    }

    /** The legs on which each item gets a state; at least one. */
    public List<LedgerLeg> ends() {
        return List.copyOf(ends);
    }

    /** Whether steps of the route may name other legs than the ends. */
    public boolean further() {
        return further;
    }

    /** All legs in use: the ends, and those that a step of the route has named. */
    public List<LedgerLeg> legs() {
        return List.copyOf(legs.values());
    }

    /** Tells all folders that the source has: those that are not among them are gone. */
    public void listed(Set<FolderPath> folders) {
        listed = Optional.of(Set.copyOf(folders));
    }

    /** Whether the source is known to have no such folder any more. */
    boolean isGone(FolderPath path) {
        return listed.isPresent() && !listed.get().contains(path);
    }

    /** Whether the ledger knows nothing of this mailbox. */
    public boolean isNew() {
        return legs.values().stream().allMatch(leg -> leg.folders().isEmpty());
    }

    /** The leg; created when absent. */
    public LedgerLeg leg(Leg leg) throws LedgerException {
        LedgerLeg known = legs.get(leg);
        if (known != null) {
            return known;
        }
        creating.lock();
        try {
            known = legs.get(leg);
            return known != null
                    ? known
                    : keep(write(sql -> LegRow.make(sql, tenure.mailboxId(), leg)));
        } finally {
            creating.unlock();
        }
    }

    /**
     * Whether the item may be sent through the route: on one of the legs it has no final state, or
     * a failed one that is being sent again. Where no end is known, a state on any leg is one.
     */
    boolean isOpen(FolderPath path, UidValidity validity, Uid uid) throws LedgerException {
        for (LedgerLeg end : namedEnds()) {
            if (end.isOpen(path, validity, uid)
                    || end.life(path, validity).isGoneThroughAgain(uid)) {
                return true;
            }
        }
        boolean known = !namedEnds().isEmpty();
        for (LedgerLeg leg : legs.values()) {
            LedgerFolder folder =
                    namedEnds().contains(leg) ? null : leg.knownLife(path, validity).orElse(null);
            if (folder != null) {
                if (folder.isSentAgain(uid) || folder.isGoneThroughAgain(uid)) {
                    return true;
                }
                known = known || folder.state(uid).isPresent();
            }
        }
        return !known;
    }

    /** Whether the item is copied on each end; where no end is known, on any leg. */
    boolean isCopied(FolderPath path, UidValidity validity, Uid uid) throws LedgerException {
        boolean all = !namedEnds().isEmpty();
        for (LedgerLeg leg : all ? ends : legs.values()) {
            Optional<LedgerFolder> folder = leg.knownLife(path, validity);
            boolean copied = folder.isPresent() && folder.get().isCopied(uid);
            if (copied != all) {
                return copied;
            }
        }
        return all;
    }

    /**
     * The source has given UIDs of this folder to other messages: what is known of those below this
     * one is forgotten on all legs, also those that are not in use, and looked for at the
     * destinations when they come again. Their copies stay.
     */
    public void wentBack(FolderPath path, UidValidity validity, Uid next) throws LedgerException {
        write(
                sql -> {
                    for (long folder :
                            sql.list(
                                    "SELECT f.id FROM folder f JOIN leg l ON l.id = f.leg_id WHERE"
                                            + " l.mailbox_id = ? AND f.path = ? AND"
                                            + " f.uid_validity = ?",
                                    row -> row.getLong(1),
                                    tenure.mailboxId(),
                                    path.toString(),
                                    validity.value())) {
                        LedgerFolder.forgetBelow(sql, folder, next);
                    }
                    return null;
                });
        for (LedgerLeg leg : legs.values()) {
            leg.knownLife(path, validity).ifPresent(LedgerFolder::forgotten);
        }
    }

    /** Without the one that stands for what is no mailbox. */
    private List<LedgerLeg> namedEnds() {
        return ends.get(0).leg().equals(Leg.OTHER) ? List.of() : ends;
    }

    /** Counts over the folders in their present lives, on all legs in use. */
    public Totals totals() throws LedgerException {
        Totals totals = Totals.NONE;
        for (LedgerLeg leg : legs.values()) {
            totals = totals.plus(leg.totals());
        }
        return totals;
    }

    /**
     * Notes that a pass begins.
     *
     * @param kind {@code initial}, {@code delta}, {@code final} or {@code retry}
     * @return its number
     */
    public long startPass(String kind) throws LedgerException {
        long now = Instant.now().getEpochSecond();
        return write(
                sql ->
                        sql.number(
                                "INSERT INTO pass (mailbox_id, kind, started) VALUES (?, ?, ?)"
                                        + " RETURNING id",
                                tenure.mailboxId(),
                                kind,
                                now));
    }

    /**
     * Notes how a pass ended.
     *
     * @param outcome see {@link PassRecord}
     */
    public void finishPass(long pass, String outcome, Totals thisPass) throws LedgerException {
        long now = Instant.now().getEpochSecond();
        Map<CopyUids.Feed, Long> uids = storage.copyUids().unsaved(folderIds());
        write(
                sql -> {
                    CopyUids.save(sql, uids);
                    return sql.update(
                            "UPDATE pass SET finished = ?, outcome = ?, copied = ?, skipped = ?,"
                                    + " failed = ?, pending = ?, copied_bytes = ? WHERE id = ? AND"
                                    + " mailbox_id = ?",
                            now,
                            Reasons.tidy(outcome),
                            thisPass.copied(),
                            thisPass.skipped(),
                            thisPass.failed(),
                            thisPass.pending(),
                            thisPass.copiedBytes(),
                            pass,
                            tenure.mailboxId());
                });
        storage.copyUids().saved(uids);
    }

    /**
     * An item that has failed no more in these folders needs its dead letter no more there. Where
     * the ledger has its name for others, on any leg, in use or not, it is theirs alone from now
     * on; else the name stays until the file is gone.
     *
     * @return whether nobody needs the file
     */
    public boolean letGo(String file, Uid uid, Collection<LedgerFolder> settled)
            throws LedgerException {
        Set<Long> done = settled.stream().map(LedgerFolder::id).collect(Collectors.toSet());
        return write(sql -> LeftLetterTable.letGo(sql, tenure.mailboxId(), file, uid, done));
    }

    <T> T write(Change.Writing<T> writing) throws LedgerException {
        return storage.writes().run(Change.under(List.of(tenure), writing));
    }

    MailboxName name() {
        return tenure.mailbox();
    }

    Tenure tenure() {
        return tenure;
    }

    /** Opens: refuses another destination, raises the epoch. */
    private record MailboxOpening(MailboxName name, String destination, OpeningRule rule)
            implements Change<Tenure> {

        private static final String RECORDED =
                "SELECT destination FROM mailbox m WHERE route = ? AND store = ? AND name = ? AND"
                        + " EXISTS (SELECT 1 FROM leg l JOIN folder f ON f.leg_id = l.id WHERE"
                        + " l.mailbox_id = m.id AND (f.copied > 0 OR EXISTS (SELECT 1 FROM batch b"
                        + " WHERE b.folder_id = f.id)))";

        @Override
        public void check(Sql sql) throws SQLException, LedgerException {
            rule.check(sql.connection(), name.route(), name.mailbox());
            String recorded =
                    sql.first(
                                    RECORDED,
                                    row -> row.getString(1),
                                    name.route(),
                                    name.store(),
                                    name.mailbox())
                            .orElse(destination);
            if (!recorded.equals(destination)) {
                throw Refusals.otherDestination(name, recorded, destination);
            }
        }

        @Override
        public Tenure write(Sql sql) throws SQLException {
            return sql.first(
                            "INSERT INTO mailbox (route, store, name, destination, epoch) VALUES"
                                    + " (?, ?, ?, ?, 1) ON CONFLICT (route, store, name) DO UPDATE"
                                    + " SET epoch = mailbox.epoch + 1, destination ="
                                    + " excluded.destination RETURNING id, epoch",
                            row -> new Tenure(row.getLong(1), row.getLong(2), name),
                            name.route(),
                            name.store(),
                            name.mailbox(),
                            destination)
                    .orElseThrow();
        }
    }
}
