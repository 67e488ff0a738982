package dev.mailmcp.store.postgresql;

import dev.mailmcp.store.Attempts;
import dev.mailmcp.store.Grants;
import dev.mailmcp.store.OneTime;
import dev.mailmcp.store.Outgoing;
import dev.mailmcp.store.RevokedClients;
import dev.mailmcp.store.Store;
import dev.mailmcp.value.InvalidValue;
import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/** The store in a PostgreSQL database, 13 or newer. Any number of nodes share it; what ends, ends by the database's clock. */
public final class PostgresStore implements Store {
    /** Not there, starting, stopping, or full for the moment. */
    private static final Pattern MAY_COME = Pattern.compile("08...|57P..|53300|");

    private final Database database;
    private final Sql sql;
    private final Grants grants;
    private final OneTime oneTime;
    private final RevokedClients revokedClients;
    private final Attempts attempts;
    private final Outgoing outgoing;

    private PostgresStore(Database database, Sql sql) {
        this.database = database;
        this.sql = sql;
        this.grants = new PostgresGrants(database, sql);
        this.oneTime = new PostgresOneTime(database, sql);
        this.revokedClients = new PostgresRevokedClients(database, sql);
        this.attempts = new PostgresAttempts(database, sql);
        this.outgoing = new PostgresOutgoing(database, sql);
    }

    /**
     * Opens the store, and makes or changes its tables when they are not as this version needs them.
     *
     * @param waiting how long a database is waited for that is not there yet, or just starts
     * @throws InvalidValue saying why it cannot be used, without anything secret
     */
    public static PostgresStore open(DatabaseUrl url, Duration waiting) {
        return open(url, waiting, new Sql(Sql.CLOCK));
    }

    static PostgresStore open(DatabaseUrl url, Duration waiting, Sql sql) {
        long end = System.nanoTime() + waiting.toNanos();
        while (true) {
            try {
                Migrations.run(url);
                return new PostgresStore(Database.at(url, Database.PATIENCE), sql);
            } catch (SQLException | FlywayException e) {
                String state = state(e);
                if (!MAY_COME.matcher(state).matches() || System.nanoTime() > end) {
                    throw new InvalidValue(why(state));
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(500));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InvalidValue("interrupted while waiting for the database");
        }
    }

    /** SQLState (PostgreSQL, Appendix A); empty when there is none. */
    private static String state(Throwable fault) {
        @Nullable Throwable cause = fault;
        while (cause != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        return cause instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : "";
    }

    /** In our words; the driver's own may quote what was given. */
    private static String why(String state) {
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "28" -> "the database refuses the user or the password";
            case "3D" -> "there is no such database on that server; make it with createdb";
            case "42" -> "the tables cannot be made or changed: the user needs CREATE on the schema";
            case "", "08", "57" -> "the database cannot be reached; check host, port and whether it runs";
            default -> "the database cannot be used (" + state + ")";
        };
    }

    @Override
    public Grants grants() {
        return grants;
    }

    @Override
    public OneTime oneTime() {
        return oneTime;
    }

    @Override
    public RevokedClients revokedClients() {
        return revokedClients;
    }

    @Override
    public Attempts attempts() {
        return attempts;
    }

    @Override
    public Outgoing outgoing() {
        return outgoing;
    }

    /** With a statement that changes nothing, but that a server which only reads refuses. */
    @Override
    public void check() {
        database.call(connection -> sql.update(connection, "DELETE FROM mail_mcp_code WHERE false"));
    }

    @Override
    public void close() {
        database.close();
    }
}
