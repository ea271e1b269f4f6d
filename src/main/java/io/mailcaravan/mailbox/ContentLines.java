package io.mailcaravan.mailbox;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;

/**
 * What is taken from a vCard (RFC 6350, 3.2) or an iCalendar object (RFC 5545, 3.1), both of which
 * are lines that may be folded. Read in one go; a photo in it is not held in memory.
 *
 * @param uid the value of the first UID of the card, event or task itself, not of what is nested in
 *     it; empty where there is none or a blank one
 * @param digest over all lines, unfolded, each ended by LF, so that it does not matter how a store
 *     folds them
 */
record ContentLines(Optional<String> uid, Digest digest) {

    /** No name and no UID is longer; of what is, only the digest is made. */
    private static final int MAX_LINE = 4 << 10;

    static ContentLines read(InputStream content) throws IOException {
        Lines lines = new Lines(content);
        ObjectNesting nesting = new ObjectNesting();
        Optional<String> uid = Optional.empty();
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (nesting.isUid(line) && uid.isEmpty()) {
                uid = Optional.of(value(line)).filter(value -> !value.isEmpty());
            }
        }
        return new ContentLines(uid, Digest.of(lines.digest));
    }

    /** Without the group that a vCard may put before it, and without parameters; in capitals. */
    static String name(String line) {
        int end = 0;
        while (end < line.length() && line.charAt(end) != ':' && line.charAt(end) != ';') {
            end++;
        }
        String name = line.substring(0, end);
        return name.substring(name.lastIndexOf('.') + 1).trim().toUpperCase(Locale.ROOT);
    }

    /** Behind the first colon that is not in a quoted parameter. */
    static String value(String line) {
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '"') {
                quoted = !quoted;
            } else if (line.charAt(i) == ':' && !quoted) {
                return line.substring(i + 1).trim();
            }
        }
        return "";
    }

    private static final class Lines {
        private final InputStream in;
        private final MessageDigest digest = Digest.begin();
        private int ahead;

        Lines(InputStream content) throws IOException {
            in = new BufferedInputStream(content);
            ahead = in.read();
        }

        /** Unfolded; the beginning of one that is too long. Null at the end. */
        String next() throws IOException {
            if (ahead < 0) {
                return null;
            }
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            boolean folded = true;
            while (folded && ahead >= 0) {
                for (; ahead >= 0 && ahead != '\n'; ahead = in.read()) {
                    if (ahead != '\r') {
                        digest.update((byte) ahead);
                        if (line.size() < MAX_LINE) {
                            line.write(ahead);
                        }
                    }
                }
                ahead = in.read();
                folded = ahead == ' ' || ahead == '\t';
                if (folded) {
                    ahead = in.read();
                }
            }
            digest.update((byte) '\n');
            return line.toString(StandardCharsets.UTF_8);
        }
    }
}
