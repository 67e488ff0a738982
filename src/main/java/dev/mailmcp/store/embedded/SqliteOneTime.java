package dev.mailmcp.store.embedded;

import static dev.mailmcp.store.embedded.Sql.update;

import dev.mailmcp.store.OneTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Codes and what else is used once, in the file. */
final class SqliteOneTime implements OneTime {
    /** Of each kind. */
    static final int MOST = 100_000;

    private final SqliteWriter writer;
    /** How many new ones came since the start, by kind. Of the writer's thread alone. */
    private final Map<Use, Integer> fresh = new EnumMap<>(Use.class);

    SqliteOneTime(SqliteWriter writer) {
        this.writer = writer;
    }

    @Override
    public void putCode(String id, byte[] payload, Instant now, Duration life) {
        run("INSERT INTO code (id, payload, failures, takes, expires) VALUES (?,?,0,0,?)", id, payload, now.plus(life));
    }

    @Override
    public Optional<Kept> code(String id, Instant now) {
        return writer.call(connection -> Sql.one(
                connection,
                row -> new Kept(row.getBytes(1), row.getInt(2)),
                "SELECT payload, takes FROM code WHERE id=? AND expires>?",
                id,
                now));
    }

    @Override
    public boolean takeCode(String id, Instant now) {
        return writer.call(connection -> Sql.one(
                        connection,
                        row -> row.getInt(1),
                        "UPDATE code SET takes=takes+1 WHERE id=? AND expires>? RETURNING takes",
                        id,
                        now))
                .filter(takes -> takes == 1)
                .isPresent();
    }

    @Override
    public void failCode(String id, int most) {
        writer.call(connection -> {
            update(connection, "UPDATE code SET failures=failures+1 WHERE id=?", id);
            return update(connection, "DELETE FROM code WHERE id=? AND takes=0 AND failures>=?", id, most);
        });
    }

    @Override
    public int attempt(String transaction, Instant expires) {
        return writer.call(connection -> {
            int attempts = Sql.one(
                            connection,
                            row -> row.getInt(2) == 0 ? row.getInt(1) : Integer.MAX_VALUE,
                            """
                            INSERT INTO sign_in (id, attempts, used, expires) VALUES (?,1,0,?)
                            ON CONFLICT (id) DO UPDATE SET attempts=attempts+1 RETURNING attempts, used""",
                            Use.SIGN_IN.kind() + transaction,
                            expires)
                    .orElseThrow();
            if (attempts == 1) {
                makeRoom(connection, Use.SIGN_IN);
            }
            return attempts;
        });
    }

    @Override
    public boolean use(Use use, String id, Instant expires) {
        return writer.call(connection -> {
            boolean first = update(connection, """
                            INSERT INTO sign_in (id, attempts, used, expires) VALUES (?,0,1,?)
                            ON CONFLICT (id) DO UPDATE SET used=1 WHERE used=0""", use.kind() + id, expires) == 1;
            if (first) {
                makeRoom(connection, use);
            }
            return first;
        });
    }

    private void makeRoom(Connection connection, Use use) throws SQLException {
        if (fresh.merge(use, 1, Integer::sum) % SqliteAttempts.TRIM_EVERY == 0) {
            update(connection, """
                    DELETE FROM sign_in WHERE id IN
                      (SELECT id FROM sign_in WHERE substr(id,1,2)=? ORDER BY expires DESC LIMIT -1 OFFSET ?)""", use.kind(), MOST);
        }
    }

    @Override
    public void sweep(Instant now) {
        writer.call(connection -> {
            update(connection, "DELETE FROM code WHERE expires<=?", now);
            return update(connection, "DELETE FROM sign_in WHERE expires<=?", now);
        });
    }

    private int run(String sql, Object... values) {
        return writer.call(connection -> update(connection, sql, values));
    }
}
