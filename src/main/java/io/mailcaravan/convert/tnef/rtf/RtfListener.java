package io.mailcaravan.convert.tnef.rtf;

/** What {@link RtfReader} finds, in the order of the document. */
interface RtfListener {

    void groupStart();

    void groupEnd();

    /**
     * A control word that is no text.
     *
     * @param starred whether {@code \*} came before it: a destination that may be skipped
     * @return false to skip the rest of its group
     */
    boolean word(String word, boolean starred, boolean hasNumber, int number);

    /** Text, decoded; paragraphs and tabs come as control words. */
    void text(String text);

    /** Whether bytes are in the document's charset here, whatever the font. */
    boolean inDocumentCharset();
}
