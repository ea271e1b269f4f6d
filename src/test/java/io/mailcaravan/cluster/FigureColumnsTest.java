package io.mailcaravan.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailcaravan.mailbox.ItemKind;
import io.mailcaravan.progress.Figure;
import io.mailcaravan.progress.Figures;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The statements' parts that name columns, on a table with those columns. */
class FigureColumnsTest {

    private static final Figures MIXED =
            Figures.NONE
                    .plus(ItemKind.MESSAGE, Figure.EXPECTED, 5)
                    .plus(ItemKind.MESSAGE, Figure.COPIED, 3)
                    .plus(ItemKind.MESSAGE, Figure.COPIED_BYTES, 4_000_000_000L)
                    .plus(ItemKind.CONTACT, Figure.COPIED, 2)
                    .plus(ItemKind.CONTACT, Figure.ATTRIBUTES_CHANGED, 1)
                    .plus(ItemKind.TASK, Figure.FAILED, 1);

    private Connection database;

    @BeforeEach
    void table() throws SQLException {
        database = DriverManager.getConnection("jdbc:sqlite::memory:");
        execute(
                Arrays.stream(FigureColumns.NAMES.split(", "))
                        .map(
                                name ->
                                        name.equals("figures")
                                                ? name + " TEXT NOT NULL DEFAULT ''"
                                                : name + " BIGINT NOT NULL DEFAULT 0")
                        .collect(
                                Collectors.joining(
                                        ", ", "CREATE TABLE cluster_mailbox (id BIGINT, ", ")")));
        execute("INSERT INTO cluster_mailbox (id) VALUES (1), (2)");
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private void write(int id, Figures figures) throws SQLException {
        try (PreparedStatement update =
                database.prepareStatement(
                        "UPDATE cluster_mailbox SET "
                                + FigureColumns.VALUES
                                + " WHERE id = "
                                + id)) {
            List<Object> values = FigureColumns.values(figures);
            for (int i = 0; i < values.size(); i++) {
                update.setObject(i + 1, values.get(i));
            }
            assertThat(update.executeUpdate()).isOne();
        }
    }

    private Figures read(int id) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT "
                                        + FigureColumns.NAMES
                                        + " FROM cluster_mailbox WHERE id = "
                                        + id)) {
            assertThat(row.next()).isTrue();
            return FigureColumns.read(row);
        }
    }

    @Test
    void figuresShouldBeReadByKindAsTheyWereWritten() throws Exception {
        write(1, MIXED);

        assertThat(read(1)).isEqualTo(MIXED);
        assertThat(read(2)).isEqualTo(Figures.NONE);
    }

    @ParameterizedTest
    @EnumSource(Figure.class)
    void everyFigureShouldBeReadAsItWasWritten(Figure figure) throws Exception {
        Figures one = Figures.NONE.plus(ItemKind.CONTACT, figure, 1);
        write(1, one);

        assertThat(read(1)).isEqualTo(one);
    }

    /** It knows nothing of the text, and leaves it as it is. */
    @Test
    void figuresOfANodeOfTheVersionBeforeShouldCountAsMessages() throws Exception {
        execute("UPDATE cluster_mailbox SET copied = 7, flags = 2 WHERE id = 2");

        assertThat(read(2))
                .isEqualTo(
                        Figures.NONE
                                .plus(ItemKind.MESSAGE, Figure.COPIED, 7)
                                .plus(ItemKind.MESSAGE, Figure.ATTRIBUTES_CHANGED, 2));
    }

    @Test
    void nodesOfTheVersionBeforeShouldFindTheSumsInTheirColumns() throws Exception {
        write(1, MIXED);
        execute("UPDATE cluster_mailbox SET copied = 7 WHERE id = 2");
        try (Statement statement = database.createStatement();
                ResultSet sums =
                        statement.executeQuery(
                                "SELECT sum(copied), sum(copied_bytes), sum(flags), sum(failed)"
                                        + " FROM cluster_mailbox")) {
            assertThat(sums.next()).isTrue();
            assertThat(sums.getLong(1)).isEqualTo(7 + MIXED.copied());
            assertThat(sums.getLong(2)).isEqualTo(MIXED.copiedBytes());
            assertThat(sums.getLong(3)).isEqualTo(MIXED.attributesChanged());
            assertThat(sums.getLong(4)).isEqualTo(MIXED.failed());
        }
    }
}
