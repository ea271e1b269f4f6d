package io.mailcaravan.pass;

/** What a delta pass does at the destination with items that are gone from the source. */
public enum Deletions {
    /** Nothing: the destination keeps them. */
    NEVER,
    /** They get the flag {@code \Deleted}; the owner or the server removes them. */
    FLAG,
    /** They are removed. */
    DELETE
}
