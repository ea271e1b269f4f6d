package io.mailcaravan.append;

import io.mailcaravan.ledger.ItemKey;
import io.mailcaravan.ledger.Ledger;
import io.mailcaravan.ledger.Leg;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.MailboxException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Items that an earlier pass was about to append to another folder than they go to today, since the
 * mapping or the route has changed meanwhile. Nobody knows whether they arrived, so they are looked
 * for there before they go anywhere.
 */
final class Strays {

    private final Ledger ledger;
    private final Leg leg;
    private final Map<ReleasedCopies.Taker, Map<ItemKey, Set<FolderPath>>> left = new HashMap<>();

    Strays(Ledger ledger, Leg leg) {
        this.ledger = ledger;
        this.leg = leg;
    }

    /** A folder in which the item is still to be looked for, but for the one it goes to. */
    synchronized Optional<FolderPath> elsewhere(ItemKey key, FolderPath goesTo)
            throws MailboxException {
        Map<ItemKey, Set<FolderPath>> known = left.get(ReleasedCopies.Taker.of(key));
        if (known == null) {
            known = new HashMap<>();
            for (Map.Entry<ItemKey, Set<FolderPath>> one : ledger.pendingOn(leg, key).entrySet()) {
                known.put(one.getKey(), new HashSet<>(one.getValue()));
            }
            left.put(ReleasedCopies.Taker.of(key), known);
        }
        return known.getOrDefault(key, Set.of()).stream()
                .filter(folder -> !folder.equals(goesTo))
                .findFirst();
    }

    /** It is not in that folder. */
    synchronized void notIn(FolderPath folder, ItemKey key) {
        Map<ItemKey, Set<FolderPath>> known = left.get(ReleasedCopies.Taker.of(key));
        if (known != null && known.containsKey(key)) {
            known.get(key).remove(folder);
        }
    }
}
