package dev.mailmcp.store.postgresql;

import static dev.mailmcp.store.postgresql.Sql.instant;

import dev.mailmcp.store.Attempts;
import dev.mailmcp.store.Patience;
import dev.mailmcp.store.Standing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Failures in the database. */
final class PostgresAttempts implements Attempts {
    static final int MOST = 50_000;
    /** How many new keys of one node come between two looks at how many there are. */
    static final int TRIM_EVERY = 256;

    private final Database database;
    private final Sql sql;
    private final AtomicInteger fresh = new AtomicInteger();

    PostgresAttempts(Database database, Sql sql) {
        this.database = database;
        this.sql = sql;
    }

    @Override
    public Optional<Standing> get(String key, Instant now) {
        return database.call(connection -> sql.one(
                connection,
                PostgresAttempts::read,
                "SELECT * FROM mail_mcp_attempt WHERE name = ? AND forgotten_at > clock_timestamp()",
                key));
    }

    private record Locked(Standing before, Instant now) {}

    /** The row is made when there is none, so that there is something to lock: none of many at once is missed. */
    @Override
    public Standing fail(String key, Instant now, Patience patience) {
        Standing after = database.together(connection -> {
            Locked locked = sql.one(connection, row -> new Locked(read(row), instant(row, "now")), """
                            INSERT INTO mail_mcp_attempt AS kept (name, failures, blocked_until, forgotten_at)
                            VALUES (?, 0, clock_timestamp(), clock_timestamp())
                            ON CONFLICT (name) DO UPDATE SET failures = kept.failures
                            RETURNING failures, blocked_until, forgotten_at, clock_timestamp() AS now""", key)
                    .orElseThrow();
            Standing standing = patience.after(Optional.of(locked.before), locked.now);
            sql.update(
                    connection,
                    "UPDATE mail_mcp_attempt SET failures = ?, blocked_until = ?, forgotten_at = ? WHERE name = ?",
                    standing.failures(),
                    standing.blockedUntil(),
                    standing.forgottenAt(),
                    key);
            return standing;
        });
        if (after.failures() == 1 && fresh.incrementAndGet() % TRIM_EVERY == 0) {
            trim();
        }
        return after;
    }

    /** One node at a time, since two that delete the same rows could lock each other out; the other need not wait. */
    private void trim() {
        run("""
                DELETE FROM mail_mcp_attempt
                WHERE forgotten_at < (SELECT forgotten_at FROM mail_mcp_attempt ORDER BY forgotten_at DESC OFFSET ? LIMIT 1)
                  AND (SELECT pg_try_advisory_xact_lock(?))""", MOST - 1, Locks.TRIM_ATTEMPTS);
    }

    @Override
    public void forget(String key) {
        run("DELETE FROM mail_mcp_attempt WHERE name = ?", key);
    }

    @Override
    public void sweep(Instant now) {
        run("DELETE FROM mail_mcp_attempt WHERE forgotten_at <= clock_timestamp()");
    }

    private void run(String statement, Object... values) {
        database.call(connection -> sql.update(connection, statement, values));
    }

    private static Standing read(ResultSet row) throws SQLException {
        return new Standing(row.getInt("failures"), instant(row, "blocked_until"), instant(row, "forgotten_at"));
    }
}
