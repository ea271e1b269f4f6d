package io.mailcaravan.imap;

import io.mailcaravan.mailbox.ItemHead;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Cuts windows into requests: a large message alone, the others together as long as the command
 * line stays short.
 */
final class ReadRequests {
    /** Exchange and old servers refuse lines of 8,000 and more. */
    private static final int LINE = 4_000;

    private final Iterator<List<ItemHead>> windows;
    private final long large;
    private final Deque<List<ItemHead>> waiting = new ArrayDeque<>();

    ReadRequests(Iterator<List<ItemHead>> windows, long large) {
        this.windows = windows;
        this.large = large;
    }

    boolean hasNext() {
        while (waiting.isEmpty() && windows.hasNext()) {
            cut(windows.next());
        }
        return !waiting.isEmpty();
    }

    /** Only after {@link #hasNext()} said yes. */
    boolean nextIsLarge() {
        return isLarge(waiting.element().get(0));
    }

    ReadRequest next() {
        return new ReadRequest(waiting.remove());
    }

    /** Asks for these again, each alone, before anything else. */
    void again(List<ItemHead> heads) {
        for (int i = heads.size() - 1; i >= 0; i--) {
            waiting.addFirst(List.of(heads.get(i)));
        }
    }

    private boolean isLarge(ItemHead head) {
        return head.size() >= large;
    }

    private void cut(List<ItemHead> window) {
        List<ItemHead> together = new ArrayList<>();
        int line = 0;
        long last = -1;
        for (ItemHead head : window) {
            long uid = head.uid().value();
            if (isLarge(head)) {
                add(together);
                together = new ArrayList<>();
                waiting.add(List.of(head));
                line = 0;
                last = -1;
                continue;
            }
            // a UID that follows the last one makes a range and costs nothing
            line += uid == last + 1 ? 0 : 2 * (Long.toString(uid).length() + 1);
            if (line > LINE) {
                add(together);
                together = new ArrayList<>();
                line = 0;
            }
            together.add(head);
            last = uid;
        }
        add(together);
    }

    private void add(List<ItemHead> heads) {
        if (!heads.isEmpty()) {
            waiting.add(heads);
        }
    }
}
