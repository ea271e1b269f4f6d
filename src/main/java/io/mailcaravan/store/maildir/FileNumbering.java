package io.mailcaravan.store.maildir;

import io.mailcaravan.disk.PlainFiles;
import io.mailcaravan.mailbox.MailboxException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Gives the files of a folder their UIDs. */
interface FileNumbering {

    /** The folder as it is now, every file with a UID. */
    FolderView number(Path folder) throws IOException, MailboxException;

    /** UIDs of names, as a list has them. */
    static Optional<UidList> read(Path list, FileNames names, long[] uids) throws IOException {
        return UidList.read(
                list,
                (uid, key) -> {
                    int index = names.index(key);
                    if (index >= 0) {
                        uids[index] = uid;
                    }
                });
    }

    /** The indexes of the files that have no UID yet, by date of receipt, then name. */
    static int[] unnumbered(Path folder, FileNames names, long[] uids) throws IOException {
        int[] indexes = Arrays.stream(names.indexes()).filter(i -> uids[i] == 0).toArray();
        long[] dates = new long[indexes.length == 0 ? 0 : uids.length];
        for (int index : indexes) {
            dates[index] = date(folder, MessageFile.parse(names.name(index)));
        }
        IntSort.sort(
                indexes,
                (a, b) ->
                        dates[a] != dates[b]
                                ? Long.compare(dates[a], dates[b])
                                : names.key(a).compareTo(names.key(b)));
        return indexes;
    }

    /** In microseconds. */
    private static long date(Path folder, MessageFile file) throws IOException {
        if (file.ours()) {
            return TimeUnit.SECONDS.toMicros(file.nameDate().getEpochSecond());
        }
        try {
            return PlainFiles.look(file.in(folder)).lastModifiedTime().to(TimeUnit.MICROSECONDS);
        } catch (NoSuchFileException e) {
            // it has just gone or been renamed; any place will do
            return 0;
        }
    }

    /** Adds the files at these indexes to a list, and their UIDs to the array. */
    static UidList append(UidList list, FileNames names, int[] indexes, long[] uids)
            throws IOException {
        if (indexes.length == 0) {
            return list;
        }
        UidList longer = list.append(Arrays.stream(indexes).mapToObj(names::key).iterator());
        // from its end, as the list may have begun higher than was thought
        long uid = longer.uidNext() - indexes.length;
        for (int index : indexes) {
            uids[index] = uid++;
        }
        return longer;
    }
}
