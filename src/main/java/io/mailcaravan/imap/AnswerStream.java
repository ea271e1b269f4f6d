package io.mailcaravan.imap;

import io.mailcaravan.mailbox.Content;
import io.mailcaravan.mailbox.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.angus.mail.iap.ByteArray;
import org.eclipse.angus.mail.iap.ResponseInputStream;

/**
 * Cuts what a server sends into responses, each in an array of its own that its content can stay
 * in. Angus's own stream takes a lock for each byte of a line, and reads 2 KiB at a time.
 *
 * <p>Whatever the server sends, a response takes no more than {@link #MOST} bytes of memory: large
 * literals go to spool files, an endless line is an error. Messages go to memory that is used
 * again.
 */
final class AnswerStream extends ResponseInputStream {
    private static final int BUFFER = 64 * 1024;

    /**
     * Bytes of a response in memory. SEARCH tells a million UIDs in one line of 11 MB at most, and
     * no other answer is that long.
     */
    static final int MOST = 12 << 20;

    /** Room behind a literal for what usually follows it. */
    private static final int TAIL = 32;

    /** What stands in the response for a literal that is kept elsewhere. */
    private static final byte[] EMPTY_LITERAL = "{0}\r\n".getBytes(StandardCharsets.US_ASCII);

    /** What a literal follows that is the whole of a message. */
    private static final byte[] BODY = "BODY[] ".getBytes(StandardCharsets.US_ASCII);

    /** The disk, not the connection, has failed. */
    static final class SpoolFailure extends IOException {
        private static final long serialVersionUID = 1;

        private final long needed;

        SpoolFailure(long needed, IOException cause) {
            super(cause);
            this.needed = needed;
        }

        /** Bytes that there was no room for. */
        long needed() {
            return needed;
        }
    }

    private final InputStream in;
    private final Spool spool;
    private final CommandPatience patience;
    private final ContentMemory memory = ContentMemory.shared();
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    private Map<Integer, SpooledLiteral> spooled = Map.of();

    AnswerStream(InputStream in, Spool spool, CommandPatience patience) {
        super(InputStream.nullInputStream());
        this.in = in;
        this.spool = spool;
        this.patience = patience;
    }

    /** One response with its literals, up to the CRLF of its last line. */
    @Override
    public ByteArray readResponse(ByteArray unused) throws IOException {
        byte[] answer = new byte[0];
        int count = 0;
        int kept = 0;
        while (true) {
            int line = count;
            do {
                if (at == end) {
                    fill();
                }
                int part = lineEnd() - at;
                if (count + part > MOST) {
                    throw new IOException(
                            "the server sends a line of more than " + MOST + " bytes");
                }
                answer = withRoom(answer, count + part);
                System.arraycopy(buffer, at, answer, count, part);
                at += part;
                count += part;
            } while (!endsLine(answer, line, count));
            int literal = literal(answer, line, count);
            if (literal < 0) {
                return new ByteArray(answer, 0, count);
            }
            boolean large = literal >= spool.threshold() || kept + count + literal > MOST / 2;
            if (large || (ContentMemory.takes(literal) && isBody(answer, line, count))) {
                count = brace(answer, count);
                if (spooled.isEmpty()) {
                    spooled = new HashMap<>();
                }
                spooled.put(count, large ? toSpool(literal) : toMemory(literal));
                kept += large ? 0 : literal;
                answer = withRoom(answer, count + EMPTY_LITERAL.length);
                System.arraycopy(EMPTY_LITERAL, 0, answer, count, EMPTY_LITERAL.length);
                count += EMPTY_LITERAL.length;
                continue;
            }
            answer = Arrays.copyOf(answer, Math.addExact(count, literal + TAIL));
            readFully(answer, count, literal);
            count += literal;
        }
    }

    /**
     * The literals of the last response that are kept elsewhere, by the place of their brace in it.
     */
    Map<Integer, SpooledLiteral> takeSpooled() {
        Map<Integer, SpooledLiteral> taken = spooled;
        spooled = Map.of();
        return taken;
    }

    private SpooledLiteral toMemory(int length) throws IOException {
        byte[] array = memory.array(length);
        readFully(array, 0, length);
        return new SpooledLiteral(memory.content(array, length));
    }

    private SpooledLiteral toSpool(int length) throws IOException {
        Path file = null;
        boolean done = false;
        try {
            file = newFile(length);
            try (OutputStream out = Files.newOutputStream(file)) {
                int left = length;
                while (left > 0) {
                    if (at == end) {
                        fill();
                    }
                    int part = Math.min(end - at, left);
                    write(out, part);
                    at += part;
                    left -= part;
                }
            }
            done = true;
            return new SpooledLiteral(Content.ofSpool(file));
        } finally {
            if (!done) {
                takeSpooled().values().forEach(SpooledLiteral::discard);
                if (file != null) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private Path newFile(int length) throws SpoolFailure {
        try {
            return spool.newFile();
        } catch (IOException e) {
            throw new SpoolFailure(length, e);
        }
    }

    private void write(OutputStream out, int length) throws SpoolFailure {
        try {
            out.write(buffer, at, length);
        } catch (IOException e) {
            throw new SpoolFailure(length, e);
        }
    }

    @Override
    public int available() {
        try {
            return end - at + in.available();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Behind the next LF, or where the buffer ends. */
    private int lineEnd() {
        for (int i = at; i < end; i++) {
            if (buffer[i] == '\n') {
                return i + 1;
            }
        }
        return end;
    }

    private static boolean endsLine(byte[] answer, int line, int count) {
        return count - line >= 2 && answer[count - 1] == '\n' && answer[count - 2] == '\r';
    }

    /** How many bytes the line announces by <code>{n}</code> at its end; -1 for none. */
    private static int literal(byte[] answer, int line, int count) throws IOException {
        int i = count - 3;
        if (i < line || answer[i] != '}') {
            return -1;
        }
        long size = 0;
        long unit = 1;
        for (i--; i >= line && answer[i] >= '0' && answer[i] <= '9'; i--) {
            size += unit * (answer[i] - '0');
            unit *= 10;
            if (size > Integer.MAX_VALUE / 2) {
                throw new IOException("the server announces " + size + " bytes in one piece");
            }
        }
        return unit > 1 && i >= line && answer[i] == '{' ? (int) size : -1;
    }

    /** Where the literal at the end of the line begins. */
    private static int brace(byte[] answer, int count) {
        int brace = count - 1;
        while (answer[brace] != '{') {
            brace--;
        }
        return brace;
    }

    /** Whether the literal at the end of the line is a message, and not a name, for example. */
    private static boolean isBody(byte[] answer, int line, int count) {
        int from = brace(answer, count) - BODY.length;
        return from >= line
                && Arrays.equals(answer, from, from + BODY.length, BODY, 0, BODY.length);
    }

    private void readFully(byte[] to, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            if (at < end) {
                int part = Math.min(end - at, length - done);
                System.arraycopy(buffer, at, to, offset + done, part);
                at += part;
                done += part;
            } else if (length - done >= BUFFER) {
                done += read(to, offset + done, length - done);
            } else {
                fill();
            }
        }
    }

    private void fill() throws IOException {
        at = 0;
        end = 0;
        end = read(buffer, 0, BUFFER);
    }

    private int read(byte[] to, int offset, int length) throws IOException {
        long start = System.nanoTime();
        int count = some(in.read(to, offset, length));
        patience.came(count, System.nanoTime() - start);
        return count;
    }

    private static int some(int count) throws IOException {
        if (count < 0) {
            throw new IOException("the server closed the connection");
        }
        return count;
    }

    private static byte[] withRoom(byte[] bytes, int size) {
        return size <= bytes.length
                ? bytes
                : Arrays.copyOf(bytes, bytes.length == 0 ? size : Math.max(size, 2 * bytes.length));
    }
}
