package io.mailcaravan.convert.mime;

/** One kind of repair; its name goes to the ledger. */
public enum RepairRule {
    /** NUL bytes are removed (RFC 9051, 4.3.1: a literal has none). */
    NUL_BYTES("nul-bytes"),
    /** LF or CR alone, or several CR before an LF, become CRLF. */
    BARE_LF("bare-lf"),
    /**
     * Lines over 998 bytes (RFC 5322, 2.1.1) are broken. Headers are folded at white space. A body
     * part in base64 is wrapped, one in quoted-printable gets soft breaks, one without encoding
     * becomes quoted-printable: after decoding all are what they were. Only where none of these can
     * be done (text between parts, uuencode) a line end is inserted after 990 bytes.
     */
    LONG_LINES("long-lines"),
    /**
     * In the message's own header, bytes that are not ASCII become encoded-words (RFC 2047) or
     * parameters of RFC 2231, and lines that are no header fields, such as mbox's {@code From }
     * line, move into {@code X-Caravan-Original-Header}, as does what could only be kept there.
     */
    BAD_HEADER("bad-header"),
    /** The empty line after the header is added. */
    MISSING_HEADER_END("missing-header-end");

    private final String text;

    RepairRule(String text) {
        this.text = text;
    }

    /** As in the ledger: {@code bare-lf}. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
