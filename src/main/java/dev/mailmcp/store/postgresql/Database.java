package dev.mailmcp.store.postgresql;

import dev.mailmcp.store.StoreUnavailable;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.cache.ConnectionCache;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A few connections to the database. Nothing here waits for long: whoever gets no connection or no answer within seconds is told
 * that the store is unavailable, and the next one tries anew, so that it recovers by itself.
 */
final class Database implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 10;
    /** For a connection from the pool, a new one included. */
    private static final Duration ACQUISITION = Duration.ofSeconds(3);
    /** For an answer. Every statement of ours takes milliseconds; what takes longer waits for a lock that somebody left behind. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private final AgroalDataSource connections;

    private Database(AgroalDataSource connections) {
        this.connections = connections;
    }

    /**
     * Connects when it is first used.
     *
     * @param patience for an answer to a statement, whole seconds
     */
    static Database at(DatabaseUrl url, Duration patience) throws SQLException {
        var configuration = new AgroalDataSourceConfigurationSupplier().metricsEnabled(false);
        configuration
                .connectionPoolConfiguration()
                .maxSize(MOST_CONNECTIONS)
                // The default keeps one per thread; ours are virtual and many.
                .connectionCache(ConnectionCache.none())
                .acquisitionTimeout(ACQUISITION)
                // One that rested may be dead by now: a restarted database, a firewall that forgets.
                .idleValidationTimeout(Duration.ofSeconds(1))
                .connectionValidator(ConnectionValidator.defaultValidatorWithTimeout(2))
                .exceptionSorter(new PostgreSQLExceptionSorter())
                .reapTimeout(Duration.ofMinutes(5))
                .maxLifetime(Duration.ofMinutes(30))
                .connectionFactoryConfiguration(factory -> driver(factory, url, patience));
        return new Database(AgroalDataSource.from(configuration));
    }

    /** What the driver is told; parameters of the URL go before these. */
    private static AgroalConnectionFactoryConfigurationSupplier driver(
            AgroalConnectionFactoryConfigurationSupplier factory, DatabaseUrl url, Duration patience) {
        url.user().ifPresent(user -> factory.principal(new NamePrincipal(user)));
        url.password().ifPresent(password -> factory.credential(new SimplePassword(password.reveal())));
        return factory.jdbcUrl(url.url())
                // By name: the class itself has annotations of a library that is not there.
                .connectionProviderClassName("org.postgresql.Driver")
                .jdbcProperty("ApplicationName", "mail-mcp")
                .jdbcProperty("connectTimeout", "2")
                .jdbcProperty("loginTimeout", "3")
                .jdbcProperty("socketTimeout", Long.toString(patience.toSeconds() + 1))
                .jdbcProperty("tcpKeepAlive", "true")
                // Details of a fault quote rows.
                .jdbcProperty("logServerErrorDetail", "false")
                .initialSql("SET statement_timeout = '" + patience.toSeconds()
                        + "s'; SET idle_in_transaction_session_timeout = '10s'");
    }

    /** Something to do with the database. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Does something, each statement a transaction of its own. */
    <T> T call(Work<T> work) {
        try (Connection connection = connections.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new StoreUnavailable("the database cannot be used", e);
        }
    }

    /** Does something in one transaction. */
    <T> T together(Work<T> work) {
        return call(connection -> {
            connection.setAutoCommit(false);
            T result = work.on(connection);
            connection.commit();
            // Given back otherwise, the pool rolls back what is open and turns this on again.
            connection.setAutoCommit(true);
            return result;
        });
    }

    AgroalDataSource connections() {
        return connections;
    }

    @Override
    public void close() {
        connections.close();
    }
}
