package io.mailcaravan.mailbox;

/** How messages to people are put together. */
final class Sentence {

    private Sentence() {}

    /** With a full stop, unless it ends like a sentence already. */
    static String of(String text) {
        return text.matches("(?s).*[.!?]") ? text : text + ".";
    }
}
