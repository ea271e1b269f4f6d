package io.mailcaravan.pass;

import io.mailcaravan.ledger.DestinationFolder;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
import io.mailcaravan.mailbox.UidValidity;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A folder of the destination, with which a source folder is compared. */
final class TargetFolder {

    /** UIDs listed in vain to save a round trip. */
    private static final long GAP = 1_000;

    private final Ledger ledger;
    private final Source session;
    private final DestinationFolder folder;
    private final FolderStatus status;
    private Traces traces;
    private long matched;

    TargetFolder(Ledger ledger, Source session, DestinationFolder folder) throws MailboxException {
        this.ledger = ledger;
        this.session = session;
        this.folder = folder;
        this.status = session.get().status(folder.folder());
    }

    FolderPath path() {
        return folder.folder();
    }

    MailboxSession session() throws MailboxException {
        return session.get();
    }

    /** Whether UIDs recorded under that UIDVALIDITY still mean something. */
    boolean isStill(UidValidity recorded) {
        return status.uidValidity().equals(recorded);
    }

    Map<Uid, ItemHead> heads(Collection<Uid> uids) throws MailboxException {
        Map<Uid, ItemHead> heads = new TreeMap<>();
        Set<Uid> wanted = new HashSet<>(uids);
        for (UidRange run : UidRuns.of(wanted, GAP)) {
            session.get()
                    .list(
                            path(),
                            run,
                            head -> {
                                if (wanted.contains(head.uid())) {
                                    heads.put(head.uid(), head);
                                }
                            });
        }
        return heads;
    }

    /** Asks about contents, where nothing else tells two messages apart. */
    @FunctionalInterface
    interface SameContent {
        boolean test(Uid uid) throws MailboxException;
    }

    /**
     * Finds an item whose UID is not recorded among those that no other item has; it is not found a
     * second time.
     */
    Optional<Uid> claim(Fingerprint wanted, SameContent same) throws MailboxException {
        List<Traces.Candidate> near = traces().near(wanted);
        Optional<Uid> found = choose(near, wanted, same);
        found.ifPresent(uid -> traces.take(uid, wanted));
        return found;
    }

    private static Optional<Uid> choose(
            List<Traces.Candidate> near, Fingerprint wanted, SameContent same)
            throws MailboxException {
        if (near.size() == 1 && wanted.messageId().isPresent()) {
            return Optional.of(near.get(0).uid());
        }
        List<Traces.Candidate> sameSize =
                near.stream().filter(candidate -> candidate.size() == wanted.size()).toList();
        for (Traces.Candidate candidate : sameSize) {
            if (same.test(candidate.uid())) {
                return Optional.of(candidate.uid());
            }
        }
        // without a Message-ID nothing says that an item of another size is the same one
        List<Traces.Candidate> rest = wanted.messageId().isPresent() ? near : sameSize;
        return rest.stream().findFirst().map(Traces.Candidate::uid);
    }

    private Traces traces() throws MailboxException {
        if (traces == null) {
            UidSet known = ledger.knownDestinationUids(folder, status.uidValidity(), UidRange.ALL);
            Traces found = new Traces();
            session.get()
                    .fingerprints(
                            path(),
                            UidRange.ALL,
                            (uid, fingerprint) -> {
                                if (!known.contains(uid)) {
                                    found.add(uid, fingerprint);
                                }
                            });
            traces = found;
        }
        return traces;
    }

    void matched(long items) {
        matched += items;
    }

    /** How many items are there that no source item was matched with. */
    long extra() {
        return Math.max(0, status.messages() - matched);
    }
}
