package io.mailcaravan.ledger.sql;

import io.mailcaravan.mailbox.ConfigurationException;
import io.mailcaravan.mailbox.MailboxException.Retry;
import io.mailcaravan.mailbox.MailboxException.Scope;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;

/**
 * The tables' version, and how an older ledger is brought to it.
 *
 * @param version of the newest migration in the locations
 * @param locations where Flyway finds the migrations
 */
public record Schema(String version, List<String> locations) {

    /** The one this program works with. */
    public static final Schema CURRENT = new Schema("2.7.0", List.of("classpath:db/ledger"));

    /** Those before knew nothing of legs. */
    private static final MigrationVersion OLDEST = MigrationVersion.fromVersion("2.0.0");

    private static final System.Logger LOG = System.getLogger(Schema.class.getName());
    private static final String HISTORY = "flyway_schema_history";

    /** Where Flyway starts among the tables of other programs. */
    private static final String NOTHING = "0";

    /**
     * Does nothing when the ledger has this version, which one query tells and saves Flyway's
     * start.
     *
     * @throws ConfigurationException when a newer program has written the ledger
     */
    public void bringTo(LedgerDatabase database) throws LedgerException {
        try {
            if (difference(found(database)) == 0) {
                return;
            }
            try (LedgerDatabase.Lock lock = database.lockMigrations()) {
                bringLocked(database);
            }
        } catch (SQLException e) {
            throw database.explain(e);
        }
    }

    /** Looks once more: another node may have done it meanwhile. */
    private void bringLocked(LedgerDatabase database) throws SQLException, LedgerException {
        Optional<MigrationVersion> found = found(database);
        int difference = difference(found);
        if (difference < 0) {
            throw new ConfigurationException(
                    database.place(),
                    "this ledger has version "
                            + found.get()
                            + ", this program knows versions up to "
                            + version,
                    "Use the newer program that wrote it.");
        }
        if (found.filter(OLDEST::isNewerThan).isPresent()) {
            throw new ConfigurationException(
                    database.place(),
                    "this ledger has version "
                            + found.get()
                            + ", from before 0.1.0 was released, which this program cannot read",
                    "Use another state folder (--state) or database: what is at the destination already"
                            + " is recognised there and not copied again.");
        }
        if (difference > 0) {
            if (found.isPresent()) {
                String copy = database.backUp(found.get().toString());
                LOG.log(
                        Level.INFO,
                        "Ledger goes from version {0} to {1}, copy in {2}",
                        found.get(),
                        version,
                        copy);
            }
            migrate(database);
        }
    }

    /** Above 0 when the ledger is older or new. */
    private int difference(Optional<MigrationVersion> found) {
        return found.map(MigrationVersion.fromVersion(version)::compareTo).orElse(1);
    }

    /** The ledger's tables, each after those that it refers to. */
    public static List<String> tables() {
        return List.of(
                "mailbox",
                "leg",
                "folder",
                "destination",
                "feed",
                "reason",
                "item",
                "item_version",
                "failure",
                "left_letter",
                "batch",
                "pass",
                "budget",
                "numbered_folder",
                "numbered_item");
    }

    /**
     * Asks for exactly this version, without changing anything.
     *
     * @throws ConfigurationException when it has another
     */
    public void require(LedgerDatabase database) throws LedgerException {
        try {
            Optional<MigrationVersion> found = found(database);
            if (found.isEmpty()) {
                throw new ConfigurationException(
                        database.place(),
                        "this ledger is empty: the pass that was to begin it was ended before it"
                                + " could",
                        "Run a pass first; it begins the ledger, and nothing is lost.");
            }
            if (!found.equals(Optional.of(MigrationVersion.fromVersion(version)))) {
                throw new ConfigurationException(
                        database.place(),
                        "this ledger has version "
                                + found.get()
                                + ", this program reads version "
                                + version,
                        "Run a pass first, or use the program that wrote it.");
            }
        } catch (SQLException e) {
            throw database.explain(e);
        }
    }

    /** Whether there is a ledger of any version. */
    public static boolean isIn(LedgerDatabase database) throws LedgerException {
        try {
            return found(database).isPresent();
        } catch (SQLException e) {
            throw database.explain(e);
        }
    }

    private static Optional<MigrationVersion> found(LedgerDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            try (ResultSet tables =
                    connection
                            .getMetaData()
                            .getTables(null, connection.getSchema(), HISTORY, null)) {
                if (!tables.next()) {
                    return Optional.empty();
                }
            }
            Stream.Builder<MigrationVersion> versions = Stream.builder();
            try (Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery(
                                    "SELECT version FROM "
                                            + HISTORY
                                            + " WHERE version IS NOT NULL AND version <> '"
                                            + NOTHING
                                            + "' AND success")) {
                while (rows.next()) {
                    versions.add(MigrationVersion.fromVersion(rows.getString(1)));
                }
            }
            return versions.build().max(MigrationVersion::compareTo);
        }
    }

    private void migrate(LedgerDatabase database) throws LedgerException {
        List<String> all = new ArrayList<>(locations);
        all.addAll(database.locations());
        try {
            Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(database.dataSource())
                    .locations(all.toArray(String[]::new))
                    .table(HISTORY)
                    .baselineOnMigrate(true)
                    .baselineVersion(NOTHING)
                    .placeholders(database.placeholders())
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw e.getCause() instanceof SQLException sql
                    ? database.explain(sql)
                    : new LedgerException(
                            Scope.STORE,
                            Retry.NEVER,
                            "Cannot bring the ledger "
                                    + database.place()
                                    + " to version "
                                    + version
                                    + ": "
                                    + e.getMessage(),
                            "It was left as it was; put the backup back if not.",
                            e);
        }
    }
}
