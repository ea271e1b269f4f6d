package io.mailcaravan.mailbox;

/**
 * Names of protocols without regard to case: A to Z only, as RFC 9051 and RFC 4790 have it. Java's
 * own methods also take the dotless {@code ı} for an I and the long {@code ſ} for an S, and so two
 * names for one.
 */
public final class AsciiCase {

    private AsciiCase() {}

    public static boolean equal(String one, String other) {
        return one.length() == other.length() && compare(one, other) == 0;
    }

    public static int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            int order = lower(one.charAt(i)) - lower(other.charAt(i));
            if (order != 0) {
                return order;
            }
        }
        return one.length() - other.length();
    }

    /** The text with a to z for A to Z. */
    public static String lower(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (lower(text.charAt(i)) != text.charAt(i)) {
                char[] lower = text.toCharArray();
                for (int j = i; j < lower.length; j++) {
                    lower[j] = lower(lower[j]);
                }
                return new String(lower);
            }
        }
        return text;
    }

    /** The text with A to Z for a to z. */
    public static String upper(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isLower(text.charAt(i))) {
                char[] upper = text.toCharArray();
                for (int j = i; j < upper.length; j++) {
                    upper[j] = isLower(upper[j]) ? (char) (upper[j] - 'a' + 'A') : upper[j];
                }
                return new String(upper);
            }
        }
        return text;
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c;
    }
}
