package io.mailcaravan.store.mbox;

import java.io.IOException;

/** Lines as they stand in a file, and as they are delivered. */
final class MessageLines {

    private MessageLines() {}

    /** Whether the line has a {@code >} that the writer of such a file puts there. */
    static boolean isQuoted(FileWindow file, long from, MboxFormat format) throws IOException {
        if (format == MboxFormat.MBOXCL2 || file.at(from) != '>') {
            return false;
        }
        long at = from + 1;
        while (format == MboxFormat.MBOXRD && file.at(at) == '>') {
            at++;
        }
        return file.isAt(at, FromLine.START);
    }

    /** Bytes of a line that is delivered with CRLF, whatever it has in the file. */
    static long crlfSize(FileWindow file, long from, long lineEnd) throws IOException {
        boolean lfAlone =
                file.at(lineEnd - 1) == '\n'
                        && (lineEnd - from == 1 || file.at(lineEnd - 2) != '\r');
        return lineEnd - from + (lfAlone ? 1 : 0);
    }
}
