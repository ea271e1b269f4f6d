package io.mailcaravan.convert.tnef.stream;

/**
 * Something found that the reader of a report should know.
 *
 * @param text in English, in the words of the format
 */
public record Warning(Severity severity, String text) {

    /** What a warning means for what was delivered; the worst one is the message's outcome. */
    public enum Severity {
        /** All is there; only a choice is told, as a name that was made safe. */
        NOTE,
        /** All is there although something is wrong, as a checksum. */
        DOUBT,
        /** Something could not be delivered. */
        LOSS
    }
}
