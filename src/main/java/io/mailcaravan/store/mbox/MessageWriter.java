package io.mailcaravan.store.mbox;

import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Flags;
import io.mailcaravan.mailbox.Item;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.CRC32;

/** Writes a message as it stands in a file. */
final class MessageWriter {

    /** Larger ones are read several times instead of being held. */
    private static final int IN_MEMORY = 1 << 20;

    private static final int BUFFER = 16 << 10;

    /** Years have four digits there. */
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant BEHIND = Instant.parse("+10000-01-01T00:00:00Z");

    private final MboxFormat format;

    MessageWriter(MboxFormat format) {
        this.format = format;
    }

    /** Its {@code From } line, the fields of the file, the message, and an empty line. */
    void write(Item item, OutputStream out) throws IOException {
        Content content = item.content();
        boolean crlf = isCrlf(content);
        boolean quote = format != MboxFormat.MBOXCL2;
        Counting counting =
                new Counting(
                        content.size() <= IN_MEMORY
                                ? new ByteArrayOutputStream((int) content.size() + 64)
                                : OutputStream.nullOutputStream());
        copy(content, counting, crlf, quote);
        Flags flags = item.head().flags();
        String fields = StorageFields.lines(flags);
        if (format == MboxFormat.MBOXCL2) {
            fields +=
                    "Content-Length: " + Math.max(0, counting.bytes - header(content, crlf)) + "\n";
        }
        int lines = 1 + (int) fields.chars().filter(c -> c == '\n').count();
        StoredNote note =
                new StoredNote(
                        lines,
                        counting.bytes,
                        content.size(),
                        (int) counting.crc32.getValue(),
                        crlf,
                        quote);
        out.write(latin1(FromLine.of(received(item)) + note.line() + fields));
        if (counting.out instanceof ByteArrayOutputStream held) {
            held.writeTo(out);
        } else {
            copy(content, out, crlf, quote);
        }
        out.write(latin1(counting.bytes == 0 || counting.last == '\n' ? "\n" : "\n\n"));
    }

    /** What no store has dated, or no {@code From } line can say, is dated by its arrival. */
    private static Instant received(Item item) {
        Instant date = item.head().internalDate();
        return item.head().hasDate() && !date.isBefore(FIRST) && date.isBefore(BEHIND)
                ? date
                : Instant.now();
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether each LF has a CR before it, and each CR a LF behind it. */
    private static boolean isCrlf(Content content) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int last = 0;
        try (InputStream in = content.open()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    if ((buffer[i] == '\n') != (last == '\r')) {
                        return false;
                    }
                    last = buffer[i];
                }
            }
        }
        return last != '\r';
    }

    /** Bytes in the file up to the end of the empty line behind the header. */
    private static long header(Content content, boolean crlf) throws IOException {
        try (InputStream in = new BufferedInputStream(content.open())) {
            long bytes = 0;
            boolean empty = true;
            for (int b = in.read(); b >= 0; b = in.read()) {
                bytes += b == '\r' && crlf ? 0 : 1;
                if (b == '\n' && empty) {
                    break;
                }
                empty = b == '\n' || (b == '\r' && empty);
            }
            return bytes;
        }
    }

    private static void copy(Content content, OutputStream out, boolean crlf, boolean quote)
            throws IOException {
        byte[] buffer = new byte[BUFFER];
        long all = 0;
        Quoting quoting = new Quoting(out, quote);
        try (InputStream in = content.open()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                all += read;
                for (int i = 0; i < read; i++) {
                    if (buffer[i] != '\r' || !crlf) {
                        quoting.write(buffer[i]);
                    }
                }
            }
        }
        quoting.close();
        if (all != content.size()) {
            throw new IOException("a message of " + content.size() + " bytes gave " + all);
        }
    }

    /** Puts a {@code >} before each line of {@code >*From }. */
    private static final class Quoting {
        private final OutputStream out;
        private final boolean quote;
        private final byte[] buffer = new byte[BUFFER];
        private int length;
        private boolean undecided = true;
        private long marks;
        private int matched;

        Quoting(OutputStream out, boolean quote) {
            this.out = out;
            this.quote = quote;
        }

        void write(byte b) throws IOException {
            if (undecided) {
                if (b == '>' && matched == 0) {
                    marks++;
                    return;
                }
                if (b == FromLine.START.charAt(matched)) {
                    matched++;
                    if (matched == FromLine.START.length()) {
                        marks += quote ? 1 : 0;
                        decide();
                    }
                    return;
                }
                decide();
            }
            put(b);
            undecided = b == '\n';
        }

        /** Writes what was held back of a line's beginning. */
        private void decide() throws IOException {
            for (; marks > 0; marks--) {
                put((byte) '>');
            }
            for (int i = 0; i < matched; i++) {
                put((byte) FromLine.START.charAt(i));
            }
            matched = 0;
            undecided = false;
        }

        private void put(byte b) throws IOException {
            if (length == buffer.length) {
                flush();
            }
            buffer[length++] = b;
        }

        private void flush() throws IOException {
            out.write(buffer, 0, length);
            length = 0;
        }

        /** Writes all that is left. */
        void close() throws IOException {
            decide();
            flush();
        }
    }

    /** Counts what passes. */
    private static final class Counting extends OutputStream {
        private final OutputStream out;
        private final CRC32 crc32 = new CRC32();
        private long bytes;
        private int last;

        Counting(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            out.write(buffer, offset, length);
            crc32.update(buffer, offset, length);
            bytes += length;
            last = length == 0 ? last : buffer[offset + length - 1];
        }
    }
}
