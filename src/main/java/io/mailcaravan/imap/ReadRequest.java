package io.mailcaravan.imap;

import io.mailcaravan.mailbox.Item;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.UidSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One FETCH under way: which messages it still has to bring. */
final class ReadRequest {
    private final Map<Long, ItemHead> missing = new LinkedHashMap<>();
    private final List<Item> kept = new ArrayList<>();
    private final int size;
    private String tag;
    private ServerLine end;

    ReadRequest(List<ItemHead> heads) {
        heads.forEach(head -> missing.put(head.uid().value(), head));
        size = heads.size();
    }

    String uids() {
        return UidSet.of(missing.keySet().stream().mapToLong(uid -> uid).toArray()).toString();
    }

    ItemHead onlyHead() {
        return missing.values().iterator().next();
    }

    /** Whether it asks for one message only. */
    boolean isOfOne() {
        return size == 1;
    }

    /** Whether all has come. */
    boolean isDone() {
        return missing.isEmpty();
    }

    void sent(String tag) {
        this.tag = tag;
    }

    /** The head with this UID, if it is still missing here; it is no more. */
    ItemHead take(long uid) {
        return missing.remove(uid);
    }

    /** Keeps an item until its turn. */
    void keep(Item item) {
        kept.add(item);
    }

    /** The items kept, which are the caller's now. */
    List<Item> kept() {
        List<Item> items = List.copyOf(kept);
        kept.clear();
        return items;
    }

    /** Whether this tagged answer is this request's. */
    boolean ends(ServerLine line) {
        if (!line.getTag().equals(tag)) {
            return false;
        }
        end = line;
        return true;
    }

    boolean ended() {
        return end != null;
    }

    ServerLine end() {
        return end;
    }

    /** What to ask for again, one by one; a message asked for alone has had its chance. */
    List<ItemHead> missing() {
        return size == 1 ? List.of() : List.copyOf(missing.values());
    }

    void close() {
        kept.forEach(item -> item.content().close());
    }
}
