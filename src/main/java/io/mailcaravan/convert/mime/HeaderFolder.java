package io.mailcaravan.convert.mime;

import java.util.ArrayList;
import java.util.List;

/** Breaks header lines that are too long, where white space stands if anywhere. */
final class HeaderFolder {

    /** RFC 5322, 2.1.1, without CRLF. */
    static final int LIMIT = 998;

    private static final int WRAP = 990;

    private HeaderFolder() {}

    static boolean isTooLong(HeaderField field) {
        return field.lines().stream().anyMatch(line -> line.length() > LIMIT);
    }

    static HeaderField fold(HeaderField field) {
        List<String> folded = new ArrayList<>();
        for (String line : field.lines()) {
            int end = line.length();
            while (end > 0 && isSpace(line.charAt(end - 1))) {
                end--;
            }
            int from = 0;
            while (line.length() - from > LIMIT) {
                int at = breakPoint(line, from, end);
                folded.add(folded(line, from, at));
                from = at;
            }
            folded.add(folded(line, from, line.length()));
        }
        return new HeaderField(folded, field.valid());
    }

    private static String folded(String line, int from, int to) {
        String part = line.substring(from, to);
        return from == 0 || isSpace(part.charAt(0)) ? part : " " + part;
    }

    /**
     * The last white space, else behind the last separator of a list, else the limit itself.
     *
     * @param end where only white space follows, which cannot stand on a line of its own
     */
    private static int breakPoint(String line, int from, int end) {
        int start = from;
        if (from == 0 && !isSpace(line.charAt(0))) {
            start = Math.max(0, line.indexOf(':')) + 1; // the name and what it names stay together
        }
        while (start < end && isSpace(line.charAt(start))) {
            start++;
        }
        for (int i = from + WRAP; i > start; i--) {
            if (isSpace(line.charAt(i)) && i < end) {
                return i;
            }
        }
        for (int i = from + WRAP; i > start; i--) {
            if (line.charAt(i - 1) == ',' || line.charAt(i - 1) == ';') {
                return i;
            }
        }
        return from + WRAP;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
