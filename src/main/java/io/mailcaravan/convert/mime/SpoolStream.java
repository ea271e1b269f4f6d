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
public final class SpoolStream extends OutputStream {

    /** Writes what is to be collected. */
    @FunctionalInterface
    public interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private final Spool spool;
    private ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private Path file;
    private OutputStream toFile;

    SpoolStream(Spool spool) {
        this.spool = spool;
    }

    /** What was written, for the caller to close; nothing stays behind where it fails. */
    public static Content collect(Spool spool, Writing writing) throws IOException {
        SpoolStream out = new SpoolStream(spool);
        Content content = null;
        try {
            writing.to(out);
            out.close();
            content = out.content();
            return content;
        } finally {
            if (content == null) {
                out.close();
                out.discard();
            }
        }
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
