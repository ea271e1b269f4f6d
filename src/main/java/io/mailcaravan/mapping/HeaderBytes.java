package io.mailcaravan.mapping;

import io.mailcaravan.mailbox.MessageHeader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.BinaryOperator;

/** The header of a message as bytes, of which single fields get another value. */
final class HeaderBytes {

    /** More than a header with 50,000 recipients; what lies beyond stays as it is. */
    private static final int MOST = 4 << 20;

    private HeaderBytes() {}

    /** Up to the first empty line, and no further than 4 MiB. */
    static byte[] read(InputStream message) throws IOException {
        return MessageHeader.read(message, MOST);
    }

    /**
     * @param fields by names without case
     * @param mapped gives a value from the field's name, as it is written, and its value with all
     *     line ends; one char a byte
     */
    static byte[] map(byte[] header, Set<String> fields, BinaryOperator<String> mapped) {
        String text = new String(header, StandardCharsets.ISO_8859_1);
        StringBuilder out = new StringBuilder(text.length() + 64);
        int at = 0;
        while (at < text.length()) {
            int end = end(text, at);
            int colon = text.indexOf(':', at);
            String name = colon < 0 || colon >= end ? "" : text.substring(at, colon);
            if (fields.contains(name.stripTrailing())) {
                out.append(text, at, colon + 1)
                        .append(mapped.apply(name.stripTrailing(), text.substring(colon + 1, end)));
            } else {
                out.append(text, at, end);
            }
            at = end;
        }
        return out.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Behind the field that begins here and the lines folded below it (RFC 5322, 2.2.3). */
    private static int end(String text, int begin) {
        int end = begin;
        do {
            int line = text.indexOf('\n', end);
            end = line < 0 ? text.length() : line + 1;
        } while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t'));
        return end;
    }
}
