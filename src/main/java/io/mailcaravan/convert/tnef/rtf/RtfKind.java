package io.mailcaravan.convert.tnef.rtf;

/** What an RTF body really is, [MS-OXRTFEX] 2.1.3.1. */
public enum RtfKind {
    /** Made from HTML, which can be taken out. */
    HTML,
    /** Made from plain text, which can be taken out. */
    TEXT,
    /** Written as RTF. */
    NATIVE;

    /** The mark must be among the first tokens; later ones are somebody's text. */
    private static final int HEADER_TOKENS = 20;

    /** Looks at the header. */
    public static RtfKind of(byte[] rtf) {
        RtfTokens tokens = new RtfTokens(rtf);
        for (int i = 0; i < HEADER_TOKENS; i++) {
            RtfTokens.Kind kind = tokens.next();
            if (kind == RtfTokens.Kind.WORD) {
                if (tokens.word.equals("fromhtml")) {
                    return HTML;
                } else if (tokens.word.equals("fromtext")) {
                    return TEXT;
                } else if (tokens.word.equals("fonttbl")) {
                    return NATIVE;
                }
            } else if (kind == RtfTokens.Kind.END) {
                return NATIVE;
            }
        }
        return NATIVE;
    }
}
