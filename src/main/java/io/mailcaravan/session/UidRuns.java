package io.mailcaravan.session;

import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Turns scattered UIDs into few ranges to ask for. */
public final class UidRuns {

    public static final long BUCKET = 10_000;

    /** UIDs listed in vain to save a round trip, where few are wanted. */
    private static final long GAP = 200;

    private UidRuns() {}

    /** As {@link #of(Collection, long)}, where heads are to be listed. */
    public static List<UidRange> of(Collection<Uid> uids) {
        return of(uids, GAP);
    }

    /**
     * Ranges that hold all of the UIDs, in UID order.
     *
     * @param gap up to so many UIDs that nobody asked for are put up with, to save a round trip
     */
    public static List<UidRange> of(Collection<Uid> uids, long gap) {
        List<UidRange> runs = new ArrayList<>();
        Uid first = null;
        Uid last = null;
        for (Uid uid : uids.stream().sorted().toList()) {
            if (first == null) {
                first = uid;
            } else if (uid.value() - last.value() > gap + 1) {
                runs.add(new UidRange(first, last));
                first = uid;
            }
            last = uid;
        }
        if (first != null) {
            runs.add(new UidRange(first, last));
        }
        return runs;
    }

    /** As {@link #heads(MailboxSession, FolderPath, Collection, long)}. */
    public static Map<Uid, ItemHead> heads(
            MailboxSession session, FolderPath folder, Collection<Uid> uids)
            throws MailboxException {
        return heads(session, folder, uids, GAP);
    }

    /**
     * Heads of those that are there, in UID order.
     *
     * @param gap as for {@link #of}
     */
    public static Map<Uid, ItemHead> heads(
            MailboxSession session, FolderPath folder, Collection<Uid> uids, long gap)
            throws MailboxException {
        Set<Uid> wanted = Set.copyOf(uids);
        Map<Uid, ItemHead> heads = new TreeMap<>();
        for (UidRange run : of(wanted, gap)) {
            session.list(
                    folder,
                    run,
                    head -> {
                        if (wanted.contains(head.uid())) {
                            heads.put(head.uid(), head);
                        }
                    });
        }
        return heads;
    }

    /**
     * Fingerprints of those that are there, in UID order; the store may leave some out.
     *
     * @param gap as for {@link #of}
     */
    public static Map<Uid, Fingerprint> fingerprints(
            MailboxSession session, FolderPath folder, Collection<Uid> uids, long gap)
            throws MailboxException {
        Set<Uid> wanted = Set.copyOf(uids);
        Map<Uid, Fingerprint> found = new TreeMap<>();
        for (UidRange run : of(wanted, gap)) {
            session.fingerprints(
                    folder,
                    run,
                    (uid, fingerprint) -> {
                        if (wanted.contains(uid)) {
                            found.put(uid, fingerprint);
                        }
                    });
        }
        return found;
    }

    /** All UIDs up to this one, in ranges that are small enough to be held in memory. */
    public static List<UidRange> upTo(long last) {
        return LongStream.iterate(1, first -> first <= last, first -> first + BUCKET)
                .mapToObj(
                        first ->
                                new UidRange(
                                        new Uid(first),
                                        new Uid(Math.min(last, first + BUCKET - 1))))
                .toList();
    }
}
