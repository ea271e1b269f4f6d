package io.mailcaravan.testkit;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * A real PostgreSQL, built from {@code docker/postgresql/}, where the environment variables are
 * described. User {@code caravan}, password {@code secret}.
 */
public final class PostgresContainer extends GenericContainer<PostgresContainer> {

    public static final String USERNAME = "caravan";
    public static final String PASSWORD = "secret";

    private static final int PORT = 5432;

    private final AtomicInteger databases = new AtomicInteger();

    public PostgresContainer() {
        super(ServerImage.of("postgresql"));
        withExposedPorts(PORT);
        withStartupAttempts(ServerImage.ATTEMPTS);
        waitingFor(Wait.forLogMessage(".*database system is ready to accept connections.*", 1));
    }

    /** The URL of a new, empty database. */
    public String newDatabase() throws SQLException {
        String name = "test" + databases.incrementAndGet();
        sql("caravan", "CREATE DATABASE " + name);
        return url(name);
    }

    public String url(String database) {
        return "jdbc:postgresql://" + getHost() + ":" + getMappedPort(PORT) + "/" + database;
    }

    /** Runs statements as superuser. */
    public void sql(String database, String statements) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(url(database), USERNAME, PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    /** Stops the server, hard for its clients; it comes back by itself after {@code DOWNTIME}. */
    public void restart() throws IOException, InterruptedException {
        execInContainer(
                "/usr/lib/postgresql/15/bin/pg_ctl",
                "-D",
                "/srv/postgresql/data",
                "-m",
                "immediate",
                "stop");
    }
}
