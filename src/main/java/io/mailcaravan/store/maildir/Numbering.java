package io.mailcaravan.store.maildir;

import io.mailcaravan.mailbox.MailboxException;
import io.mailcaravan.mailbox.UidValidity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Gives the files of a folder their UIDs. */
interface Numbering {

    /** The folder as it is now, every file with a UID. */
    FolderView number(Path folder) throws IOException, MailboxException;

    /** UIDs of names, as a list has them. */
    static Optional<UidList> read(Path list, FileNames names, long[] uids) throws IOException {
        return UidList.read(
                list,
                (uid, base) -> {
                    int index = names.index(base);
                    if (index >= 0) {
                        uids[index] = uid;
                    }
                });
    }

    /** The indexes of the files that have no UID yet, by date of receipt, then name. */
    static List<Integer> unnumbered(Path folder, FileNames names, long[] uids) throws IOException {
        record Found(Instant date, int index) {}
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < uids.length; i++) {
            if (uids[i] == 0) {
                MessageFile file = MessageFile.parse(names.name(i));
                found.add(new Found(date(folder, file), i));
            }
        }
        // names are sorted, and the sort is stable
        found.sort(Comparator.comparing(Found::date));
        return found.stream().map(Found::index).toList();
    }

    private static Instant date(Path folder, MessageFile file) throws IOException {
        if (file.ours()) {
            return file.nameDate();
        }
        try {
            return Files.getLastModifiedTime(folder.resolve(file.relative())).toInstant();
        } catch (NoSuchFileException e) {
            // it has just gone or been renamed; any place will do
            return Instant.EPOCH;
        }
    }

    /** Adds the files at these indexes to a list, and their UIDs to the array. */
    static UidList append(UidList list, FileNames names, List<Integer> indexes, long[] uids)
            throws IOException {
        if (indexes.isEmpty()) {
            return list;
        }
        List<String> bases =
                indexes.stream().map(i -> MessageFile.parse(names.name(i)).base()).toList();
        UidList longer = list.append(bases);
        long uid = list.uidNext();
        for (int index : indexes) {
            uids[index] = uid++;
        }
        return longer;
    }

    /** A UIDVALIDITY for a new folder: the time, and so higher than an earlier folder's. */
    static UidValidity newUidValidity() {
        return new UidValidity(Instant.now().getEpochSecond());
    }
}
