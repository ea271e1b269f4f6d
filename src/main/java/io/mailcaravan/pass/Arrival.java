package io.mailcaravan.pass;

/** How a destination has come to have an item. */
public enum Arrival {
    /** It was appended. */
    APPENDED,
    /** It was appended, and is one there with an equal item, which has a copy already. */
    MERGED,
    /** It was found there. */
    ADOPTED,
    /** It has taken the place of the copy that it had before. */
    REPLACED,
    /** Its copy was looked at, and is as the item is. */
    COMPARED,
    /** Its copy stays as its owner has made it. */
    KEPT
}
