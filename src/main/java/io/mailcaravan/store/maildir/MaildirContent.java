package io.mailcaravan.store.maildir;

import io.mailcaravan.disk.LineEnds;
import io.mailcaravan.disk.PlainFiles;
import io.mailcaravan.mailbox.Content;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A message's bytes. Small ones are read at once; of a large one the file stays open, since a mail
 * program may rename or remove it meanwhile.
 */
final class MaildirContent implements Content {

    private final FileChannel channel;
    private final boolean addCrs;
    private final long size;

    private MaildirContent(FileChannel channel, boolean addCrs, long size) {
        this.channel = channel;
        this.addCrs = addCrs;
        this.size = size;
    }

    /**
     * @param threshold bytes from which on the content is not held in memory
     * @throws java.nio.file.NoSuchFileException when the file has gone or has another name by now
     * @throws UnreadableException when the file is compressed
     */
    static Content open(Path folder, MessageFile file, long threshold)
            throws IOException, UnreadableException {
        FileChannel channel = PlainFiles.read(file.in(folder));
        boolean keep = false;
        try {
            if (!file.ours()) {
                CompressionFormat.refuse(new Positioned(channel), file);
            }
            boolean asIs = file.ours() && file.fileSize().orElse(-1) == channel.size();
            if (channel.size() < Math.min(threshold, 1 << 30)) {
                return Content.of(bytes(channel, asIs));
            }
            long size = asIs ? channel.size() : crlfSize(channel);
            keep = true;
            return new MaildirContent(channel, size != channel.size(), size);
        } finally {
            if (!keep) {
                channel.close();
            }
        }
    }

    /** The bytes that a message of another program has with CRLF; reads the file. */
    static long crlfSize(Path file) throws IOException {
        try (FileChannel channel = PlainFiles.read(file)) {
            return crlfSize(channel);
        }
    }

    private static long crlfSize(FileChannel channel) throws IOException {
        LineEnds.Counter counter = new LineEnds.Counter(OutputStream.nullOutputStream());
        new Positioned(channel).transferTo(counter);
        return counter.crlfSize();
    }

    private static byte[] bytes(FileChannel channel, boolean asIs) throws IOException {
        byte[] bytes = new Positioned(channel).readAllBytes();
        if (asIs) {
            return bytes;
        }
        LineEnds.Counter counter = new LineEnds.Counter(OutputStream.nullOutputStream());
        counter.write(bytes, 0, bytes.length);
        if (counter.crlfSize() == bytes.length) {
            return bytes;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream((int) counter.crlfSize());
        new LineEnds.CrlfInputStream(new ByteArrayInputStream(bytes)).transferTo(out);
        return out.toByteArray();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream open() {
        InputStream in = new Positioned(channel);
        return addCrs ? new LineEnds.CrlfInputStream(in) : in;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a message's file", e);
        }
    }

    /** A reader with its own place in a shared file. */
    private static final class Positioned extends InputStream {
        private final FileChannel channel;
        private long position;

        Positioned(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = channel.read(ByteBuffer.wrap(target, offset, length), position);
            if (count > 0) {
                position += count;
            }
            return count;
        }
    }
}
