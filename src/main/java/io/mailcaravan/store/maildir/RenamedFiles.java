package io.mailcaravan.store.maildir;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Files that a list of our own knows by another name: mbsync and OfflineIMAP add {@code ,U=7} to a
 * name and take it away again. What stands in front of the first comma is unique by maildir(5).
 * Where several files have it, or had it once, all the same, only the whole name tells, and a file
 * with another gets a new UID: so its message comes again, while the wrong UID would let the copy
 * of another message go.
 */
final class RenamedFiles {

    /** Not one file or UID of this part, but several. */
    private static final int SEVERAL = -1;

    private final UidList list;
    private final FileNames names;
    private final long[] uids;

    /** The files without a UID, by this part. */
    private final Map<String, Integer> unnumbered = new HashMap<>();

    /** The UIDs that names with this part have in the list, be they there or not. */
    private final Map<String, Long> listed = new HashMap<>();

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
        UidList.read(list.file(), this::line);
        listed.forEach(
                (part, uid) -> {
                    int index = unnumbered.get(part);
                    if (index != SEVERAL && uid != SEVERAL) {
                        uids[index] = uid;
                    }
                });
    }

    private void line(long uid, String key) {
        // that of a name which several files had is a path
        int slash = key.indexOf('/');
        String part = MessageFile.uniquePart(key.substring(slash + 1));
        if (unnumbered.containsKey(part)) {
            boolean others = slash >= 0 || names.index(key) >= 0;
            listed.merge(part, others ? SEVERAL : uid, (one, other) -> (long) SEVERAL);
        }
    }

    private String part(int index) {
        return MessageFile.uniquePart(names.name(index).substring(MessageFile.DIRECTORY));
    }
}
