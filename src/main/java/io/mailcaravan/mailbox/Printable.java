package io.mailcaravan.mailbox;

/**
 * Words of servers and messages as people may see them: what would move a cursor, change a
 * terminal's settings, or turn the direction of writing is shown as its escape ({@code \u202e}), as
 * JSON and Java write it. Such an escape is the same text to a reader of JSON.
 */
public final class Printable {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private Printable() {}

    /** As one line, whatever is in it: line feeds and tabs are escaped, too. */
    public static String line(String text) {
        return escaped(text, false);
    }

    /** Whether it is one line with nothing in it to be escaped. */
    public static boolean isLine(String text) {
        return line(text).equals(text);
    }

    /** As text of several lines: line feeds and tabs stay. */
    public static String text(String text) {
        return escaped(text, true);
    }

    private static String escaped(String text, boolean linesStay) {
        int first = 0;
        while (first < text.length() && plain(text.charAt(first))) {
            first++;
        }
        if (first == text.length()) {
            return text; // nearly always
        }
        StringBuilder escaped = new StringBuilder(text.length() + 32).append(text, 0, first);
        int at = first;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            int next = at + Character.charCount(character);
            if (!harmful(character) || (linesStay && (character == '\n' || character == '\t'))) {
                escaped.appendCodePoint(character);
            } else {
                for (int i = at; i < next; i++) {
                    escape(text.charAt(i), escaped);
                }
            }
            at = next;
        }
        return escaped.toString();
    }

    private static boolean plain(char c) {
        return c >= ' ' && c < 0x7f;
    }

    private static boolean harmful(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    true;
            // among them all that turn the direction; Persian, Hindi and emoji need the joiners
            case Character.FORMAT ->
                    character != ZERO_WIDTH_NON_JOINER && character != ZERO_WIDTH_JOINER;
            default -> false;
        };
    }

    private static void escape(char c, StringBuilder to) {
        switch (c) {
            case '\n' -> to.append("\\n");
            case '\r' -> to.append("\\r");
            case '\t' -> to.append("\\t");
            default -> {
                to.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    to.append(Character.forDigit((c >> shift) & 0xf, 16));
                }
            }
        }
    }
}
