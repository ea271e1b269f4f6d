package io.mailcaravan.append;

import io.mailcaravan.ledger.DestinationFolder;
import io.mailcaravan.ledger.Fence;
import io.mailcaravan.ledger.ItemKey;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.ledger.PendingBatch;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.Uid;
import io.mailcaravan.match.Others;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** Batches to a folder of which nobody knows what arrived, and their items still to be found. */
final class Leftovers {

    private final Ledger ledger;
    private final FolderStatus status;
    private final List<Leftover> batches = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();

    private record Leftover(PendingBatch batch, Set<ItemKey> open) {}

    Leftovers(Ledger ledger, DestinationFolder destination, FolderStatus status)
            throws MailboxException {
        this.ledger = ledger;
        this.status = status;
        Leg leg = new Leg(destination.store(), destination.mailbox());
        for (PendingBatch batch : ledger.pending(destination)) {
            Set<ItemKey> open = new HashSet<>(batch.items());
            for (ItemKey key : batch.items()) {
                if (ledger.isCopied(key, leg)) {
                    open.remove(key);
                }
            }
            batches.add(new Leftover(batch, open));
        }
        settled(Set.of());
    }

    /** Whether this program was about to append the item and nobody knows whether it did. */
    boolean has(ItemKey key) {
        lock.lock();
        try {
            return batches.stream().anyMatch(leftover -> leftover.open().contains(key));
        } finally {
            lock.unlock();
        }
    }

    /** The first UID that any of them can have; empty where there are none. */
    Optional<Uid> fence() {
        lock.lock();
        try {
            return batches.stream()
                    .map(leftover -> leftover.batch().fence())
                    .map(fence -> isOfToday(fence) ? fence.uidNext() : Uid.MIN)
                    .min(Uid::compareTo);
        } finally {
            lock.unlock();
        }
    }

    private boolean isOfToday(Fence fence) {
        return fence.uidValidity().equals(status.uidValidity());
    }

    /**
     * What else may lie in the folder.
     *
     * @param here items that are looked for now
     * @param unplaced by size, how many recorded items lie nobody knows where
     */
    Others others(Set<ItemKey> here, Map<Long, Long> unplaced) {
        Map<ItemKey, Optional<ItemHead>> later = new HashMap<>();
        Uid since = status.uidNext();
        lock.lock();
        try {
            for (Leftover leftover : batches) {
                Fence fence = leftover.batch().fence();
                if (isOfToday(fence) && fence.uidNext().compareTo(since) < 0) {
                    since = fence.uidNext();
                }
                for (ItemKey key : leftover.open()) {
                    if (!here.contains(key)) {
                        later.put(key, Optional.ofNullable(leftover.batch().heads().get(key)));
                    }
                }
            }
        } finally {
            lock.unlock();
        }
        return new Known(List.copyOf(later.values()), unplaced, since);
    }

    /**
     * @param since what has this UID or a higher one came after all that is recorded
     */
    private record Known(List<Optional<ItemHead>> later, Map<Long, Long> unplaced, Uid since)
            implements Others {

        @Override
        public long later(Instant internalDate, long least, long most) {
            return later.stream()
                    .filter(
                            head ->
                                    head.isEmpty()
                                            || (head.get().size() >= least
                                                    && head.get().size() <= most
                                                    && head.get().internalDate().getEpochSecond()
                                                            == internalDate.getEpochSecond()))
                    .count();
        }

        @Override
        public long unplaced(Uid uid, long size) {
            return uid.compareTo(since) >= 0 ? 0 : unplaced.getOrDefault(size, 0L);
        }
    }

    /** These items have a final state, or are pending in a newer batch. */
    void settled(Set<ItemKey> keys) throws MailboxException {
        lock.lock();
        try {
            for (var iterator = batches.iterator(); iterator.hasNext(); ) {
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
