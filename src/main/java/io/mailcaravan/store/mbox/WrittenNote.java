package io.mailcaravan.store.mbox;

import io.mailcaravan.disk.DurableFiles;
import io.mailcaravan.disk.PlainFiles;
import io.mailcaravan.mailbox.Digest;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What this program has written to a file, noted beside it when a batch is on the disk. A file that
 * is not as its note says was changed by somebody else, and nothing is added to it; what lies
 * behind the noted size while our lock is there is a batch that was never ended.
 *
 * @param size of the file, in bytes
 * @param last digest of its last bytes, in hexadecimal digits
 */
record WrittenNote(long size, String last) {

    private static final int DIGESTED = 64 << 10;

    private static final Pattern TEXT =
            Pattern.compile("caravan wrote (\\d{1,18}) bytes, the last ([0-9a-f]{64})\\s*");

    /** The note of a file; empty also for one that nobody can read. */
    static Optional<WrittenNote> read(Path mbox) throws IOException {
        try {
            Matcher note = TEXT.matcher(PlainFiles.text(path(mbox)));
            return note.matches()
                    ? Optional.of(new WrittenNote(Long.parseLong(note.group(1)), note.group(2)))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** What the note of a file is to say that has this size. */
    static WrittenNote of(FileChannel file, long size) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(DIGESTED, size));
        while (bytes.hasRemaining()) {
            if (file.read(bytes, size - bytes.remaining()) < 0) {
                throw new EOFException("the file has become shorter than " + size + " bytes");
            }
        }
        byte[] digest = Digest.begin().digest(bytes.array());
        return new WrittenNote(size, HexFormat.of().formatHex(digest));
    }

    /** Whether the file has what was written, whatever lies behind. */
    boolean fits(FileChannel file) throws IOException {
        return file.size() >= size && of(file, size).equals(this);
    }

    /** Durable when it returns. The caller has the file's lock. */
    void write(Path mbox) throws IOException {
        DurableFiles.replace(
                path(mbox), "caravan wrote %d bytes, the last %s\n".formatted(size, last));
    }

    private static Path path(Path mbox) {
        return FilesBeside.of(mbox, ".caravan");
    }
}
