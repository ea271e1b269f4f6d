package io.mailcaravan.pass;

import io.mailcaravan.mailbox.ChangeCursor;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.mailbox.ItemChange;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import io.mailcaravan.mailbox.Places;
import io.mailcaravan.mailbox.StoreCapability;
import io.mailcaravan.mailbox.Uid;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a source tells of items that were there at the checkpoint, so that nothing has to be listed
 * for it.
 *
 * @param flags that items have now
 * @param places in which they lie now
 * @param contents of which items have changed
 */
record ToldChanges(
        SortedMap<Uid, Flags> flags,
        SortedMap<Uid, Places> places,
        SortedMap<Uid, ItemHead> contents) {

    /**
     * Asks the source.
     *
     * @param next above all items that were there
     * @return empty where it cannot tell all, so that only a list does
     */
    static Optional<ToldChanges> ask(
            MailboxSession session, FolderStatus now, Collection<ChangeCursor> since, Uid next)
            throws MailboxException {
        boolean can =
                !since.isEmpty()
                        && now.cursor().isPresent()
                        && session.capabilities().contains(StoreCapability.CHANGES);
        if (!can) {
            return Optional.empty();
        }
        ToldChanges told = new ToldChanges(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        for (ChangeCursor cursor : next.equals(Uid.MIN) ? List.<ChangeCursor>of() : since) {
            if (!session.changes(now.path(), cursor, change -> told.add(change, next))) {
                return Optional.empty();
            }
        }
        return Optional.of(told);
    }

    private void add(ItemChange change, Uid next) {
        if (change.uid().compareTo(next) >= 0) {
            return;
        }
        switch (change) {
            case ItemChange.NewFlags(Uid uid, Flags now) -> flags.put(uid, now);
            case ItemChange.NewPlaces(Uid uid, Places now) -> places.put(uid, now);
            case ItemChange.NewContent(ItemHead head) -> contents.put(head.uid(), head);
            case ItemChange.Gone gone -> {
                flags.remove(gone.uid());
                places.remove(gone.uid());
                contents.remove(gone.uid());
            }
        }
    }
}
