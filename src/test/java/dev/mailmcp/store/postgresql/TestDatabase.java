package dev.mailmcp.store.postgresql;

import dev.mailmcp.blackbox.Suites;
import dev.mailmcp.store.Attempts;
import dev.mailmcp.store.GrantRow;
import dev.mailmcp.store.Grants;
import dev.mailmcp.store.OneTime;
import dev.mailmcp.store.Outgoing;
import dev.mailmcp.store.RevokedClients;
import dev.mailmcp.store.Store;
import dev.mailmcp.testserver.Postgres;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** The database of a test class: a real server, on which the test says what time it is. */
final class TestDatabase implements AutoCloseable {
    private static final Sql SQL = new Sql("test_clock()");

    private final Postgres server;
    private final AtomicReference<Instant> time = new AtomicReference<>(Instant.EPOCH);

    private TestDatabase(Postgres server) {
        this.server = server;
    }

    /** Skips the tests where there is no PostgreSQL. */
    static TestDatabase start() throws IOException, SQLException {
        Suites.need("postgresql", Postgres.installed(), "PostgreSQL is not installed");
        var database = new TestDatabase(Postgres.start());
        database.execute("CREATE TABLE test_time (at timestamptz NOT NULL)");
        database.execute("INSERT INTO test_time VALUES (now())");
        database.execute("CREATE FUNCTION test_clock() RETURNS timestamptz LANGUAGE sql AS 'SELECT at FROM test_time'");
        return database;
    }

    Postgres server() {
        return server;
    }

    DatabaseUrl url() {
        return DatabaseUrl.parse(server.openUrl());
    }

    /** One that goes by the server's clock. */
    PostgresStore node() {
        return PostgresStore.open(url(), Duration.ofSeconds(20));
    }

    /** One for which it is always the time that it is told, as the contract has it. */
    PostgresStore timed() {
        return PostgresStore.open(url(), Duration.ofSeconds(20), SQL);
    }

    /** The port with the test's clock set before each call that names a time. */
    <T> T onTime(Class<T> port, T real) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (_, method, values) -> {
            for (Object value : values == null ? new Object[0] : values) {
                if (value instanceof GrantRow row) {
                    set(row.created());
                } else if (value instanceof Instant now
                        && !List.of("attempt", "use").contains(method.getName())) {
                    set(now);
                    break;
                }
            }
            try {
                return method.invoke(real, values);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private synchronized void set(Instant now) throws SQLException {
        if (!now.equals(time.getAndSet(now))) {
            try (Connection connection = connect();
                    var statement = connection.prepareStatement("UPDATE test_time SET at = ?")) {
                statement.setObject(1, now.atOffset(ZoneOffset.UTC));
                statement.executeUpdate();
            }
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(server.openUrl());
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    int count(String table) throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM " + table)) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Nothing is kept any more. */
    void empty() throws SQLException {
        execute("TRUNCATE mail_mcp_grant, mail_mcp_code, mail_mcp_sign_in, mail_mcp_revoked_client, mail_mcp_attempt,"
                + " mail_mcp_outgoing");
    }

    /** A store on this database, on time. */
    Store asStore(PostgresStore store) {
        return new OnTime(this, store);
    }

    private record OnTime(TestDatabase database, PostgresStore store) implements Store {
        @Override
        public Grants grants() {
            return database.onTime(Grants.class, store.grants());
        }

        @Override
        public OneTime oneTime() {
            return database.onTime(OneTime.class, store.oneTime());
        }

        @Override
        public RevokedClients revokedClients() {
            return database.onTime(RevokedClients.class, store.revokedClients());
        }

        @Override
        public Attempts attempts() {
            return database.onTime(Attempts.class, store.attempts());
        }

        @Override
        public Outgoing outgoing() {
            return database.onTime(Outgoing.class, store.outgoing());
        }

        @Override
        public void sweep(Instant now) {
            store.sweep(now);
        }

        @Override
        public void check() {
            store.check();
        }

        @Override
        public void close() {
            store.close();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
