package io.mailcaravan.store.maildir;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Files that a list of our own knows by another name: mbsync and OfflineIMAP add {@code ,U=7} to a
 * name and take it away again. What stands in front of the first comma is unique by maildir(5).
 * Where several files have it all the same, only the whole name tells.
 */
final class RenamedFiles {

    /** The only file without a UID that has this part; none where several have. */
    private static final int SEVERAL = -1;

    private final UidList list;
    private final FileNames names;
    private final long[] uids;
    private final Map<String, Integer> unnumbered = new HashMap<>();
    private final Set<String> told = new HashSet<>();

    private RenamedFiles(UidList list, FileNames names, long[] uids) {
        this.list = list;
        this.names = names;
        this.uids = uids;
    }

    /**
     * Gives them the UIDs that they have in the list.
     *
     * @param uids those that the list has for the names as they are
     */
    static void number(UidList list, FileNames names, long[] uids) throws IOException {
        if (list.uidNext() > 1) {
            new RenamedFiles(list, names, uids).number();
        }
    }

    private void number() throws IOException {
        for (int index : names.indexes()) {
            if (uids[index] == 0) {
                unnumbered.merge(part(index), index, (one, other) -> SEVERAL);
            }
        }
        if (unnumbered.isEmpty()) {
            return;
        }
        for (int index : names.indexes()) {
            if (uids[index] > 0) {
                String part = part(index);
                if (unnumbered.containsKey(part)) {
                    told.add(part);
                }
            }
        }
        // of several names that a file has had the last one counts
        UidList.read(list.file(), this::line);
    }

    private void line(long uid, String key) {
        String part = MessageFile.uniquePart(key);
        int index = unnumbered.getOrDefault(part, SEVERAL);
        if (index != SEVERAL && !told.contains(part)) {
            uids[index] = uid;
        }
    }

    private String part(int index) {
        return MessageFile.uniquePart(names.name(index).substring(MessageFile.DIRECTORY));
    }
}
