package io.mailcaravan.store.gmail;

import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.Uid;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Windows on their way to IMAP, which delivers messages without what only labels say: that comes
 * from the heads that were asked for.
 */
final class ReadHeads implements Iterator<List<ItemHead>> {

    private static final Flags IMPORTANT =
            new Flags(Set.of(), Set.of(GmailLabels.IMPORTANT_KEYWORD));

    private final Iterator<List<ItemHead>> windows;
    private final Map<Uid, ItemHead> asked = new HashMap<>();

    ReadHeads(Iterator<List<ItemHead>> windows) {
        this.windows = windows;
    }

    @Override
    public boolean hasNext() {
        return windows.hasNext();
    }

    @Override
    public List<ItemHead> next() {
        List<ItemHead> window = windows.next();
        for (ItemHead head : window) {
            asked.put(head.uid(), head);
        }
        return window;
    }

    /** The item with its places, and {@code $Important} if it is. */
    Item complete(Item item) {
        ItemHead head = asked.remove(item.head().uid());
        if (head == null) {
            return item;
        }
        Flags flags = item.head().flags().without(IMPORTANT);
        boolean important = head.flags().keywords().contains(GmailLabels.IMPORTANT_KEYWORD);
        return new Item(
                item.head().with(important ? flags.with(IMPORTANT) : flags).with(head.places()),
                item.content());
    }
}
