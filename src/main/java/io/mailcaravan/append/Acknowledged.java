package io.mailcaravan.append;

import io.mailcaravan.mailbox.FolderPath;
import io.mailcaravan.mailbox.FolderStatus;
import io.mailcaravan.pass.Shortfall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a destination has acknowledged in a pass, folder by folder, and where those stood before: an
 * OK is no evidence that a message is there. Any thread may use it.
 */
final class Acknowledged {

    /**
     * @param located those whose UID is known
     * @param others may be one with another message, where a destination makes equal ones one
     */
    record Messages(long located, long others) {
        static final Messages NONE = new Messages(0, 0);

        Messages with(boolean isLocated) {
            return isLocated
                    ? new Messages(located + 1, others)
                    : new Messages(located, others + 1);
        }

        Messages with(Messages more) {
            return new Messages(located + more.located, others + more.others);
        }
    }

    private final Map<FolderPath, Count> counts = new HashMap<>();

    private static final class Count {
        private final FolderStatus before;
        private Messages appended = Messages.NONE;
        private long removed;

        Count(FolderStatus before) {
            this.before = before;
        }
    }

    /** So a folder stands before something is appended to it; what was said first counts. */
    synchronized void stood(FolderStatus before) {
        counts.putIfAbsent(before.path(), new Count(before));
    }

    /** So many more messages are said to be there. */
    synchronized void appended(FolderPath folder, Messages messages) {
        Count count = counts.get(folder);
        if (count != null) {
            count.appended = count.appended.with(messages);
        }
    }

    /** So many are to be gone. */
    synchronized void removed(FolderPath folder, long messages) {
        Count count = counts.get(folder);
        if (count != null) {
            count.removed += messages;
        }
    }

    /** Folders that have got something. */
    synchronized List<FolderPath> folders() {
        return counts.entrySet().stream()
                .filter(entry -> !entry.getValue().appended.equals(Messages.NONE))
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Those folders that announce too little.
     *
     * @param mayMerge whether equal messages may be one there
     */
    synchronized List<Shortfall> compare(Map<FolderPath, FolderStatus> now, boolean mayMerge) {
        List<Shortfall> found = new ArrayList<>();
        now.forEach(
                (path, status) -> {
                    Count count = counts.get(path);
                    long appended =
                            count.appended.located() + (mayMerge ? 0 : count.appended.others());
                    Shortfall shortfall =
                            new Shortfall(count.before, status, appended, count.removed);
                    if (shortfall.isOne()) {
                        found.add(shortfall);
                    }
                });
        return found;
    }
}
