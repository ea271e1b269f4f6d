package io.mailcaravan.store.mbox;

import io.mailcaravan.mailbox.Content;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;

/**
 * The bytes of a large message, read from the file each time; the file stays open, since its owner
 * may put another in its place meanwhile.
 */
final class MboxContent implements Content {

    private final FileChannel channel;
    private final StoredMessage message;
    private final long size;
    private final Check check;

    private MboxContent(FileChannel channel, StoredMessage message, long size, Check check) {
        this.channel = channel;
        this.message = message;
        this.size = size;
        this.check = check;
    }

    /** Throws where the file was changed since it was opened. */
    @FunctionalInterface
    interface Check {
        void unchanged() throws IOException;
    }

    /**
     * @param channel closed with the content
     * @param size bytes of the message
     * @param threshold bytes from which on it is not held in memory
     * @param check made at the end of each stream from the file
     */
    static Content of(
            FileChannel channel, StoredMessage message, long size, long threshold, Check check)
            throws IOException {
        long inFile = message.end() - message.head().begin();
        if (Math.max(size, inFile) >= Math.min(threshold, 1 << 30)) {
            return new MboxContent(channel, message, size, check);
        }
        try (channel) {
            return Content.of(new MessageStream(message).readNBytes((int) size + 1));
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream open() {
        FileWindow own = new FileWindow(channel, message.file().limit());
        return new Checked(
                new MessageStream(
                        new StoredMessage(
                                own,
                                message.head(),
                                message.end(),
                                message.format(),
                                message.takeout())));
    }

    /** Makes the check when all bytes were read, and before the reader has the last of them. */
    private final class Checked extends FilterInputStream {
        private long left = size;

        Checked(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            took(b < 0 ? -1 : 1);
            return b;
        }

        @Override
        public int read(byte[] target, int from, int count) throws IOException {
            int read = in.read(target, from, count);
            took(read);
            return read;
        }

        private void took(int read) throws IOException {
            left -= Math.max(0, read);
            if (read < 0 || left <= 0) {
                check.unchanged();
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a file of messages", e);
        }
    }
}
