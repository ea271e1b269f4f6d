package io.mailcaravan.progress;

/**
 * What a pass counts. Declared here and nowhere else: progress, sums, JSON and the cluster's tables
 * go by this list. A new one is a line here, and words where people shall read it.
 */
public enum Figure {
    /** Items in the folders looked at so far. */
    EXPECTED("expected", false),
    COPIED("copied", true),
    /** Items that were found at the destination: another tool or an earlier pass brought them. */
    ADOPTED("adopted", true),
    SKIPPED("skipped", true),
    FAILED("failed", true),
    /** Items that an earlier pass had settled. */
    UNCHANGED("unchanged", true),
    /** Items copied earlier whose flags, or further folders, were carried over again. */
    ATTRIBUTES_CHANGED("attributesChanged", false),
    /** Items copied earlier whose content has changed at the source, and was carried over. */
    REPLACED("replaced", true),
    /** The same where the copy was left as its owner has made it. */
    KEPT("kept", true),
    DELETED("deleted", false),
    /** Bytes of the copied items, as appended. */
    COPIED_BYTES("bytes", false);

    private final String word;
    private final boolean state;

    Figure(String word, boolean state) {
        this.word = word;
        this.state = state;
    }

    /** As JSON and the cluster's tables name it: {@code attributesChanged}. */
    public String word() {
        return word;
    }

    /** Whether it counts items that have got their final state, each in one such figure. */
    public boolean isState() {
        return state;
    }
}
