package io.mailcaravan.store.mbox;

import io.mailcaravan.disk.DurableFiles;
import io.mailcaravan.disk.FolderLock;
import io.mailcaravan.mailbox.ByteNames;
import io.mailcaravan.mailbox.Digest;
import java.nio.file.Path;
import java.util.HexFormat;

/** Names of what this store keeps beside a file, hidden by a dot in front. */
final class FilesBeside {

    /** Of a file's name, so that there is room for what comes behind. */
    private static final int LONGEST = 200;

    private FilesBeside() {}

    /** Taken by whoever of this program writes to the file, whatever layout the store has. */
    static Path lock(Path mbox) {
        return of(mbox, "." + FolderLock.FILE);
    }

    static Path of(Path mbox, String end) {
        String name = ByteNames.of(mbox);
        if (name.length() > LONGEST) {
            byte[] digest = Digest.begin().digest(DurableFiles.bytes(name));
            name = HexFormat.of().formatHex(digest, 0, 16);
        }
        return ByteNames.resolve(mbox.getParent(), "." + name + end);
    }
}
