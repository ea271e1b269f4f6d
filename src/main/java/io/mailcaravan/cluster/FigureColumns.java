package io.mailcaravan.cluster;

import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.progress.Figure;
import io.mailcaravan.progress.Figures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Where a mailbox's figures are in {@code cluster_mailbox}: as one text, which has them all, and
 * those from before there was the text in a column each, of all kinds together. Nodes of the
 * version before read and write these only. A new figure needs no column, and is in no list here.
 */
final class FigureColumns {

    private record Column(Figure figure, String name) {}

    private static final List<Column> COLUMNS =
            List.of(
                    new Column(Figure.EXPECTED, "expected"),
                    new Column(Figure.UNCHANGED, "unchanged"),
                    new Column(Figure.COPIED, "copied"),
                    new Column(Figure.COPIED_BYTES, "copied_bytes"),
                    new Column(Figure.ADOPTED, "adopted"),
                    new Column(Figure.SKIPPED, "skipped"),
                    new Column(Figure.FAILED, "failed"),
                    new Column(Figure.ATTRIBUTES_CHANGED, "flags"),
                    new Column(Figure.REPLACED, "replaced"),
                    new Column(Figure.KEPT, "kept"),
                    new Column(Figure.DELETED, "deleted"));

    private static final String TEXT = "figures";

    /** Of all of them, to be read. */
    static final String NAMES = each(name -> name) + ", " + TEXT;

    /** They get {@link #values}. */
    static final String VALUES = each(name -> name + " = ?") + ", " + TEXT + " = ?";

    private FigureColumns() {}

    private static String each(UnaryOperator<String> words) {
        return COLUMNS.stream().map(Column::name).map(words).collect(Collectors.joining(", "));
    }

    static List<Object> values(Figures figures) {
        List<Object> values = new ArrayList<>();
        COLUMNS.forEach(column -> values.add(figures.get(column.figure())));
        values.add(figures.toString());
        return values;
    }

    static Figures read(ResultSet row) throws SQLException {
        String text = row.getString(TEXT);
        // written by a node of the version before, unless nothing was counted
        return text.isEmpty() ? columns(row) : Figures.parse(text);
    }

    /** Kinds are not told apart: all count as messages. */
    private static Figures columns(ResultSet row) throws SQLException {
        Figures figures = Figures.NONE;
        for (Column column : COLUMNS) {
            figures = figures.plus(ItemKind.MESSAGE, column.figure(), row.getLong(column.name()));
        }
        return figures;
    }
}
