package io.mailcaravan.convert.tnef;

/** How a conversion ended; the worst of several streams is the message's. */
public enum Outcome {
    /** There was nothing to convert. */
    UNTOUCHED("untouched"),
    /** Everything was read. */
    CONVERTED("converted"),
    /** Everything was read although something is wrong; the original part is kept. */
    CONVERTED_WITH_WARNING("converted-with-warning"),
    /** What could be read is delivered; the original part is kept. */
    PARTIAL("partial"),
    /** Nothing usable; the message is as it was. */
    REJECTED("rejected");

    private final String text;

    Outcome(String text) {
        this.text = text;
    }

    /** The word in reports. */
    public String text() {
        return text;
    }
}
