package io.mailcaravan.store.eml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** A file on disk, which fails at its end if somebody wrote to it meanwhile. */
final class TreeStream extends CheckedStream {

    private final Path path;
    private final String stamp;

    /**
     * @param stamp the file's before it was opened
     */
    TreeStream(InputStream in, Path path, String stamp) {
        super(in);
        this.path = path;
        this.stamp = stamp;
    }

    @Override
    void passed(byte[] bytes, int offset, int length) {
        // only the file's own times tell
    }

    @Override
    void end() throws IOException {
        if (!EmlTree.stamp(path).equals(stamp)) {
            throw new IOException("it was changed while it was read");
        }
    }
}
