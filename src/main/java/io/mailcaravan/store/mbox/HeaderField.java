package io.mailcaravan.store.mbox;

import io.mailcaravan.mailbox.AsciiCase;
import java.io.IOException;

/** A field of a header in a file. */
final class HeaderField {

    private static final int LONGEST_NAME = 20;
    private static final int LONGEST_VALUE = 64 << 10;

    private HeaderField() {}

    /** The name of the field of the file's own that begins here, in lower case; else empty. */
    static String ownName(FileWindow file, long at, boolean takeout) throws IOException {
        int initial = file.at(at) | 0x20;
        if (initial != 'x' && initial != 's' && initial != 'c') {
            return "";
        }
        StringBuilder name = new StringBuilder();
        int b = file.at(at);
        while (b > ' ' && b < 0x7f && b != ':' && name.length() < LONGEST_NAME) {
            name.append((char) b);
            b = file.at(at + name.length());
        }
        String lower = b == ':' ? AsciiCase.lower(name.toString()) : "";
        return StorageFields.isOwn(lower, takeout) ? lower : "";
    }

    /** The offset behind the field that begins here, with its folded lines. */
    static long end(FileWindow file, long at) throws IOException {
        long end = file.lineEnd(at);
        while (file.at(end) == ' ' || file.at(end) == '\t') {
            end = file.lineEnd(end);
        }
        return end;
    }

    /** What stands behind the colon, unfolded, a char a byte. */
    static String value(FileWindow file, long at, String name, long end) throws IOException {
        StringBuilder value = new StringBuilder();
        long line = at;
        while (line < end && value.length() < LONGEST_VALUE) {
            long lineEnd = file.lineEnd(line);
            long from = line == at ? line + name.length() + 1 : line;
            value.append(file.text(from, lineEnd, LONGEST_VALUE));
            line = lineEnd;
        }
        return value.toString();
    }
}
