package io.mailcaravan.it;

import io.mailcaravan.testkit.PostgresContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Several nodes over one database, and what tests ask that database. */
final class ClusterSite {

    private final Path folder;
    private final TestSite site;
    private final String url;

    /**
     * @param site the files that all nodes share; stores, route and list are in place
     */
    ClusterSite(Path folder, TestSite site, PostgresContainer database) {
        this.folder = folder;
        this.site = site;
        this.url = database.url("caravan");
    }

    /** Starts a node with its own name and state folder. */
    CaravanProcess node(String name, String... command) throws IOException {
        return node(name, 0, command);
    }

    /** The same with a port for health and metrics. */
    CaravanProcess node(String name, int port, String... command) throws IOException {
        Path home = Files.createDirectories(folder.resolve("node-" + name));
        Path config = home.resolve("application.properties");
        List<String> lines = new ArrayList<>(Files.readAllLines(site.config()));
        lines.addAll(
                List.of(
                        "caravan.datasource.url=" + url,
                        "caravan.datasource.username=" + PostgresContainer.USERNAME,
                        "caravan.datasource.password=" + PostgresContainer.PASSWORD,
                        "caravan.cluster.enabled=true",
                        "caravan.cluster.node=" + name,
                        "caravan.cluster.check-in=1s",
                        "quarkus.http.port=" + port,
                        "quarkus.log.category.\"io.mailcaravan\".level=INFO"));
        Files.write(config, lines);
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(
                List.of(
                        "--routes", site.routeFolder().getParent().toString(),
                        "--config", config.toString(),
                        "--state", home.resolve("state").toString()));
        return CaravanProcess.start(home, arguments);
    }

    /** The number in the first column; 0 as long as there is no such table or row. */
    long number(String query) {
        try (Connection connection =
                        DriverManager.getConnection(
                                url, PostgresContainer.USERNAME, PostgresContainer.PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getLong(1) : 0;
        } catch (SQLException e) {
            return 0; // restarting, or not set up yet
        }
    }

    /** What the first node of a next version does: each table has something more from now on. */
    void upgradeTables() throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                url, PostgresContainer.USERNAME, PostgresContainer.PASSWORD);
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet rows =
                    statement.executeQuery(
                            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
                                    + " AND tablename NOT LIKE 'qrtz%'"
                                    + " AND tablename NOT LIKE 'flyway%'")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (String table : tables) {
                statement.execute("ALTER TABLE " + table + " ADD COLUMN news TEXT DEFAULT 'new'");
            }
            statement.execute(
                    "INSERT INTO flyway_schema_history SELECT max(installed_rank) + 1, '99.0.0',"
                            + " 'news', 'SQL', 'V99.0.0__news.sql', 1, 'next', now(), 1, TRUE"
                            + " FROM flyway_schema_history");
        }
    }

    long done() {
        return number("SELECT count(*) FROM cluster_mailbox WHERE state = 2");
    }

    /** Mailboxes that the node works on now. */
    long runningOn(String name) {
        return number(
                "SELECT count(*) FROM cluster_mailbox WHERE state = 1 AND node LIKE '"
                        + name
                        + "-%'");
    }

    long doneBy(String name) {
        return number(
                "SELECT count(*) FROM cluster_mailbox WHERE state = 2 AND node LIKE '"
                        + name
                        + "-%'");
    }
}
