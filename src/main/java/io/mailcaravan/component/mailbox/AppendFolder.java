package io.mailcaravan.component.mailbox;

import io.mailcaravan.ledger.Copied;
import io.mailcaravan.ledger.DestinationFolder;
import io.mailcaravan.ledger.Fence;
import io.mailcaravan.ledger.ItemKey;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.PendingBatch;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A destination folder while items are appended to it on one session: its fence, and what was left
 * pending there.
 */
final class AppendFolder {

    private final Ledger ledger;
    private final DestinationSession session;
    private final DestinationFolder destination;
    private final FolderStatus status;
    private final boolean adopt;
    private final List<Leftover> leftovers = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Uid fence;
    private Arrivals sinceFence;
    private Arrivals all;

    /** A batch of which nobody knows yet what arrived, and its items still to be looked for. */
    private record Leftover(PendingBatch batch, Set<ItemKey> open) {}

    /**
     * @param status where it stood before anything was appended
     */
    AppendFolder(
            Ledger ledger,
            DestinationSession session,
            DestinationFolder destination,
            FolderStatus status,
            boolean adopt)
            throws MailboxException {
        this.ledger = ledger;
        this.session = session;
        this.destination = destination;
        this.adopt = adopt;
        this.status = status;
        this.fence = status.uidNext();
        for (PendingBatch batch : ledger.pending(destination)) {
            Set<ItemKey> open = new HashSet<>(batch.items());
            open.removeIf(key -> ledger.contains(key.toString()));
            leftovers.add(new Leftover(batch, open));
        }
        settled(Set.of());
    }

    DestinationFolder destination() {
        return destination;
    }

    Fence fence() {
        return new Fence(status.uidValidity(), fence);
    }

    /** Moves the fence up behind what has just arrived and is recorded. */
    void arrived(Uid uid) {
        if (uid.compareTo(fence) >= 0) {
            fence = uid.next();
        }
    }

    /** Whether any item may have to be looked for, so that what was appended must be recorded. */
    boolean looks(Collection<AppendRequest> requests) throws MailboxException {
        for (AppendRequest request : requests) {
            if (request.key().isPresent()
                    && (adopt
                            || isLeftOver(request.key().get())
                            || ledger.replacesGeneration(request.key().get()))) {
                return true;
            }
        }
        return false;
    }

    /** Whether this program was about to append the item and nobody knows whether it did. */
    boolean isLeftOver(ItemKey key) {
        lock.lock();
        try {
            return leftovers.stream().anyMatch(leftover -> leftover.open().contains(key));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Looks whether the item is there already; if so it is recorded as copied.
     *
     * @return its UID at the destination
     */
    Optional<Uid> find(AppendRequest request) throws MailboxException {
        ItemKey key = request.key().orElseThrow();
        boolean leftOver = isLeftOver(key);
        if (!leftOver && !adopt && !ledger.replacesGeneration(key)) {
            return Optional.empty();
        }
        Optional<Uid> found =
                session.use(live -> (leftOver ? sinceFence() : all()).claim(request.item()));
        if (found.isPresent()) {
            String note = leftOver ? "" : "adopted";
            ledger.copied(
                    destination,
                    status.uidValidity(),
                    List.of(new Copied(key, request.item().head(), found, note)));
        }
        return found;
    }

    private Arrivals sinceFence() throws MailboxException {
        if (sinceFence == null) {
            UidRange range =
                    leftovers.stream()
                            .map(leftover -> leftover.batch().fence())
                            .map(
                                    old ->
                                            old.uidValidity().equals(status.uidValidity())
                                                    ? old.uidNext()
                                                    : Uid.MIN)
                            .min(Uid::compareTo)
                            .map(UidRange::from)
                            .orElse(UidRange.ALL);
            sinceFence = arrivals(range);
        }
        return sinceFence;
    }

    private Arrivals all() throws MailboxException {
        if (all == null) {
            all = arrivals(UidRange.ALL);
        }
        return all;
    }

    private Arrivals arrivals(UidRange range) throws MailboxException {
        return session.use(
                live ->
                        new Arrivals(
                                live,
                                destination.folder(),
                                range,
                                ledger.knownDestinationUids(
                                        destination, status.uidValidity(), range)));
    }

    /**
     * These items have a final state, or are pending in a newer batch: old batches need not be kept
     * for them.
     */
    void settled(Set<ItemKey> keys) throws MailboxException {
        lock.lock();
        try {
            for (var iterator = leftovers.iterator(); iterator.hasNext(); ) {
                Leftover leftover = iterator.next();
                leftover.open().removeAll(keys);
                if (leftover.open().isEmpty()) {
                    ledger.settle(leftover.batch(), List.of());
                    iterator.remove();
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
