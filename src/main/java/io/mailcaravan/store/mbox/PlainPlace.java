package io.mailcaravan.store.mbox;

import io.mailcaravan.disk.NotPlainException;
import io.mailcaravan.disk.PlainFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Files in directories that their owner may replace by links after the mailbox was opened, whose
 * path was real.
 */
final class PlainPlace {

    private PlainPlace() {}

    /** Opens a regular file, which is where it was. */
    static FileChannel read(Path mbox) throws IOException {
        FileChannel channel = PlainFiles.read(mbox);
        boolean there = false;
        try {
            require(mbox);
            there = true;
            return channel;
        } finally {
            if (!there) {
                channel.close();
            }
        }
    }

    /**
     * @throws NotPlainException where a link is on the way to a file
     */
    static void require(Path mbox) throws IOException {
        Path parent = mbox.getParent();
        if (!parent.toRealPath().equals(parent)) {
            throw new NotPlainException(parent, "reached by a symbolic link now");
        }
    }
}
