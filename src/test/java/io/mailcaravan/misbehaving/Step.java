package io.mailcaravan.misbehaving;

/** Where a server may misbehave: at a command, at a line of its answer, or at a value in it. */
enum Step {
    GREETING,
    SIGN_IN,
    LIST,
    STATUS,
    SELECT,
    /** The list of what is in a folder: the whole answer. */
    HEADS,
    /** One line of it. */
    HEAD,
    /** The literal of a message, or of a part of it. */
    BODY,
    SEARCH,
    STORE,
    CREATE,
    SUBSCRIBE,
    /** Before anything of a message has been read. */
    APPEND,
    /** Within a message's literal. */
    LITERAL,
    /** A whole command was read, nothing is stored. */
    READ,
    /** As READ, of a message with keywords. */
    KEYWORDS,
    /** All is stored, nothing is answered. */
    STORED,

    // values
    /** The folder in which appended messages are kept; left out, they are not. */
    KEPT,
    NAME,
    UID,
    FLAGS,
    DATE,
    SIZE,
    EXISTS,
    MESSAGES,
    UIDNEXT,
    UIDVALIDITY,
    MODSEQ,
    APPENDUID
}
