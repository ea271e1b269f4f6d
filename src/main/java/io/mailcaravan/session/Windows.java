package io.mailcaravan.session;

import io.mailcaravan.mailbox.ItemHead;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Cuts a list of heads into windows of bounded size. */
public final class Windows implements Iterator<List<ItemHead>> {

    /**
     * Keeps a command line of scattered UIDs below the 8,000 bytes that RFC 7162, 4 asks servers to
     * take.
     */
    private static final int MAX_ITEMS = 500;

    private final List<ItemHead> heads;
    private final long windowBytes;
    private int next;

    public Windows(List<ItemHead> heads, long windowBytes) {
        this.heads = heads;
        this.windowBytes = windowBytes;
    }

    @Override
    public boolean hasNext() {
        return next < heads.size();
    }

    @Override
    public List<ItemHead> next() {
        List<ItemHead> window = new ArrayList<>();
        long bytes = 0;
        while (hasNext()
                && window.size() < MAX_ITEMS
                && (window.isEmpty() || bytes < windowBytes)) {
            ItemHead head = heads.get(next++);
            bytes += head.size();
            window.add(head);
        }
        return window;
    }
}
