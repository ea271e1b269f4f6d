package io.mailcaravan.store.imap;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One answer to LIST or LSUB.
 *
 * @param attributes in lower case
 * @param separator 0 for NIL
 * @param name bytes as on the wire
 */
record ListLine(List<String> attributes, char separator, String name) {
    static ListLine parse(ServerLine line) {
        String[] list = line.readSimpleList();
        List<String> attributes =
                list == null
                        ? List.of()
                        : Arrays.stream(list)
                                .map(attribute -> attribute.toLowerCase(Locale.ROOT))
                                .toList();
        char separator = separator(line);
        String name = line.readAtomString();
        return new ListLine(attributes, separator, name == null ? "" : name);
    }

    /** Reads a quoted character or NIL. */
    static char separator(ServerLine line) {
        line.skipSpaces();
        if (line.peekByte() != '"') {
            line.skip("NIL".length());
            return 0;
        }
        String text = line.readString();
        return text == null || text.isEmpty() ? 0 : text.charAt(0);
    }

    boolean has(String attribute) {
        return attributes.contains(attribute);
    }
}
