package io.mailcaravan.mailbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bytes of an item, which can be read any number of times until closed. Small ones are in
 * memory, large ones in a spool file, so that memory does not grow with the message.
 */
public interface Content extends AutoCloseable {

    /** The exact number of bytes. */
    long size();

    /** A new stream from the first byte; the caller closes it. */
    InputStream open() throws IOException;

    /** Writes all bytes. */
    default void writeTo(OutputStream out) throws IOException {
        try (InputStream in = open()) {
            in.transferTo(out);
        }
    }

    /**
     * All bytes, to be read only, also after this is closed: a file's are mapped, so that it does
     * not have to fit into memory. For less than 2 GiB.
     */
    default ByteBuffer bytes() throws IOException {
        try (InputStream in = open()) {
            return ByteBuffer.wrap(in.readAllBytes()).asReadOnlyBuffer();
        }
    }

    /** Gives the memory or the spool file back; a second call does nothing. */
    @Override
    void close();

    /** Bytes that are in memory already; not copied. */
    static Content of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** A part of an array; not copied. */
    static Content of(byte[] bytes, int offset, int length) {
        return new Content() {
            @Override
            public long size() {
                return length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes, offset, length);
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public ByteBuffer bytes() {
                return ByteBuffer.wrap(bytes, offset, length).slice().asReadOnlyBuffer();
            }

            @Override
            public void close() {}
        };
    }

    /** A file that stays where it is when the content is closed. */
    static Content of(Path file) throws IOException {
        return new FileContent(file, Files.size(file), false);
    }

    /** A spool file, deleted when the content is closed. */
    static Content ofSpool(Path file) throws IOException {
        return new FileContent(file, Files.size(file), true);
    }

    /** Content in a file. */
    record FileContent(Path file, long size, boolean deleteOnClose) implements Content {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }

        @Override
        public ByteBuffer bytes() throws IOException {
            try (FileChannel channel = FileChannel.open(file)) {
                return channel.map(MapMode.READ_ONLY, 0, size);
            }
        }

        @Override
        public void close() {
            if (deleteOnClose) {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot delete the spool file " + file, e);
                }
            }
        }
    }
}
