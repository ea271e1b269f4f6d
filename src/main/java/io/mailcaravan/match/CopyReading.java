package io.mailcaravan.match;

import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.ItemHead;
import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.MailboxSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads rows of a table whole, in windows; what was read is remembered, but not its content. */
final class CopyReading {

    private static final int WINDOW_ITEMS = 500;
    private static final long WINDOW_BYTES = 8 << 20;

    private final MailboxSession session;
    private final FolderPath folder;
    private final CopyTable table;
    private final Map<Integer, Copy> read;

    /**
     * @param read what was read so far
     */
    CopyReading(
            MailboxSession session, FolderPath folder, CopyTable table, Map<Integer, Copy> read) {
        this.session = session;
        this.folder = folder;
        this.table = table;
        this.read = read;
    }

    /** Takes content while it is there. */
    @FunctionalInterface
    interface Sink {
        void accept(int row, Copy copy, Content content) throws MailboxException;
    }

    /** Null where it was not read, or is gone. */
    Copy copy(int row) {
        return read.get(row);
    }

    boolean isRead(int row) {
        return read.containsKey(row);
    }

    /** Reads rows; those that are gone are somebody else's from now on. */
    void read(Collection<Integer> rows, Sink sink) throws MailboxException {
        if (rows.isEmpty()) {
            return;
        }
        Map<Long, Integer> byUid = new HashMap<>();
        List<List<ItemHead>> windows = windows(rows, byUid);
        read(windows, byUid, sink);
        if (rows.size() > 1) {
            // some servers deliver an item alone, but not in a set
            for (int row : List.copyOf(byUid.values())) {
                read(windows(List.of(row), byUid), byUid, sink);
            }
        }
        byUid.values().forEach(table::take);
    }

    private List<List<ItemHead>> windows(Collection<Integer> rows, Map<Long, Integer> byUid) {
        List<List<ItemHead>> windows = new ArrayList<>();
        List<ItemHead> window = new ArrayList<>();
        long bytes = 0;
        for (int row : rows.stream().sorted().toList()) {
            ItemHead head =
                    new ItemHead(table.uid(row), Flags.NONE, Instant.EPOCH, table.size(row));
            byUid.put(head.uid().value(), row);
            if (window.size() == WINDOW_ITEMS
                    || (!window.isEmpty() && bytes + head.size() > WINDOW_BYTES)) {
                windows.add(window);
                window = new ArrayList<>();
                bytes = 0;
            }
            window.add(head);
            bytes += head.size();
        }
        windows.add(window);
        return windows;
    }

    private void read(List<List<ItemHead>> windows, Map<Long, Integer> byUid, Sink sink)
            throws MailboxException {
        session.read(
                folder,
                windows.iterator(),
                item -> {
                    try (Content content = item.content()) {
                        Integer row = byUid.remove(item.head().uid().value());
                        if (row != null) {
                            Copy copy =
                                    new Copy(
                                            ContentReading.digest(content),
                                            content.size(),
                                            item.head().flags());
                            read.put(row, copy);
                            sink.accept(row, copy, content);
                        }
                    }
                });
    }

    /** It is somebody's, so nothing need be remembered. */
    void forget(int row) {
        read.remove(row);
    }
}
