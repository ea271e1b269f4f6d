package io.mailcaravan.match;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a message is another one as a store may have changed it while storing it: it ends lines
 * otherwise, or has added header fields. Whatever differs beyond that makes it another message, be
 * it one byte.
 */
final class Likeness {

    /**
     * Fields that come with a delivery (RFC 5321, 4.4; RFC 5322, 3.6.6 and 3.6.7): with one more of
     * them it is the same mail delivered a second time, and its owner has both.
     */
    private static final Set<String> DELIVERY =
            Set.of(
                    "received",
                    "return-path",
                    "delivered-to",
                    "x-original-to",
                    "x-delivered-to",
                    "x-envelope-to",
                    "x-forwarded-to",
                    "x-forwarded-for",
                    "envelope-to",
                    "delivery-date",
                    "to",
                    "cc",
                    "bcc");

    private static final Set<String> DELIVERY_PREFIXES =
            Set.of("resent-", "list-", "arc-", "x-received", "x-mailing-list");

    private Likeness() {}

    /** Reads both streams and closes neither. */
    static boolean stored(InputStream original, InputStream copy) throws IOException {
        InputStream ours = new BufferedInputStream(original);
        InputStream theirs = new BufferedInputStream(copy);
        return headerIsContained(ours, theirs) && sameLines(ours, theirs);
    }

    /** Field by field, in order; what the copy has more must be whole fields. */
    private static boolean headerIsContained(InputStream ours, InputStream theirs)
            throws IOException {
        Fields expected = new Fields(ours);
        Fields found = new Fields(theirs);
        byte[] wanted = expected.next();
        for (byte[] field = found.next(); field.length > 0; field = found.next()) {
            if (Arrays.equals(field, wanted)) {
                wanted = expected.next();
            } else if (comesWithDelivery(field)) {
                return false;
            }
        }
        return wanted.length == 0;
    }

    private static boolean comesWithDelivery(byte[] field) {
        String text = new String(field, StandardCharsets.ISO_8859_1);
        int colon = text.indexOf(':');
        String name = text.substring(0, Math.max(colon, 0)).trim().toLowerCase(Locale.ROOT);
        return name.isEmpty()
                || DELIVERY.contains(name)
                || DELIVERY_PREFIXES.stream().anyMatch(name::startsWith);
    }

    private static boolean sameLines(InputStream a, InputStream b) throws IOException {
        int next = nextButCr(a);
        while (next >= 0 && next == nextButCr(b)) {
            next = nextButCr(a);
        }
        return next < 0 && nextButCr(b) < 0;
    }

    private static int nextButCr(InputStream in) throws IOException {
        int next = in.read();
        while (next == '\r') {
            next = in.read();
        }
        return next;
    }

    /** The fields of a header with their folded lines, ended by LF each. */
    private static final class Fields {
        private final InputStream in;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private byte[] ahead;

        Fields(InputStream in) throws IOException {
            this.in = in;
            this.ahead = line();
        }

        /** Empty at the end of the header. */
        byte[] next() throws IOException {
            if (ahead.length == 0) {
                return ahead;
            }
            byte[] first = ahead;
            ahead = line();
            if (!continues(ahead)) {
                return first;
            }
            ByteArrayOutputStream field = new ByteArrayOutputStream();
            field.writeBytes(first);
            for (; continues(ahead); ahead = line()) {
                field.writeBytes(ahead);
            }
            return field.toByteArray();
        }

        private static boolean continues(byte[] line) {
            return line.length > 0 && (line[0] == ' ' || line[0] == '\t');
        }

        private byte[] line() throws IOException {
            line.reset();
            int next = nextButCr(in);
            for (; next >= 0 && next != '\n'; next = nextButCr(in)) {
                line.write(next);
            }
            if (line.size() > 0) {
                line.write('\n');
            }
            return line.toByteArray();
        }
    }
}
