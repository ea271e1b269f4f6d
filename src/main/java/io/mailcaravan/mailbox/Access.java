package io.mailcaravan.mailbox;

/** What a session may do. */
public enum Access {
    /** A source: nothing in it changes, not even a flag (IMAP: EXAMINE and BODY.PEEK). */
    READ,
    /** A destination. */
    WRITE
}
