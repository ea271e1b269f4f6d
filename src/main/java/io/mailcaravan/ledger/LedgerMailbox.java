package io.mailcaravan.ledger;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.UidValidity;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A source mailbox of a route, as whoever opened it last holds it. Once another process has opened
 * it, every write through this one is refused. Safe for many threads.
 */
public final class LedgerMailbox {

    private final Storage storage;
    private final Tenure tenure;
    private final Map<Life, LedgerFolder> lives = new ConcurrentHashMap<>();
    private final Map<FolderPath, LedgerFolder> present = new ConcurrentHashMap<>();
    private final ReentrantLock creating = new ReentrantLock();

    private record Life(FolderPath path, UidValidity validity) {}

    private LedgerMailbox(Storage storage, Tenure tenure) {
        this.storage = storage;
        this.tenure = tenure;
    }

    static LedgerMailbox open(
            Storage storage, MailboxName name, String destination, OpeningRule rule)
            throws LedgerException {
        LedgerMailbox mailbox =
                new LedgerMailbox(
                        storage, storage.writes().run(new MailboxOpening(name, destination, rule)));
        for (FolderRow row :
                storage.reads().read(sql -> FolderRow.all(sql, mailbox.tenure.mailboxId()))) {
            mailbox.keep(row); // rising generation: the last one of a path is the present one
        }
        return mailbox;
    }

    private LedgerFolder keep(FolderRow row) {
        LedgerFolder folder =
                lives.computeIfAbsent(
                        new Life(row.path(), row.uidValidity()),
                        life ->
                                new LedgerFolder(
                                        this,
                                        storage,
                                        row.id(),
                                        row.path(),
                                        row.uidValidity(),
                                        row.highestUid(),
                                        row.checkpoint()));
        present.put(row.path(), folder);
        return folder;
    }

    /**
     * The folder as it is at the source now; created when absent. Under another UIDVALIDITY it is
     * another folder, and the former ones no longer count in the totals.
     */
    public LedgerFolder folder(FolderPath path, UidValidity validity) throws LedgerException {
        LedgerFolder folder = present.get(path);
        if (folder != null && folder.uidValidity().equals(validity)) {
            return folder;
        }
        creating.lock();
        try {
            folder = present.get(path);
            if (folder != null && folder.uidValidity().equals(validity)) {
                return folder;
            }
            return keep(write(sql -> FolderRow.make(sql, tenure.mailboxId(), path, validity)));
        } finally {
            creating.unlock();
        }
    }

    /** Makes all these folders at once, where {@link #folder} would make one by one. */
    public void folders(Collection<FolderStatus> statuses) throws LedgerException {
        creating.lock();
        try {
            List<FolderStatus> absent =
                    statuses.stream().filter(status -> !isPresent(status)).toList();
            if (!absent.isEmpty()) {
                List<FolderRow> rows =
                        write(
                                sql -> {
                                    List<FolderRow> made = new ArrayList<>();
                                    for (FolderStatus status : absent) {
                                        made.add(
                                                FolderRow.make(
                                                        sql,
                                                        tenure.mailboxId(),
                                                        status.path(),
                                                        status.uidValidity()));
                                    }
                                    return made;
                                });
                rows.forEach(this::keep);
            }
        } finally {
            creating.unlock();
        }
    }

    private boolean isPresent(FolderStatus status) {
        LedgerFolder folder = present.get(status.path());
        return folder != null && folder.uidValidity().equals(status.uidValidity());
    }

    /** The folder of this UIDVALIDITY, be it the present one or not. */
    LedgerFolder life(FolderPath path, UidValidity validity) throws LedgerException {
        LedgerFolder folder = lives.get(new Life(path, validity));
        return folder != null ? folder : folder(path, validity);
    }

    /** All folders in all their lives, in order of their paths. */
    public List<LedgerFolder> folders() {
        return lives.values().stream()
                .sorted(
                        Comparator.comparing((LedgerFolder folder) -> folder.path().toString())
                                .thenComparing(LedgerFolder::id))
                .toList();
    }

    /** Counts over the folders in their present lives. */
    public Totals totals() throws LedgerException {
        return storage.reads().read(sql -> TotalsReader.read(sql, tenure.mailboxId()));
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
     * @param outcome empty when it went through; else why it did not
     */
    public void finishPass(long pass, String outcome, Totals thisPass) throws LedgerException {
        long now = Instant.now().getEpochSecond();
        write(
                sql ->
                        sql.update(
                                "UPDATE pass SET finished = ?, outcome = ?, copied = ?, skipped ="
                                        + " ?, failed = ?, pending = ?, copied_bytes = ? WHERE id ="
                                        + " ? AND mailbox_id = ?",
                                now,
                                Reasons.tidy(outcome),
                                thisPass.copied(),
                                thisPass.skipped(),
                                thisPass.failed(),
                                thisPass.pending(),
                                thisPass.copiedBytes(),
                                pass,
                                tenure.mailboxId()));
    }

    private <T> T write(Change.Writing<T> writing) throws LedgerException {
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

        @Override
        public void check(Sql sql) throws SQLException, LedgerException {
            rule.check(sql.connection(), name.route(), name.mailbox());
            String recorded =
                    sql.first(
                                    "SELECT destination FROM mailbox m WHERE route = ? AND store ="
                                            + " ? AND name = ? AND EXISTS (SELECT 1 FROM folder f WHERE"
                                            + " f.mailbox_id = m.id AND (f.copied > 0 OR EXISTS (SELECT"
                                            + " 1 FROM batch b WHERE b.folder_id = f.id)))",
                                    row -> row.getString(1),
                                    name.route(),
                                    name.store(),
                                    name.mailbox())
                            .orElse(destination);
            if (!recorded.equals(destination)) {
                throw LedgerException.otherDestination(name, recorded, destination);
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
