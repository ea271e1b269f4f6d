package io.mailcaravan.mailbox;

import java.util.Optional;

/** The role of a folder, whatever its name (RFC 6154, {@code \Important} RFC 8457). */
public enum SpecialUse {
    ALL("\\All"),
    ARCHIVE("\\Archive"),
    DRAFTS("\\Drafts"),
    FLAGGED("\\Flagged"),
    IMPORTANT("\\Important"),
    JUNK("\\Junk"),
    SENT("\\Sent"),
    TRASH("\\Trash");

    private final String text;

    SpecialUse(String text) {
        this.text = text;
    }

    /** As on the wire: {@code \Sent}. */
    public String text() {
        return text;
    }

    /**
     * The role with this text in any case; {@code \Spam} is taken for {@code \Junk}, as Gmail's
     * XLIST had it.
     */
    public static Optional<SpecialUse> parse(String text) {
        if (AsciiCase.equal(text, "\\spam")) {
            return Optional.of(JUNK);
        }
        for (SpecialUse use : values()) {
            if (AsciiCase.equal(use.text, text)) {
                return Optional.of(use);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
