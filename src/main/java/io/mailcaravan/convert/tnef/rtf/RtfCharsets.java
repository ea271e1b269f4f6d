package io.mailcaravan.convert.tnef.rtf;

import io.mailcaravan.convert.tnef.mapi.CodePages;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Map;

/** Which charset the bytes of a text are in: the document's, or the one of the font. */
final class RtfCharsets {

    private static final int MOST_FONTS = 10_000;

    private Charset document = CodePages.WESTERN;
    private final Map<Integer, Charset> fonts = new HashMap<>();

    void ansi(int codePage) {
        CodePages.charset(codePage).ifPresent(charset -> document = charset);
    }

    Charset document() {
        return document;
    }

    Charset font(int font) {
        return fonts.getOrDefault(font, document);
    }

    /** {@code \cpg} of a font. */
    void fontCodePage(int font, int codePage) {
        if (fonts.size() < MOST_FONTS) {
            CodePages.charset(codePage).ifPresent(charset -> fonts.put(font, charset));
        }
    }

    /** {@code \fcharset} of a font. */
    void fontCharset(int font, int fcharset) {
        int codePage =
                switch (fcharset) {
                    case 0 -> 1252;
                    case 77 -> 10000;
                    case 128 -> 932;
                    case 129 -> 949;
                    case 130 -> 1361;
                    case 134 -> 936;
                    case 136 -> 950;
                    case 161 -> 1253;
                    case 162 -> 1254;
                    case 163 -> 1258;
                    case 177 -> 1255;
                    case 178 -> 1256;
                    case 186 -> 1257;
                    case 204 -> 1251;
                    case 222 -> 874;
                    case 238 -> 1250;
                    case 254 -> 437;
                    case 255 -> 850;
                    default -> -1;
                };
        fontCodePage(font, codePage);
    }
}
