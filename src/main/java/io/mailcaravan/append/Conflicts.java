package io.mailcaravan.append;

/** What becomes of a copy that its owner has changed, when its item changes at the source, too. */
public enum Conflicts {
    /** The copy stays as its owner has made it. */
    DESTINATION,
    /** The copy becomes what the source has. */
    SOURCE,
    /** The copy stays, and what the source has is put beside it as another item. */
    BOTH
}
