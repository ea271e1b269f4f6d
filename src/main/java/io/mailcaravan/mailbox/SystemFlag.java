package io.mailcaravan.mailbox;

import java.util.Optional;

/**
 * The flags that every IMAP server knows (RFC 9051, 2.3.2). {@code \Recent} is not among them: a
 * client cannot set it.
 */
public enum SystemFlag {
    ANSWERED("\\Answered"),
    DELETED("\\Deleted"),
    DRAFT("\\Draft"),
    FLAGGED("\\Flagged"),
    SEEN("\\Seen");

    private final String text;

    SystemFlag(String text) {
        this.text = text;
    }

    /** As on the wire: {@code \Seen}. */
    public String text() {
        return text;
    }

    /**
     * The flag with this text in any case; empty for {@code \Recent}, invented ones and keywords.
     */
    public static Optional<SystemFlag> parse(String text) {
        return switch (AsciiCase.lower(text)) {
            case "\\answered" -> Optional.of(ANSWERED);
            case "\\deleted" -> Optional.of(DELETED);
            case "\\draft" -> Optional.of(DRAFT);
            case "\\flagged" -> Optional.of(FLAGGED);
            case "\\seen" -> Optional.of(SEEN);
            default -> Optional.empty();
        };
    }

    /** The flag that {@code Seen}, written without its backslash, is meant to be. */
    public static Optional<SystemFlag> withoutBackslash(String name) {
        return parse("\\" + name);
    }
}
