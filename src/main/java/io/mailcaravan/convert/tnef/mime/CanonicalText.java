package io.mailcaravan.convert.tnef.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Text in UTF-8 with the line ends of the network, piece by piece: a body may have megabytes. */
final class CanonicalText {

    private static final int PIECE = 8192;

    private CanonicalText() {}

    static void write(String text, OutputStream out) throws IOException {
        StringBuilder piece = new StringBuilder(PIECE + 2);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                piece.append("\r\n");
                i += c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n' ? 1 : 0;
            } else {
                piece.append(c);
            }
            if (piece.length() >= PIECE && !Character.isHighSurrogate(c)) {
                flush(piece, out);
            }
        }
        flush(piece, out);
    }

    private static void flush(StringBuilder piece, OutputStream out) throws IOException {
        out.write(piece.toString().getBytes(StandardCharsets.UTF_8));
        piece.setLength(0);
    }
}
