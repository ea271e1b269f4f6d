package io.mailcaravan.progress;

/**
 * What a pass counts. Declared here and nowhere else: progress, sums, the cluster's text of them,
 * JSON, meters and the words for people go by this list, in its order. A new one is a line here.
 */
public enum Figure {
    /** Items in the folders looked at so far. */
    EXPECTED("expected", "expected", Told.NOT),
    COPIED("copied", "copied", Told.ALWAYS, true),
    /** Items that were found at the destination: another tool or an earlier pass brought them. */
    ADOPTED("adopted", "recognised at the destination", Told.IF_ANY, true),
    SKIPPED("skipped", "skipped", Told.ALWAYS, true),
    FAILED("failed", "failed", Told.ALWAYS, true),
    /** Items that an earlier pass had settled. */
    UNCHANGED("unchanged", "unchanged", Told.ALWAYS, true),
    /** Items copied earlier whose flags, or further folders, were carried over again. */
    ATTRIBUTES_CHANGED("attributesChanged", "flags or labels changed", Told.ALWAYS),
    /** Items copied earlier whose content has changed at the source, and was carried over. */
    REPLACED("replaced", "replaced", Told.IF_ANY, true),
    /** The same where the copy was left as its owner has made it. */
    KEPT("kept", "kept as changed at the destination", Told.IF_ANY, true),
    DELETED("deleted", "deleted", Told.IF_ANY),
    /** Bytes of the copied items, as appended. */
    COPIED_BYTES("bytes", "bytes copied", Told.NOT);

    /** Whether the sentence at the end of a pass has it. */
    enum Told {
        ALWAYS,
        /** Where it is not 0. */
        IF_ANY,
        /** It is told beside another, or of a pass that runs only. */
        NOT
    }

    private final String word;
    private final String words;
    private final Told told;
    private final boolean state;

    Figure(String word, String words, Told told) {
        this(word, words, told, false);
    }

    Figure(String word, String words, Told told, boolean state) {
        this.word = word;
        this.words = words;
        this.told = told;
        this.state = state;
    }

    /** As JSON and the cluster's tables name it: {@code attributesChanged}. */
    public String word() {
        return word;
    }

    /** For people, behind the number: {@code flags or labels changed}. */
    public String words() {
        return words;
    }

    Told told() {
        return told;
    }

    /** Whether it counts items that have got their final state, each in one such figure. */
    public boolean isState() {
        return state;
    }
}
