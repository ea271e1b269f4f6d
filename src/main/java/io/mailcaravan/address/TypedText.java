package io.mailcaravan.address;

/** What people type on a command line where an address or a place is meant. */
public final class TypedText {

    private static final String HIDDEN = ":*****";

    private TypedText() {}

    /** What may be shown of it: behind a colon may be a password, however the rest is misspelt. */
    public static String withoutPassword(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? text : text.substring(0, colon) + HIDDEN;
    }
}
