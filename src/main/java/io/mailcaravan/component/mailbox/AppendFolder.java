package io.mailcaravan.component.mailbox;

import io.mailcaravan.ledger.Copied;
import io.mailcaravan.ledger.DestinationFolder;
import io.mailcaravan.ledger.Fence;
import io.mailcaravan.ledger.ItemKey;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.PendingBatch;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A destination folder while items are appended to it on one session: its fence, and what was left
 * pending there.
 */
final class AppendFolder {

    private final Ledger ledger;
    private final MailboxSession session;
    private final DestinationFolder destination;
    private final FolderStatus status;
    private final boolean adopt;
    private final List<Leftover> leftovers = new ArrayList<>();
    private Uid fence;
    private Arrivals sinceFence;
    private Arrivals all;

    /** A batch of which nobody knows yet what arrived, and its items still to be looked for. */
    private record Leftover(PendingBatch batch, Set<ItemKey> open) {}

    AppendFolder(
            Ledger ledger, MailboxSession session, DestinationFolder destination, boolean adopt)
            throws MailboxException {
        this.ledger = ledger;
        this.session = session;
        this.destination = destination;
        this.adopt = adopt;
        this.status = session.status(destination.folder());
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

    /** Whether this program was about to append the item and nobody knows whether it did. */
    boolean isLeftOver(ItemKey key) {
        return leftovers.stream().anyMatch(leftover -> leftover.open().contains(key));
    }

    /**
     * Looks whether the item is there already; if so it is recorded as copied.
     *
     * @return its UID at the destination
     */
    Optional<Uid> find(AppendRequest request) throws MailboxException {
        ItemKey key = request.key().orElseThrow();
        Optional<Uid> found = Optional.empty();
        boolean leftOver = isLeftOver(key);
        if (leftOver) {
            found = sinceFence().claim(request.item());
        } else if (adopt || ledger.replacesGeneration(key)) {
            found = all().claim(request.item());
        }
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
        return new Arrivals(
                session,
                destination.folder(),
                range,
                ledger.knownDestinationUids(destination, status.uidValidity(), range));
    }

    /**
     * These items have a final state, or are pending in a newer batch: old batches need not be kept
     * for them.
     */
    void settled(Set<ItemKey> keys) throws MailboxException {
        for (var iterator = leftovers.iterator(); iterator.hasNext(); ) {
            Leftover leftover = iterator.next();
            leftover.open().removeAll(keys);
            if (leftover.open().isEmpty()) {
                ledger.settle(leftover.batch(), List.of());
                iterator.remove();
            }
        }
    }
}
