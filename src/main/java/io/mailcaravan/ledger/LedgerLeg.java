package io.mailcaravan.ledger;

import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderReference;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidValidity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** One leg of a source mailbox: its folders in all their lives. Safe for many threads. */
public final class LedgerLeg {

    private final LedgerMailbox mailbox;
    private final Storage storage;
    private final long id;
    private final Leg leg;
    private final Map<FolderReference, LedgerFolder> lives = new ConcurrentHashMap<>();
    private final Map<FolderPath, LedgerFolder> present = new ConcurrentHashMap<>();
    private final ReentrantLock creating = new ReentrantLock();

    LedgerLeg(LedgerMailbox mailbox, Storage storage, long id, Leg leg) throws LedgerException {
        this.mailbox = mailbox;
        this.storage = storage;
        this.id = id;
        this.leg = leg;
        for (FolderRow row : storage.reads().read(sql -> FolderRow.all(sql, id))) {
            keep(row); // rising generation: the last one of a path is the present one
        }
    }

    private LedgerFolder keep(FolderRow row) {
        LedgerFolder folder =
                lives.computeIfAbsent(
                        new FolderReference(row.path(), row.uidValidity()),
                        life -> new LedgerFolder(this, storage, row));
        present.put(row.path(), folder);
        return folder;
    }

    public Leg leg() {
        return leg;
    }

    /**
     * The folder as it is at the source now; created when absent. Under another UIDVALIDITY it is
     * another folder, and the former ones no longer count in the totals.
     */
    public LedgerFolder folder(FolderPath path, UidValidity validity) throws LedgerException {
        Optional<LedgerFolder> folder = present(path, validity);
        if (folder.isPresent()) {
            return folder.get();
        }
        creating.lock();
        try {
            folder = present(path, validity);
            if (folder.isPresent()) {
                return folder.get();
            }
            return keep(mailbox.write(sql -> FolderRow.make(sql, id, path, validity)));
        } finally {
            creating.unlock();
        }
    }

    /** The folder's present life; empty where it has another UIDVALIDITY, or none is known. */
    public Optional<LedgerFolder> present(FolderPath path, UidValidity validity) {
        return present(path).filter(folder -> folder.uidValidity().equals(validity));
    }

    /** The folder's last known life; empty where none is known. */
    public Optional<LedgerFolder> present(FolderPath path) {
        return Optional.ofNullable(present.get(path));
    }

    /** Whether the path is known in any life. */
    boolean isKnown(FolderPath path) {
        return present.containsKey(path);
    }

    /** Makes all these folders at once, where {@link #folder} would make one by one. */
    public void folders(Collection<FolderStatus> statuses) throws LedgerException {
        creating.lock();
        try {
            List<FolderStatus> absent =
                    statuses.stream()
                            .filter(
                                    status ->
                                            present(status.path(), status.uidValidity()).isEmpty())
                            .toList();
            if (!absent.isEmpty()) {
                mailbox.write(
                                sql -> {
                                    List<FolderRow> made = new ArrayList<>();
                                    for (FolderStatus status : absent) {
                                        made.add(
                                                FolderRow.make(
                                                        sql,
                                                        id,
                                                        status.path(),
                                                        status.uidValidity()));
                                    }
                                    return made;
                                })
                        .forEach(this::keep);
            }
        } finally {
            creating.unlock();
        }
    }

    /** The folder of this UIDVALIDITY, be it the present one or not. */
    LedgerFolder life(FolderPath path, UidValidity validity) throws LedgerException {
        LedgerFolder folder = lives.get(new FolderReference(path, validity));
        return folder != null ? folder : folder(path, validity);
    }

    /** As {@link #life}, where it is known. */
    Optional<LedgerFolder> knownLife(FolderPath path, UidValidity validity) {
        return Optional.ofNullable(lives.get(new FolderReference(path, validity)));
    }

    Stream<Long> folderIds() {
        return lives.values().stream().map(LedgerFolder::id);
    }

    /** All folders in their present lives, in order of their paths. */
    public List<LedgerFolder> folders() {
        return present.values().stream()
                .sorted(Comparator.comparing(folder -> folder.path().toString()))
                .toList();
    }

    /** Folders in lives that are over: their path has another UIDVALIDITY at the source by now. */
    public List<LedgerFolder> former() {
        return lives.values().stream()
                .filter(folder -> present.get(folder.path()) != folder)
                .sorted(Comparator.comparing(folder -> folder.path().toString()))
                .toList();
    }

    /** Counts over the folders in their present lives. */
    public Totals totals() throws LedgerException {
        return storage.reads().read(sql -> TotalsReader.ofLeg(sql, id));
    }

    /** Where the items of the folders in their present lives lie. */
    public List<DestinationLife> destinations() throws LedgerException {
        return storage.reads().read(sql -> DestinationLife.all(sql, id));
    }

    /**
     * Takes their final state from all items that lie there: that life of the folder is over. They
     * are copied again, unless they are found.
     *
     * @return how many there were
     */
    public long forget(DestinationLife lost) throws LedgerException {
        long items = 0;
        for (LedgerFolder folder : lives.values()) {
            items += folder.forgetAt(lost);
        }
        return items;
    }

    /** Whether the item has no final state on this leg, or a failed one is being sent again. */
    boolean isOpen(FolderPath path, UidValidity validity, Uid uid) throws LedgerException {
        return life(path, validity).isOpen(uid);
    }

    LedgerMailbox mailbox() {
        return mailbox;
    }

    long id() {
        return id;
    }
}
