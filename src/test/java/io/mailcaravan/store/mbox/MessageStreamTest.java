package io.mailcaravan.store.mbox;

import static io.mailcaravan.store.mbox.MboxFiles.FROM;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What it costs to give a message's bytes. */
class MessageStreamTest {

    @Test
    void longLineShouldBeReadFromTheFileOnce() throws Exception {
        byte[] file =
                (FROM + "Subject: x\n\n" + "x".repeat(8_000_000) + "\nend\n\n")
                        .getBytes(StandardCharsets.ISO_8859_1);
        InMemory channel = new InMemory(file);
        FileWindow window = new FileWindow(channel, file.length);
        StoredMessage message =
                StoredMessage.of(window, 0, file.length, false, MboxFormat.MBOXRD, false);
        channel.read = 0;
        byte[] bytes = new MessageStream(message).readAllBytes();
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .startsWith("Subject: x\r\n\r\nxxx")
                .endsWith("xxx\r\nend\r\n")
                .hasSize(8_000_000 + 14 + 7);
        assertThat(channel.read).isLessThan(2L * file.length);
    }

    /** Counts the bytes that are read. */
    private static final class InMemory extends FileChannel {
        private final byte[] bytes;
        private long read;

        InMemory(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read(ByteBuffer target, long position) {
            int count = (int) Math.min(target.remaining(), bytes.length - position);
            if (count <= 0) {
                return -1;
            }
            target.put(bytes, (int) position, count);
            read += count;
            return count;
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public int read(ByteBuffer target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer source) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel position(long newPosition) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel truncate(long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void force(boolean metaData) {}

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer source, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void implCloseChannel() throws IOException {}
    }
}
