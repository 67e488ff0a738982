package dev.mailmcp.store.postgresql;

import static dev.mailmcp.store.postgresql.Sql.instant;

import dev.mailmcp.store.Outgoing;
import dev.mailmcp.store.StoreUnavailable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Mails to be handed over once, in the database: of all nodes one reserves a mail, and the others see that. */
final class PostgresOutgoing implements Outgoing {
    static final int MOST = 100_000;
    private static final int MOST_TRIES = 5;

    private final Database database;
    private final Sql sql;
    /** How many this node reserved since its start. */
    private final AtomicInteger fresh = new AtomicInteger();

    PostgresOutgoing(Database database, Sql sql) {
        this.database = database;
        this.sql = sql;
    }

    @Override
    public Entry reserve(String id, String holder, String content, Instant now, Duration life) {
        for (int i = 0; i < MOST_TRIES; i++) {
            Optional<Entry> reserved = reserved(id, holder, content, life);
            if (reserved.isPresent()) {
                makeRoom();
                return reserved.get();
            }
            Optional<Entry> standing = find(id, now);
            if (standing.isPresent()) {
                return standing.get();
            }
            // It was given up between the two: again.
        }
        throw new StoreUnavailable("the database does not settle", new IllegalStateException());
    }

    private Optional<Entry> reserved(String id, String holder, String content, Duration life) {
        return database.call(connection -> sql.one(connection, PostgresOutgoing::read, """
                INSERT INTO mail_mcp_outgoing AS kept (id, holder, content, state, since, outcome, expires)
                VALUES (?, ?, ?, 'RESERVED', clock_timestamp(), '', clock_timestamp() + ? * interval '1 millisecond')
                ON CONFLICT (id) DO UPDATE SET holder = excluded.holder, content = excluded.content,
                  state = excluded.state, since = excluded.since, outcome = '', expires = excluded.expires
                WHERE kept.expires <= clock_timestamp()
                RETURNING *""", id, holder, content, life));
    }

    @Override
    public Optional<Entry> find(String id, Instant now) {
        return database.call(connection -> sql.one(
                connection,
                PostgresOutgoing::read,
                "SELECT * FROM mail_mcp_outgoing WHERE id = ? AND expires > clock_timestamp()",
                id));
    }

    private static Entry read(ResultSet row) throws SQLException {
        return new Entry(
                row.getString("holder"),
                row.getString("content"),
                State.valueOf(row.getString("state")),
                instant(row, "since").truncatedTo(ChronoUnit.MILLIS),
                row.getString("outcome"));
    }

    /** One node at a time, as with the others. */
    private void makeRoom() {
        if (fresh.incrementAndGet() % PostgresAttempts.TRIM_EVERY == 0) {
            run("""
                    DELETE FROM mail_mcp_outgoing WHERE (SELECT pg_try_advisory_xact_lock(?)) AND id IN
                      (SELECT id FROM mail_mcp_outgoing ORDER BY expires DESC OFFSET ?)""", Locks.TRIM_OUTGOING, MOST);
        }
    }

    @Override
    public void settle(String id, String holder, State state, String outcome, Instant now, Duration life) {
        run("""
                UPDATE mail_mcp_outgoing
                SET state = ?, outcome = ?, expires = clock_timestamp() + ? * interval '1 millisecond'
                WHERE id = ? AND holder = ?""", state.name(), outcome, life, id, holder);
    }

    @Override
    public void release(String id, String holder) {
        run("DELETE FROM mail_mcp_outgoing WHERE id = ? AND holder = ?", id, holder);
    }

    @Override
    public void sweep(Instant now) {
        run("DELETE FROM mail_mcp_outgoing WHERE expires <= clock_timestamp()");
    }

    private void run(String statement, Object... values) {
        database.call(connection -> sql.update(connection, statement, values));
    }
}
