package io.mailcaravan.store.mbox;

import io.mailcaravan.mailbox.Content;
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

    private MboxContent(FileChannel channel, StoredMessage message, long size) {
        this.channel = channel;
        this.message = message;
        this.size = size;
    }

    /**
     * @param channel closed with the content
     * @param size bytes of the message
     * @param threshold bytes from which on it is not held in memory
     */
    static Content of(FileChannel channel, StoredMessage message, long size, long threshold)
            throws IOException {
        long inFile = message.end() - message.head().begin();
        if (Math.max(size, inFile) >= Math.min(threshold, 1 << 30)) {
            return new MboxContent(channel, message, size);
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
        return new MessageStream(
                new StoredMessage(
                        own, message.head(), message.end(), message.format(), message.takeout()));
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
