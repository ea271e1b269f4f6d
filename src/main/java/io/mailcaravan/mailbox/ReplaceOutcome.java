package io.mailcaravan.mailbox;

/** What became of an item that was to take another one's place. */
public sealed interface ReplaceOutcome {

    /**
     * It has its place and its UID.
     *
     * @param version that it has there; {@link Version#NONE} where the store tells none
     */
    record Replaced(Version version) implements ReplaceOutcome {}

    /** What is there has another version than was expected; it was left alone. */
    record Changed() implements ReplaceOutcome {}

    /** Nothing is there under that UID. */
    record Missing() implements ReplaceOutcome {}
}
