package io.mailcaravan.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the {@code Message-ID} of a message without reading its body. All stores that read headers
 * themselves use this one, so that fingerprints of two stores agree.
 */
public final class MessageIdHeader {

    private static final String NAME = "message-id";

    /** Longer headers are attacks or accidents; what lies beyond is not looked at. */
    private static final int MAX_HEADER = 1 << 20;

    private static final int MAX_LINE = 16 << 10;

    private MessageIdHeader() {}

    /**
     * The value of the first Message-ID, unfolded (RFC 5322, 2.2.3) and trimmed; empty where there
     * is none or a blank one. Lines may end in CRLF or LF.
     *
     * @param message read to the end of its header at most; not closed
     */
    public static Optional<String> of(InputStream message) throws IOException {
        Lines lines = new Lines(message);
        StringBuilder value = null;
        for (String line = lines.next(); line != null && !line.isEmpty(); line = lines.next()) {
            boolean folded = line.charAt(0) == ' ' || line.charAt(0) == '\t';
            if (value != null && !folded) {
                break;
            }
            if (value != null) {
                value.append(line);
            } else if (!folded && isMessageId(line)) {
                value = new StringBuilder(line.substring(line.indexOf(':') + 1));
            }
        }
        return Optional.ofNullable(value)
                .map(found -> found.toString().trim())
                .filter(found -> !found.isEmpty());
    }

    private static boolean isMessageId(String line) {
        int colon = line.indexOf(':');
        // white space before the colon is RFC 5322's obsolete syntax (4.5), still seen
        return colon >= NAME.length()
                && line.substring(0, colon).trim().toLowerCase(Locale.ROOT).equals(NAME);
    }

    /** Lines without their ends, each cut at a length that no Message-ID has. */
    private static final class Lines {
        private final InputStream in;
        private final byte[] buffer = new byte[4096];
        private final byte[] line = new byte[MAX_LINE];
        private int position;
        private int filled;
        private int total;

        Lines(InputStream in) {
            this.in = in;
        }

        String next() throws IOException {
            int length = 0;
            boolean any = false;
            for (int b = read(); b >= 0; b = read()) {
                any = true;
                if (b == '\n') {
                    break;
                }
                if (length < MAX_LINE) {
                    line[length++] = (byte) b;
                }
            }
            if (!any) {
                return null;
            }
            if (length > 0 && line[length - 1] == '\r') {
                length--;
            }
            return new String(line, 0, length, StandardCharsets.ISO_8859_1);
        }

        private int read() throws IOException {
            if (position == filled) {
                if (total >= MAX_HEADER) {
                    return -1;
                }
                filled = in.read(buffer);
                position = 0;
                if (filled <= 0) {
                    filled = 0;
                    return -1;
                }
                total += filled;
            }
            return buffer[position++] & 0xff;
        }
    }
}
