package io.mailcaravan.store.maildir;

import io.mailcaravan.mailbox.MailboxException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Numbers a folder that may be written to: files that the list lacks get the next UIDs there,
 * whoever brought them.
 */
final class DestinationNumbering implements Numbering {

    private final FolderLock.Alive alive;

    DestinationNumbering(FolderLock.Alive alive) {
        this.alive = alive;
    }

    @Override
    public FolderView number(Path folder) throws IOException, MailboxException {
        try (FolderLock lock = FolderLock.take(folder.resolve(FolderLock.FILE), alive)) {
            FileNames names = FileNames.scan(folder);
            long[] uids = new long[names.size()];
            UidList list = readOrCreate(folder, names, uids);
            List<Integer> unnumbered = Numbering.unnumbered(folder, names, uids);
            list = Numbering.append(list, names, unnumbered, uids);
            return FolderView.of(list.uidValidity(), list.uidNext(), names, uids);
        }
    }

    private static UidList readOrCreate(Path folder, FileNames names, long[] uids)
            throws IOException {
        Path file = folder.resolve(UidList.FILE);
        var found = Numbering.read(file, names, uids);
        return found.isPresent() ? found.get() : UidList.create(file, Numbering.newUidValidity());
    }
}
