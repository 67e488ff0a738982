package dev.mailmcp.store.embedded;

import static dev.mailmcp.store.embedded.Sql.instant;
import static dev.mailmcp.store.embedded.Sql.update;

import dev.mailmcp.store.Attempts;
import dev.mailmcp.store.Patience;
import dev.mailmcp.store.Standing;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Failures in the file. */
final class SqliteAttempts implements Attempts {
    static final int MOST = 50_000;
    /** How many new keys come between two looks at how many there are. */
    static final int TRIM_EVERY = 256;

    private final SqliteWriter writer;
    /** Of the writer's thread alone. */
    private int fresh;

    SqliteAttempts(SqliteWriter writer) {
        this.writer = writer;
    }

    @Override
    public Optional<Standing> get(String key, Instant now) {
        return writer.call(connection -> find(connection, key))
                .filter(standing -> standing.forgottenAt().isAfter(now));
    }

    @Override
    public Standing fail(String key, Instant now, Patience patience) {
        return writer.call(connection -> {
            Optional<Standing> before = find(connection, key);
            Standing after = patience.after(before, now);
            update(
                    connection,
                    "INSERT OR REPLACE INTO attempt (name, failures, blocked_until, forgotten_at) VALUES (?,?,?,?)",
                    key,
                    after.failures(),
                    after.blockedUntil(),
                    after.forgottenAt());
            if (before.isEmpty() && ++fresh % TRIM_EVERY == 0) {
                trim(connection);
            }
            return after;
        });
    }

    private static void trim(Connection connection) throws SQLException {
        update(
                connection,
                "DELETE FROM attempt WHERE name IN (SELECT name FROM attempt ORDER BY forgotten_at DESC LIMIT -1 OFFSET ?)",
                MOST);
    }

    @Override
    public void forget(String key) {
        writer.call(connection -> update(connection, "DELETE FROM attempt WHERE name=?", key));
    }

    @Override
    public void sweep(Instant now) {
        writer.call(connection -> update(connection, "DELETE FROM attempt WHERE forgotten_at<=?", now));
    }

    private static Optional<Standing> find(Connection connection, String key) throws SQLException {
        return Sql.one(
                connection,
                row -> new Standing(
                        row.getInt("failures"), instant(row, "blocked_until"), instant(row, "forgotten_at")),
                "SELECT * FROM attempt WHERE name=?",
                key);
    }
}
