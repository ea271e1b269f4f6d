package io.mailcaravan.disk;

import io.mailcaravan.mailbox.ByteNames;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Something lies where a file or a directory of a Maildir should be, and is none: a symbolic link,
 * a directory, a pipe. It is not opened: a link leads elsewhere, a pipe never ends.
 */
public final class NotPlainException extends IOException {

    private static final long serialVersionUID = 1;

    /**
     * @param what it is: {@code a symbolic link}
     */
    public NotPlainException(Path path, String what) {
        super(ByteNames.printable(ByteNames.ofAll(path)) + " is " + what);
    }
}
