package io.mailcaravan.match;

import io.mailcaravan.mailbox.Digest;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.SystemFlag;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a folder holds that nobody is known to have copied there: each item of it is the copy of one
 * item at most. Holds some 60 bytes for each, whatever its size.
 */
public final class Copies {

    private final FolderPath folder;
    private final CopyTable table = new CopyTable();

    /** Of what is no message. */
    private final IdentityTable identities = new IdentityTable();

    private final Map<Integer, Copy> read = new HashMap<>();
    private Optional<Uid> last = Optional.empty();

    /** Marked to be removed; null before it was asked for. */
    private UidSet doomed;

    private Copies(FolderPath folder) {
        this.folder = folder;
    }

    /**
     * Looks at the headers of a range, in windows.
     *
     * @param known UIDs that are some item's already
     */
    public static Copies look(
            MailboxSession session, FolderPath folder, UidRange range, UidSet known)
            throws MailboxException {
        return look(session, folder, List.of(range), uid -> !known.contains(uid));
    }

    /**
     * The same for some of several ranges.
     *
     * @param ranges in UID order
     * @param free what may become an item's
     */
    public static Copies look(
            MailboxSession session, FolderPath folder, List<UidRange> ranges, Predicate<Uid> free)
            throws MailboxException {
        Copies copies = new Copies(folder);
        for (UidRange range : ranges) {
            session.fingerprints(
                    folder,
                    range,
                    (uid, fingerprint) -> {
                        copies.last = Optional.of(uid);
                        if (free.test(uid)) {
                            copies.table.add(uid, fingerprint);
                            if (folder.kind().changes()) {
                                copies.identities.add(uid, fingerprint);
                            }
                        }
                    });
        }
        return copies;
    }

    /** Whether there is nothing to be found, whatever the item. */
    public boolean isEmpty() {
        return table.isEmpty();
    }

    /** The highest UID that was seen, known ones among them. */
    public Optional<Uid> last() {
        return last;
    }

    /** This one is some item's from now on. */
    public void take(Uid uid) {
        table.take(uid);
        identities.take(uid);
    }

    /**
     * Finds the copies of these items; none is found again. Of equal ones so many are found as
     * there are copies.
     *
     * @param session to the folder's mailbox, for copies that have to be read
     * @param otherDate whether a copy with another INTERNALDATE may do where none has the item's
     * @param own what this program is likely to have appended: of that a copy may be marked {@code
     *     \Deleted}. Otherwise an item that is not to be removed would be taken to be where it soon
     *     is no more
     * @param spool where items are repaired to see whether a copy is what came out of it
     * @return one entry an item, in order
     */
    public List<Optional<Found>> find(
            MailboxSession session,
            List<Wanted> wanted,
            Others others,
            boolean otherDate,
            Predicate<Uid> own,
            Spool spool)
            throws MailboxException {
        if (isEmpty()) {
            return wanted.stream().map(none -> Optional.<Found>empty()).toList();
        }
        if (folder.kind().changes()) {
            return byIdentity(wanted);
        }
        boolean dates = session.capabilities().contains(StoreCapability.INTERNAL_DATE);
        CopyReading reading = new CopyReading(session, folder, table, read);
        UidSet unfit = table.isAll(own) ? UidSet.EMPTY : doomed(session, own);
        try (CopySearch search =
                new CopySearch(
                        table,
                        reading,
                        wanted,
                        others,
                        new CopySearch.Dates(dates, otherDate),
                        unfit)) {
            List<Optional<Found>> found = search.run(spool);
            for (Optional<Found> one : found) {
                one.ifPresent(copy -> take(copy.uid()));
            }
            return found;
        }
    }

    private List<Optional<Found>> byIdentity(List<Wanted> wanted) throws MailboxException {
        List<Fingerprint> prints = new ArrayList<>();
        for (Wanted one : wanted) {
            prints.add(ContentReading.fingerprint(folder.kind(), one.item()));
        }
        List<Optional<IdentityTable.Row>> rows = identities.find(prints);
        List<Optional<Found>> all = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            Instant date = wanted.get(i).item().head().internalDate();
            Optional<Found> found =
                    rows.get(i)
                            .map(
                                    row ->
                                            new Found(
                                                    row.uid(),
                                                    date,
                                                    Optional.empty(),
                                                    false,
                                                    List.of(),
                                                    row.equal()));
            found.ifPresent(copy -> table.take(copy.uid()));
            all.add(found);
        }
        return all;
    }

    private UidSet doomed(MailboxSession session, Predicate<Uid> own) throws MailboxException {
        if (doomed == null) {
            List<Uid> marked = new ArrayList<>();
            session.list(
                    folder,
                    table.range(),
                    head -> {
                        if (head.flags().has(SystemFlag.DELETED) && !own.test(head.uid())) {
                            marked.add(head.uid());
                        }
                    });
            doomed = UidSet.of(marked);
        }
        return doomed;
    }

    /** Contents of items that are not at hand. */
    @FunctionalInterface
    public interface Contents<K> {
        /** By item; those that cannot be read are left out. */
        Map<K, Digest> of(Collection<K> items) throws MailboxException;
    }

    /**
     * Finds the copies of items of which only the fingerprints are known: those with the same
     * header, size and INTERNALDATE; contents are read where that leaves more than one, or where
     * messages have no Message-ID.
     *
     * @return those that were found; none is found again
     */
    public <K> Map<K, Uid> find(
            MailboxSession session, Map<K, Fingerprint> wanted, Contents<K> contents)
            throws MailboxException {
        if (folder.kind().changes()) {
            return byIdentity(wanted);
        }
        boolean dates = session.capabilities().contains(StoreCapability.INTERNAL_DATE);
        Map<K, Integer> rows =
                new LookSearch<K>(table, new CopyReading(session, folder, table, read), dates)
                        .run(wanted, contents);
        Map<K, Uid> found = new HashMap<>();
        rows.forEach(
                (item, row) -> {
                    table.take(row);
                    found.put(item, table.uid(row));
                });
        return found;
    }

    private <K> Map<K, Uid> byIdentity(Map<K, Fingerprint> wanted) {
        Map<K, Uid> found = new HashMap<>();
        List<K> items = List.copyOf(wanted.keySet());
        List<Optional<IdentityTable.Row>> rows =
                identities.find(items.stream().map(wanted::get).toList());
        for (int i = 0; i < items.size(); i++) {
            if (rows.get(i).isPresent()) {
                table.take(rows.get(i).get().uid());
                found.put(items.get(i), rows.get(i).get().uid());
            }
        }
        return found;
    }

    /**
     * Something left over with the item's Message-ID, or its header, received in the same second:
     * what has probably become of an item that has no copy. It is not found again.
     */
    public Optional<Uid> nearest(Fingerprint wanted) {
        if (folder.kind().changes()) {
            return Optional.empty(); // whatever has its UID was found
        }
        for (int row : table.near(wanted)) {
            if (table.hasDate(row, wanted)
                    && (wanted.identity().isPresent() || table.hasHeader(row, wanted))) {
                table.take(row);
                return Optional.of(table.uid(row));
            }
        }
        return Optional.empty();
    }
}
