package io.mailcaravan.mailbox;

/**
 * Where the changes of a folder stand, as only its store can read it: a MODSEQ, a sync token, the
 * link to the next delta. Two that are equal have no change between them.
 */
public record ChangeCursor(String text) {

    public ChangeCursor {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a cursor that says nothing");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
