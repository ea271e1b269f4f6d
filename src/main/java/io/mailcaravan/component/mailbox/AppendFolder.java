package io.mailcaravan.component.mailbox;

import io.mailcaravan.convert.mime.MessageRepair;
import io.mailcaravan.ledger.Copied;
import io.mailcaravan.ledger.DestinationFolder;
import io.mailcaravan.ledger.Fence;
import io.mailcaravan.ledger.ItemKey;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.ledger.PendingBatch;
import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Spool;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.mailbox.UidRange;
import io.mailcaravan.mailbox.UidSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * A destination folder while items are appended to it on one session: its fence, and what was left
 * pending there.
 */
final class AppendFolder {

    private final Ledger ledger;
    private final DestinationSession session;
    private final DestinationFolder destination;
    private final FolderStatus status;
    private final Adopt adopt;
    private final Spool spool;
    private final List<Leftover> leftovers = new ArrayList<>();
    private final Set<Uid> claimed = new HashSet<>();
    private final ReentrantLock lock = new ReentrantLock();

    /** From here on the ledger may lack items that are there; empty where it lacks none. */
    private Optional<Uid> unsure = Optional.empty();

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
            Adopt adopt,
            Spool spool)
            throws MailboxException {
        this.ledger = ledger;
        this.session = session;
        this.destination = destination;
        this.adopt = adopt;
        this.spool = spool;
        this.status = status;
        this.fence = status.uidNext();
        Leg leg = new Leg(destination.store(), destination.mailbox());
        for (PendingBatch batch : ledger.pending(destination)) {
            Set<ItemKey> open = new HashSet<>(batch.items());
            for (ItemKey key : batch.items()) {
                if (ledger.isCopied(key, leg)) {
                    open.remove(key);
                }
            }
            leftovers.add(new Leftover(batch, open));
        }
        settled(Set.of());
        if (ledger.mayLack()) {
            unsure =
                    ledger.firstUnrecorded(destination, status.uidValidity())
                            .filter(first -> status.uidNext().compareTo(first) > 0);
        }
    }

    DestinationFolder destination() {
        return destination;
    }

    Fence fence() throws MailboxException {
        if (!session.tellsUids()) {
            // what is recorded without UID must lie below: its twin would be taken for it
            fence = session.use(live -> live.status(destination.folder())).uidNext();
        }
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
        if (unsure.isPresent()) {
            return true;
        }
        for (AppendRequest request : requests) {
            if (request.key().isPresent()
                    && (isLeftOver(request.key().get()) || adopts(request.key().get()))) {
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

    /** Whether a copy of the item that is there already was brought by something else. */
    boolean adopts(ItemKey key) throws MailboxException {
        if (status.messages() == 0) {
            ledger.nothingToFind(key, destination);
            return false;
        }
        return !isLeftOver(key)
                && (adopt == Adopt.TRUE
                        || ledger.replacesGeneration(key, destination)
                        || (adopt == Adopt.AUTO && ledger.looksFirst(key, destination)));
    }

    /**
     * Looks whether the item is there already; if so it is recorded as copied.
     *
     * @return its UID at the destination
     */
    Optional<Uid> find(AppendRequest request) throws MailboxException {
        ItemKey key = request.key().orElseThrow();
        boolean anywhere = adopts(key);
        if (!anywhere && !isLeftOver(key) && unsure.isEmpty()) {
            return Optional.empty();
        }
        Arrivals arrivals = anywhere ? all() : sinceFence();
        String adopted = anywhere ? "adopted" : "";
        String note = request.note(adopted);
        Optional<Uid> found = session.use(live -> claim(live, arrivals, request.item()));
        Optional<Item> original = request.original();
        if (found.isEmpty() && original.isPresent()) {
            // it may have been brought before the route had the step that changes it
            found = session.use(live -> claim(live, arrivals, original.get()));
            note = adopted;
        }
        if (found.isPresent()) {
            ledger.copied(
                    destination,
                    status.uidValidity(),
                    List.of(new Copied(key, request.recorded(), found, note)));
        }
        return found;
    }

    /** It may have been repaired before it was taken. */
    private Optional<Uid> claim(MailboxSession live, Arrivals arrivals, Item item)
            throws MailboxException {
        Optional<Uid> found = arrivals.isEmpty() ? Optional.empty() : arrivals.claim(live, item);
        if (found.isPresent() || arrivals.isEmpty() || !arrivals.resemble(item)) {
            return found;
        }
        Optional<MessageRepair.Repaired> repaired = Repairs.of(item, spool);
        if (repaired.isEmpty()) {
            return Optional.empty();
        }
        try (Content content = repaired.get().content()) {
            return arrivals.claim(live, new Item(item.head(), content));
        }
    }

    private Arrivals sinceFence() throws MailboxException {
        if (sinceFence == null) {
            UidRange range =
                    Stream.concat(
                                    leftovers.stream()
                                            .map(leftover -> leftover.batch().fence())
                                            .map(this::firstOf),
                                    unsure.stream())
                            .min(Uid::compareTo)
                            .map(UidRange::from)
                            .orElse(UidRange.ALL);
            sinceFence = arrivals(range);
            if (sinceFence.isEmpty()) {
                unsure = Optional.empty();
            }
        }
        return sinceFence;
    }

    private Uid firstOf(Fence old) {
        return old.uidValidity().equals(status.uidValidity()) ? old.uidNext() : Uid.MIN;
    }

    private Arrivals all() throws MailboxException {
        if (all == null) {
            all = arrivals(UidRange.ALL);
        }
        return all;
    }

    private Arrivals arrivals(UidRange range) throws MailboxException {
        UidSet known = ledger.knownDestinationUids(destination, status.uidValidity(), range);
        return session.use(live -> new Arrivals(live, destination.folder(), range, known, claimed));
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
