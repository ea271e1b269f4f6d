package io.mailcaravan.store.mbox;

/** What a mailbox's path is. */
enum MboxLayout {
    /** What is found there; what is not there yet is a file if its name ends in .mbox. */
    AUTO,

    /** One file, which is INBOX. */
    FILE,

    /** A directory with a file a folder, {@code Inbox} and {@code Inbox.sbd/Work}. */
    TREE,

    /** One file whose messages lie in the folders that {@code X-Gmail-Labels} names. */
    TAKEOUT
}
