package io.mailcaravan.store.maildir;

import io.mailcaravan.disk.FolderLock;
import io.mailcaravan.mailbox.MailboxException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Numbers a folder that may be written to: files that the list lacks get the next UIDs there,
 * whoever brought them.
 */
final class DestinationNumbering implements FileNumbering {

    private final UidValidities validities;
    private final FolderLock.Alive alive;

    DestinationNumbering(UidValidities validities, FolderLock.Alive alive) {
        this.validities = validities;
        this.alive = alive;
    }

    @Override
    public FolderView number(Path folder) throws IOException, MailboxException {
        try (FolderLock lock = FolderLock.take(folder.resolve(FolderLock.FILE), alive)) {
            FileNames names = FileNames.scan(folder);
            long[] uids = new long[names.size()];
            UidList list = readOrCreate(folder, names, uids);
            list =
                    FileNumbering.append(
                            list, names, FileNumbering.unnumbered(folder, names, uids), uids);
            return FolderView.of(list.uidValidity(), list.uidNext(), names, uids);
        }
    }

    private UidList readOrCreate(Path folder, FileNames names, long[] uids)
            throws IOException, MailboxException {
        Path file = folder.resolve(UidList.FILE);
        var found = FileNumbering.read(file, names, uids);
        return found.isPresent() ? found.get() : UidList.create(file, validities.next());
    }
}
