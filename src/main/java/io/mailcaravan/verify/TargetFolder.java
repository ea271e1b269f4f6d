package io.mailcaravan.verify;

import io.mailcaravan.ledger.DestinationFolder;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.mailbox.Fingerprint;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
import io.mailcaravan.mailbox.UidValidity;
import io.mailcaravan.match.Copies;
import io.mailcaravan.session.Source;
import io.mailcaravan.session.UidRuns;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** A folder of the destination, with which a source folder is compared. */
final class TargetFolder {

    /** Most of them are wanted, so that wider gaps cost less than round trips. */
    private static final long GAP = 1_000;

    private final Ledger ledger;
    private final Source session;
    private final DestinationFolder folder;
    private final FolderStatus status;
    private Copies unknown;
    private Map<Uid, Places> shared;
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
        return UidRuns.heads(session.get(), path(), uids, GAP);
    }

    /**
     * Finds items whose UIDs are not recorded among those that no other item has; none is found a
     * second time.
     *
     * @param contents digests of the source's contents, where nothing else tells two apart
     */
    Map<ItemHead, Uid> find(Map<ItemHead, Fingerprint> wanted, Copies.Contents<ItemHead> contents)
            throws MailboxException {
        return unknown().find(session.get(), wanted, contents);
    }

    /** What an item that has no copy has probably become; it is not found a second time. */
    Optional<Uid> nearest(Fingerprint wanted) throws MailboxException {
        return unknown().nearest(wanted);
    }

    /**
     * What items were given with which it is one there, besides their own folder; empty where it
     * stands for one item only.
     *
     * @param mayMerge whether such a thing is possible there
     */
    Optional<Places> shared(Uid copy, boolean mayMerge) throws MailboxException {
        if (shared == null) {
            shared = mayMerge ? ledger.shared(folder, status.uidValidity()) : Map.of();
        }
        return Optional.ofNullable(shared.get(copy));
    }

    private Copies unknown() throws MailboxException {
        if (unknown == null) {
            UidSet known = ledger.knownDestinationUids(folder, status.uidValidity(), UidRange.ALL);
            unknown = Copies.look(session.get(), path(), UidRange.ALL, known);
        }
        return unknown;
    }

    void matched(long items) {
        matched += items;
    }

    /** How many items are there that no source item was matched with. */
    long extra() {
        return Math.max(0, status.messages() - matched);
    }
}
