package io.mailcaravan.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What is taken from the header of a message without reading its body.
 *
 * @param messageId the value of the first Message-ID, unfolded (RFC 5322, 2.2.3) and trimmed; empty
 *     where there is none or a blank one
 * @param sent the value of the first Date, likewise
 * @param digest over all lines, each ended by LF, without the empty line behind them
 */
record HeaderBlock(Optional<String> messageId, Optional<String> sent, Digest digest) {

    /** Longer headers are attacks or accidents; what lies beyond is not looked at. */
    private static final int MAX_HEADER = 1 << 20;

    /** No value that is asked for is longer. */
    private static final int MAX_LINE = 16 << 10;

    /** Lines may end in CRLF or LF. */
    static HeaderBlock read(InputStream message) throws IOException {
        Lines lines = new Lines(message);
        Field messageId = new Field("message-id");
        Field date = new Field("date");
        while (lines.next()) {
            messageId.look(lines);
            date.look(lines);
        }
        return new HeaderBlock(messageId.value(), date.value(), Digest.of(lines.digest));
    }

    /** The first field of that name. */
    private static final class Field {
        private final String name;
        private StringBuilder value;
        private boolean complete;

        Field(String name) {
            this.name = name;
        }

        void look(Lines lines) {
            if (complete || (value == null && !lines.mayBegin(name))) {
                return;
            }
            String line = lines.text();
            boolean folded = line.charAt(0) == ' ' || line.charAt(0) == '\t';
            if (value == null) {
                value =
                        isIn(line)
                                ? new StringBuilder(line.substring(line.indexOf(':') + 1))
                                : null;
            } else if (folded) {
                value.append(line);
            } else {
                complete = true;
            }
        }

        private boolean isIn(String line) {
            int colon = line.indexOf(':');
            // white space before the colon is RFC 5322's obsolete syntax (4.5), still seen
            return colon >= name.length()
                    && line.substring(0, colon).trim().toLowerCase(Locale.ROOT).equals(name);
        }

        /** Empty where there is none, or a blank one. */
        Optional<String> value() {
            return Optional.ofNullable(value)
                    .map(found -> found.toString().trim())
                    .filter(found -> !found.isEmpty());
        }
    }

    /** The lines of a header, without their ends. */
    private static final class Lines {
        private final InputStream in;
        private final MessageDigest digest = Digest.begin();
        private final byte[] buffer = new byte[4096];
        private byte[] line = new byte[256];
        private int length;
        private int position;
        private int filled;
        private int total;

        Lines(InputStream in) {
            this.in = in;
        }

        /** False at the end of the header. */
        boolean next() throws IOException {
            length = 0;
            int b = read();
            for (; b >= 0 && b != '\n'; b = read()) {
                if (length == line.length) {
                    line = Arrays.copyOf(line, 2 * length);
                }
                line[length++] = (byte) b;
            }
            if (length > 0 && line[length - 1] == '\r') {
                length--;
            }
            if (length == 0) {
                return false; // the empty line, or the end
            }
            digest.update(line, 0, length);
            digest.update((byte) '\n');
            return true;
        }

        boolean mayBegin(String name) {
            return Character.toLowerCase(line[0]) == name.charAt(0);
        }

        String text() {
            return new String(line, 0, Math.min(length, MAX_LINE), StandardCharsets.ISO_8859_1);
        }

        private int read() throws IOException {
            if (position == filled) {
                if (total >= MAX_HEADER) {
                    return -1;
                }
                filled = in.read(buffer, 0, Math.min(buffer.length, MAX_HEADER - total));
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
