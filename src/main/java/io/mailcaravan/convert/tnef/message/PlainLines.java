package io.mailcaravan.convert.tnef.message;

import java.util.regex.Pattern;

/** Collects the text that a reader of a page sees, in its lines. */
final class PlainLines {

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final StringBuilder out = new StringBuilder();

    /** Text of the page, whose white space means nothing more than a space. */
    void text(String text) {
        String plain = SPACE.matcher(text).replaceAll(" ");
        out.append(atLineStart() ? plain.stripLeading() : plain);
    }

    void append(String text) {
        out.append(text);
    }

    /** Unless one has just begun. */
    void newLine() {
        if (!atLineStart()) {
            out.append('\n');
        }
    }

    private boolean atLineStart() {
        return out.isEmpty() || out.charAt(out.length() - 1) == '\n';
    }

    /** Without spaces at line ends, and without more than one empty line. */
    String tidy() {
        StringBuilder tidy = new StringBuilder();
        int empty = 0;
        for (String line : out.toString().split("\n")) {
            String stripped = stripEnd(line);
            empty = stripped.isEmpty() ? empty + 1 : 0;
            if (empty < 2 && !(stripped.isEmpty() && tidy.isEmpty())) {
                tidy.append(stripped).append('\n');
            }
        }
        return tidy.isEmpty() ? "\n" : tidy.toString();
    }

    private static String stripEnd(String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) <= ' ' || line.charAt(end - 1) == '\u00A0')) {
            end--;
        }
        return line.substring(0, end);
    }
}
