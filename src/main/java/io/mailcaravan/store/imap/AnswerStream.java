package io.mailcaravan.store.imap;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.eclipse.angus.mail.iap.ByteArray;
import org.eclipse.angus.mail.iap.ResponseInputStream;

/**
 * Cuts what a server sends into responses, each in an array of its own that its content can stay
 * in. Angus's own stream takes a lock for each byte of a line, and reads 2 KiB at a time.
 */
final class AnswerStream extends ResponseInputStream {
    private static final int BUFFER = 64 * 1024;

    /** Room behind a literal for what usually follows it. */
    private static final int TAIL = 32;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;

    AnswerStream(InputStream in) {
        super(InputStream.nullInputStream());
        this.in = in;
    }

    /** One response with its literals, up to the CRLF of its last line. */
    @Override
    public ByteArray readResponse(ByteArray unused) throws IOException {
        byte[] answer = new byte[0];
        int count = 0;
        while (true) {
            int line = count;
            do {
                if (at == end) {
                    fill();
                }
                int part = lineEnd() - at;
                answer = withRoom(answer, count + part);
                System.arraycopy(buffer, at, answer, count, part);
                at += part;
                count += part;
            } while (!endsLine(answer, line, count));
            int literal = literal(answer, line, count);
            if (literal < 0) {
                return new ByteArray(answer, 0, count);
            }
            answer = Arrays.copyOf(answer, Math.addExact(count, literal + TAIL));
            readFully(answer, count, literal);
            count += literal;
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

    private void readFully(byte[] to, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            if (at < end) {
                int part = Math.min(end - at, length - done);
                System.arraycopy(buffer, at, to, offset + done, part);
                at += part;
                done += part;
            } else if (length - done >= BUFFER) {
                done += some(in.read(to, offset + done, length - done));
            } else {
                fill();
            }
        }
    }

    private void fill() throws IOException {
        at = 0;
        end = 0;
        end = some(in.read(buffer, 0, BUFFER));
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
