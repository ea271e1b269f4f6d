package io.mailcaravan.cli;

import io.mailcaravan.mailbox.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows in aligned columns, for a terminal. */
final class TextTable {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final boolean[] right;

    /**
     * @param headers a header that starts with {@code >} aligns its column to the right
     */
    TextTable(String... headers) {
        right = new boolean[headers.length];
        List<String> first = new ArrayList<>();
        for (int i = 0; i < headers.length; i++) {
            right[i] = headers[i].startsWith(">");
            first.add(right[i] ? headers[i].substring(1) : headers[i]);
        }
        rows.add(first);
    }

    TextTable row(String... cells) {
        rows.add(Arrays.stream(cells).map(Printable::line).toList());
        return this;
    }

    /** The lines, each starting with the indent. */
    String text(String indent) {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int i = 0; i < row.size(); i++) {
                String blanks = " ".repeat(width(i) - width(row.get(i)));
                line.append(i == 0 ? "" : GAP)
                        .append(right[i] ? blanks + row.get(i) : row.get(i) + blanks);
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> width(row.get(column))).max().orElse(0);
    }

    /** Cells of a terminal; Chinese, Japanese and Korean characters take two, accents none. */
    private static int width(String text) {
        return text.codePoints().map(TextTable::cells).sum();
    }

    private static int cells(int character) {
        if (Character.getType(character) == Character.NON_SPACING_MARK) {
            return 0;
        }
        boolean wide =
                switch (Character.UnicodeScript.of(character)) {
                    case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
                    default ->
                            (character >= 0xff01 && character <= 0xff60)
                                    || (character >= 0x3000 && character <= 0x303e)
                                    || (character >= 0x1f300 && character <= 0x1faff);
                };
        return wide ? 2 : 1;
    }
}
