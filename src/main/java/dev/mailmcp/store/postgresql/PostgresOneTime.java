package dev.mailmcp.store.postgresql;

import dev.mailmcp.store.OneTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Codes and what else is used once, in the database: one statement each, so that one node wins and the others see it. */
final class PostgresOneTime implements OneTime {
    /** Of each kind. */
    static final int MOST = 100_000;

    private final Database database;
    private final Sql sql;
    /** How many new ones this node made since its start, by kind. */
    private final Map<Use, Integer> fresh = new ConcurrentHashMap<>();

    PostgresOneTime(Database database, Sql sql) {
        this.database = database;
        this.sql = sql;
    }

    @Override
    public void putCode(String id, byte[] payload, Instant now, Duration life) {
        run("""
                INSERT INTO mail_mcp_code (id, payload, failures, takes, expires)
                VALUES (?, ?, 0, 0, clock_timestamp() + ? * interval '1 millisecond')""", id, payload, life);
    }

    @Override
    public Optional<Kept> code(String id, Instant now) {
        return database.call(connection -> sql.one(
                connection,
                row -> new Kept(row.getBytes(1), row.getInt(2)),
                "SELECT payload, takes FROM mail_mcp_code WHERE id = ? AND expires > clock_timestamp()",
                id));
    }

    @Override
    public boolean takeCode(String id, Instant now) {
        return database.call(connection -> sql.one(connection, row -> row.getInt(1), """
                        UPDATE mail_mcp_code SET takes = takes + 1 WHERE id = ? AND expires > clock_timestamp()
                        RETURNING takes""", id))
                .filter(takes -> takes == 1)
                .isPresent();
    }

    /** A code that is burnt has expired. */
    @Override
    public void failCode(String id, int most) {
        run("""
                UPDATE mail_mcp_code SET failures = failures + 1,
                  expires = CASE WHEN takes = 0 AND failures + 1 >= ? THEN clock_timestamp() ELSE expires END
                WHERE id = ?""", most, id);
    }

    @Override
    public int attempt(String transaction, Instant expires) {
        int attempts = database.call(connection -> sql.one(
                        connection,
                        row -> row.getBoolean(2) ? Integer.MAX_VALUE : row.getInt(1),
                        """
                        INSERT INTO mail_mcp_sign_in AS kept (id, attempts, used, expires) VALUES (?, 1, false, ?)
                        ON CONFLICT (id) DO UPDATE SET attempts = kept.attempts + 1 RETURNING attempts, used""",
                        Use.SIGN_IN.kind() + transaction,
                        expires))
                .orElseThrow();
        if (attempts == 1) {
            makeRoom(Use.SIGN_IN);
        }
        return attempts;
    }

    @Override
    public boolean use(Use use, String id, Instant expires) {
        boolean first = run("""
                        INSERT INTO mail_mcp_sign_in AS kept (id, attempts, used, expires) VALUES (?, 0, true, ?)
                        ON CONFLICT (id) DO UPDATE SET used = true WHERE NOT kept.used""", use.kind() + id, expires) == 1;
        if (first) {
            makeRoom(use);
        }
        return first;
    }

    /** One node at a time. By id, since whoever makes them may choose when they expire: very many at the same moment, too. */
    private void makeRoom(Use use) {
        if (fresh.merge(use, 1, Integer::sum) % PostgresAttempts.TRIM_EVERY == 0) {
            run("""
                    DELETE FROM mail_mcp_sign_in WHERE (SELECT pg_try_advisory_xact_lock(?)) AND id IN
                      (SELECT id FROM mail_mcp_sign_in WHERE left(id, 2) = ? ORDER BY expires DESC OFFSET ?)""", Locks.TRIM_TRANSACTIONS, use.kind(), MOST);
        }
    }

    /** Transactions end by the clock of the node that made them: they stay for as long as clocks may be apart. */
    @Override
    public void sweep(Instant now) {
        run("DELETE FROM mail_mcp_code WHERE expires <= clock_timestamp()");
        run("DELETE FROM mail_mcp_sign_in WHERE expires <= clock_timestamp() - interval '10 minutes'");
    }

    private int run(String statement, Object... values) {
        return database.call(connection -> sql.update(connection, statement, values));
    }
}
