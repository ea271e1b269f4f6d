package io.mailcaravan.testkit;

import java.nio.charset.StandardCharsets;

/** What is wrong with real messages; every store keeps such a message as it is or refuses it. */
public enum Oddity {
    /** RFC 3501 forbids it in any literal; Exchange exports have it. */
    NUL_BYTE(false, Messages.header("nul") + "\r\nbefore\0after\r\n"),
    BARE_LF(false, (Messages.header("bare lf") + "\r\none\r\ntwo\r\n").replace("\r\n", "\n")),
    BARE_CR(false, Messages.header("bare cr") + "X-Bare: before\rafter\r\n\r\nbody\rbody\r\n"),
    MIXED_LINE_ENDS(false, Messages.header("mixed") + "\r\none\ntwo\r\nthree\n"),
    /** RFC 5322 allows 998 characters; Exchange refuses more than about 10,500. */
    LONG_LINE(true, Messages.header("long line") + "\r\n" + "x".repeat(30_000) + "\r\n"),
    LONG_HEADER(
            true, Messages.header("long") + "X-Long: " + "y".repeat(11_000) + "\r\n\r\nbody\r\n"),
    EIGHT_BIT_HEADER(
            true, Messages.header("8-bit") + "X-Raw: Gr\u00fc\u00dfe aus K\u00f6ln\r\n\r\nb\r\n"),
    EIGHT_BIT_BODY(true, Messages.header("8-bit body") + "\r\n\u00e4\u00f6\u00ff\u0080\r\n"),
    EMPTY_BODY(true, Messages.header("empty body") + "\r\n"),
    NO_BLANK_LINE(false, Messages.header("header only")),
    NO_FINAL_LINE_END(true, Messages.header("no line end") + "\r\nlast line"),
    NO_HEADER(false, "\r\nonly a body\r\n"),
    BROKEN_HEADER(
            false, "this is no header\r\n: nor this\r\n" + Messages.header("x") + "\r\nb\r\n"),
    DOT_LINES(true, Messages.header("dots") + "\r\n.\r\n..\r\nFrom here\r\n>From there\r\n");

    private final boolean mustBeKept;
    private final String latin1;

    Oddity(boolean mustBeKept, String latin1) {
        this.mustBeKept = mustBeKept;
        this.latin1 = latin1;
    }

    /** Whether a store may not even refuse it. */
    public boolean mustBeKept() {
        return mustBeKept;
    }

    public byte[] bytes() {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }
}
