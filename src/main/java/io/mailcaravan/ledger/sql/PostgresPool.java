package io.mailcaravan.ledger.sql;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.mailcaravan.mailbox.ConfigurationException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Connections to PostgreSQL, as configured. */
final class PostgresPool {

    private PostgresPool() {}

    /** A server that does not answer must be known as such before a person gives up. */
    private static final String CONNECT_SECONDS = "10";

    private static final Duration ACQUISITION = Duration.ofSeconds(20);

    static AgroalDataSource open(PostgresSettings settings) {
        AgroalDataSourceConfigurationSupplier configuration =
                new AgroalDataSourceConfigurationSupplier().metricsEnabled(false);
        configuration
                .connectionPoolConfiguration()
                .initialSize(0)
                .minSize(0)
                .maxSize(settings.maxSize())
                .acquisitionTimeout(ACQUISITION)
                .reapTimeout(Duration.ofMinutes(5))
                .connectionValidator(ConnectionValidator.defaultValidatorWithTimeout(5))
                .validateOnBorrow(true)
                .exceptionSorter(new PostgreSQLExceptionSorter())
                .connectionFactoryConfiguration()
                .connectionProviderClass(Driver.class)
                .jdbcUrl(settings.url())
                .jdbcProperty(PGProperty.CONNECT_TIMEOUT.getName(), CONNECT_SECONDS)
                .jdbcProperty(PGProperty.LOGIN_TIMEOUT.getName(), CONNECT_SECONDS)
                .jdbcProperty(PGProperty.TCP_KEEP_ALIVE.getName(), "true")
                .jdbcProperty(PGProperty.APPLICATION_NAME.getName(), "mail-caravan");
        if (!settings.username().isEmpty()) {
            configuration
                    .connectionPoolConfiguration()
                    .connectionFactoryConfiguration()
                    .principal(new NamePrincipal(settings.username()));
        }
        if (settings.password() != null) {
            configuration
                    .connectionPoolConfiguration()
                    .connectionFactoryConfiguration()
                    .credential(new SimplePassword(settings.password().reveal()));
        }
        try {
            return AgroalDataSource.from(configuration);
        } catch (SQLException e) {
            throw new IllegalStateException(e); // it opens no connection yet
        }
    }

    /**
     * Host, port and database, without the parameters, among which may be a password.
     *
     * @throws ConfigurationException when the driver cannot read the URL
     */
    static String place(PostgresSettings settings) {
        Properties parts = Driver.parseURL(settings.url(), new Properties());
        if (parts == null) {
            throw new ConfigurationException(
                    "caravan.datasource.url",
                    "no address of a PostgreSQL database",
                    "Write jdbc:postgresql://HOST/DATABASE, or jdbc:postgresql://HOST:PORT/DATABASE.");
        }
        String[] hosts = PGProperty.PG_HOST.getOrDefault(parts).split(",");
        String[] ports = PGProperty.PG_PORT.getOrDefault(parts).split(",");
        StringBuilder place = new StringBuilder("PostgreSQL at ");
        for (int i = 0; i < hosts.length; i++) {
            place.append(i == 0 ? "" : ",").append(hosts[i]).append(':');
            place.append(ports[Math.min(i, ports.length - 1)]);
        }
        return place.append('/').append(PGProperty.PG_DBNAME.getOrDefault(parts)).toString();
    }
}
