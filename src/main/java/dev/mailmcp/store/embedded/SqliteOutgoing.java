package dev.mailmcp.store.embedded;

import static dev.mailmcp.store.embedded.Sql.instant;
import static dev.mailmcp.store.embedded.Sql.update;

import dev.mailmcp.store.Outgoing;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Mails to be handed over once, in the file. */
final class SqliteOutgoing implements Outgoing {
    static final int MOST = 100_000;

    private final SqliteWriter writer;
    /** How many were reserved since the start. Of the writer's thread alone. */
    private int fresh;

    SqliteOutgoing(SqliteWriter writer) {
        this.writer = writer;
    }

    @Override
    public Entry reserve(String id, String holder, String content, Instant now, Duration life) {
        return writer.call(connection -> {
            Optional<Entry> standing = standing(connection, id, now);
            if (standing.isPresent()) {
                return standing.get();
            }
            update(connection, """
                    INSERT OR REPLACE INTO outgoing (id, holder, content, state, since, outcome, expires)
                    VALUES (?,?,?,?,?,'',?)""", id, holder, content, State.RESERVED.name(), now, now.plus(life));
            makeRoom(connection);
            return standing(connection, id, now).orElseThrow();
        });
    }

    @Override
    public Optional<Entry> find(String id, Instant now) {
        return writer.call(connection -> standing(connection, id, now));
    }

    private static Optional<Entry> standing(Connection connection, String id, Instant now) throws SQLException {
        return Sql.one(connection, SqliteOutgoing::read, "SELECT * FROM outgoing WHERE id=? AND expires>?", id, now);
    }

    private static Entry read(ResultSet row) throws SQLException {
        return new Entry(
                row.getString("holder"),
                row.getString("content"),
                State.valueOf(row.getString("state")),
                instant(row, "since"),
                row.getString("outcome"));
    }

    private void makeRoom(Connection connection) throws SQLException {
        if (++fresh % SqliteAttempts.TRIM_EVERY == 0) {
            update(
                    connection,
                    "DELETE FROM outgoing WHERE id IN (SELECT id FROM outgoing ORDER BY expires DESC LIMIT -1 OFFSET ?)",
                    MOST);
        }
    }

    @Override
    public void settle(String id, String holder, State state, String outcome, Instant now, Duration life) {
        writer.call(connection -> update(
                connection,
                "UPDATE outgoing SET state=?, outcome=?, expires=? WHERE id=? AND holder=?",
                state.name(),
                outcome,
                now.plus(life),
                id,
                holder));
    }

    @Override
    public void release(String id, String holder) {
        writer.call(connection -> update(connection, "DELETE FROM outgoing WHERE id=? AND holder=?", id, holder));
    }

    @Override
    public void sweep(Instant now) {
        writer.call(connection -> update(connection, "DELETE FROM outgoing WHERE expires<=?", now));
    }
}
