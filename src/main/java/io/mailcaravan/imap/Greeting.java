package io.mailcaravan.imap;

import io.mailcaravan.mailbox.AsciiCase;

/** A server's first words. What they tell of its make is told by {@link ServerQuirks}. */
final class Greeting {
    private final String words;

    /**
     * @param words without secrets
     */
    Greeting(String words) {
        this.words = words;
    }

    /** For {@link ServerQuirks} alone; in any case of A to Z. */
    boolean mentions(String name) {
        return AsciiCase.lower(words).contains(AsciiCase.lower(name));
    }

    /** For people: without the response code in front. */
    @Override
    public String toString() {
        return words.replaceFirst("^\\[[^]]*] *", "");
    }
}
