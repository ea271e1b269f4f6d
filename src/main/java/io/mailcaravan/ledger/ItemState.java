package io.mailcaravan.ledger;

/** What the ledger knows of an item; one that it does not know has no state yet. */
public enum ItemState {
    /** About to be appended, or appended without an answer: look before appending it again. */
    PENDING,
    /** The destination has it. */
    COPIED,
    /** Left out by a rule. */
    SKIPPED,
    /** The destination, or a step of the route, would not have it. */
    FAILED
}
