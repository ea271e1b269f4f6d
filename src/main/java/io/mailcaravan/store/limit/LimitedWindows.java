package io.mailcaravan.store.limit;

import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Windows of items to read, up to the item that the allowance has no room for. */
final class LimitedWindows implements Iterator<List<ItemHead>> {

    private final Iterator<List<ItemHead>> windows;
    private final Allowance allowance;
    private List<ItemHead> next;
    private volatile MailboxException refused;

    LimitedWindows(Iterator<List<ItemHead>> windows, Allowance allowance) {
        this.windows = windows;
        this.allowance = allowance;
    }

    @Override
    public boolean hasNext() {
        if (next == null && refused == null && windows.hasNext()) {
            next = allowed(windows.next());
        }
        return next != null;
    }

    private List<ItemHead> allowed(List<ItemHead> window) {
        List<ItemHead> allowed = new ArrayList<>(window.size());
        try {
            for (ItemHead head : window) {
                allowance.take(head.size());
                allowed.add(head);
            }
        } catch (MailboxException e) {
            refused = e;
        }
        return allowed.isEmpty() ? null : allowed;
    }

    @Override
    public List<ItemHead> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        List<ItemHead> window = next;
        next = null;
        return window;
    }

    /**
     * To be called when all was read.
     *
     * @throws MailboxException why that was not all
     */
    void end() throws MailboxException {
        if (refused != null) {
            throw refused;
        }
    }
}
