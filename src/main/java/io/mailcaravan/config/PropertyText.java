package io.mailcaravan.config;

import io.mailcaravan.mailbox.Printable;

/** Writes settings such that they are read as they are meant. */
public final class PropertyText {

    private PropertyText() {}

    /** A line of an {@code application.properties}, whatever is in the value. */
    public static String line(String key, String value) {
        StringBuilder line = new StringBuilder(key).append('=');
        // secrets are no text that refers to others: an escape would stay in them
        String text = Secrets.isSecret(key) ? value : literal(value);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' || c == '#' || c == '!') {
                line.append('\\').append(c);
            } else if (c < ' ') {
                // a line feed would begin another setting; \n and \t are refused there as typos
                line.append("\\u%04x".formatted((int) c));
            } else {
                line.append(c);
            }
        }
        // its other escapes are those of such a file
        return Printable.line(line.toString()) + "\n";
    }

    /**
     * A text that refers to nothing: two {@code $} would be one, and braces behind one would be
     * looked up.
     */
    public static String literal(String value) {
        return value.replace("$", "\\$");
    }
}
