package io.mailcaravan.convert.mime;

import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Spool;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Collects a content: in memory up to the spool's threshold, in a file beyond. */
final class SpoolStream extends OutputStream {

    private final Spool spool;
    private ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private Path file;
    private OutputStream toFile;

    SpoolStream(Spool spool) {
        this.spool = spool;
    }

    @Override
    public void write(int b) throws IOException {
        target(1).write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        target(length).write(bytes, offset, length);
    }

    private OutputStream target(int more) throws IOException {
        if (toFile == null && memory.size() + (long) more >= spool.threshold()) {
            file = spool.newFile();
            toFile = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
            memory.writeTo(toFile);
            memory = null;
        }
        return toFile == null ? memory : toFile;
    }

    @Override
    public void close() throws IOException {
        if (toFile != null) {
            toFile.close();
        }
    }

    /** What was written; after {@link #close()}. */
    Content content() throws IOException {
        return file == null ? Content.of(memory.toByteArray()) : Content.ofSpool(file);
    }

    /** Gives the file back; after {@link #close()}. */
    void discard() throws IOException {
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}
