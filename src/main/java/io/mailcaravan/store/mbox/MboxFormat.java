package io.mailcaravan.store.mbox;

/** How a line of a message that looks like the beginning of the next one is kept apart. */
enum MboxFormat {
    /** Each line of {@code >*From } has one {@code >} more; nothing is ambiguous. */
    MBOXRD,

    /**
     * Only {@code From } gets a {@code >}: whether {@code >From } was written by somebody or made
     * of {@code From } nobody knows, and it is taken for the latter.
     */
    MBOXO,

    /** Nothing is changed; {@code Content-Length} tells where the body ends. */
    MBOXCL2
}
