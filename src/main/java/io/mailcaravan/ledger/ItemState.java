package io.mailcaravan.ledger;

/** What the ledger knows of an item; one that it does not know has no state yet. */
public enum ItemState {
    /** About to be appended, or appended without an answer: look before appending it again. */
    PENDING(0),
    /** The destination has it. */
    COPIED(1),
    /** Left out by a rule. */
    SKIPPED(2),
    /** The destination, or a step of the route, would not have it. */
    FAILED(3);

    private final int code;

    ItemState(int code) {
        this.code = code;
    }

    /** As written in the table of items, where pending ones are not. */
    public int code() {
        return code;
    }

    static ItemState of(int code) {
        return values()[code];
    }
}
