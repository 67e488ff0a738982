package dev.mailmcp.store.embedded;

import static dev.mailmcp.store.embedded.Sql.instant;
import static dev.mailmcp.store.embedded.Sql.update;

import dev.mailmcp.store.Census;
import dev.mailmcp.store.GrantRow;
import dev.mailmcp.store.Grants;
import dev.mailmcp.store.Seals;
import dev.mailmcp.store.embedded.SqliteWriter.Work;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Grants in the file. */
final class SqliteGrants implements Grants {
    private final SqliteWriter writer;
    private final KnownGrants known = new KnownGrants();

    SqliteGrants(SqliteWriter writer) {
        this.writer = writer;
    }

    @Override
    public void create(GrantRow row) {
        writer.call(connection -> update(
                connection,
                """
                INSERT INTO grant_row
                  (id, share, client, generation, rotated_at, confirmed, stale, created, idle_end, absolute_end, mailbox, label,
                   sealed_by, sealed_before)
                VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)""",
                row.id(),
                row.share(),
                row.clientId(),
                row.generation(),
                row.rotatedAt(),
                row.confirmed(),
                row.stale(),
                row.created(),
                row.idleEnd(),
                row.absoluteEnd(),
                row.mailbox(),
                row.label(),
                row.seals().newest(),
                row.seals().before()));
    }

    @Override
    public Optional<GrantRow> get(String id) {
        return known.get(id)
                .or(() -> writer.call(connection -> find(connection, id), found -> found.ifPresent(known::note)));
    }

    @Override
    public Rotation rotate(String id, int presented, Instant now, Duration grace, Instant idleEnd, String key) {
        return writer.call(
                connection -> rotate(connection, id, presented, now, grace, idleEnd, key), _ -> known.forget(id));
    }

    private static Rotation rotate(
            Connection connection, String id, int presented, Instant now, Duration grace, Instant idleEnd, String key)
            throws SQLException {
        Optional<GrantRow> found = find(connection, id).filter(row -> !row.endedAt(now));
        if (found.isEmpty()) {
            return new Rotation.Gone();
        }
        Rotation rotation = Grants.decide(found.get(), presented, now, grace);
        switch (rotation) {
            case Rotation.Current(int generation)
            when generation > found.get().generation() -> update(connection, """
                        UPDATE grant_row SET generation=?, rotated_at=?, confirmed=0, idle_end=?,
                          sealed_before=sealed_by, sealed_by=? WHERE id=?""", generation, now, idleEnd, key, id);
            case Rotation.Current _ -> {}
            case Rotation.Reused _ -> update(connection, "DELETE FROM grant_row WHERE id=?", id);
            case Rotation.Gone _ -> {}
        }
        return rotation;
    }

    @Override
    public void confirm(String id, int generation) {
        change(id, "UPDATE grant_row SET confirmed=1 WHERE id=? AND generation=?", id, generation);
    }

    @Override
    public void markStale(String id, boolean stale) {
        change(id, "UPDATE grant_row SET stale=? WHERE id=?", stale, id);
    }

    @Override
    public void delete(String id) {
        change(id, "DELETE FROM grant_row WHERE id=?", id);
    }

    @Override
    public List<GrantRow> list(Filter filter) {
        return writer.call(connection -> Sql.all(
                connection,
                SqliteGrants::read,
                "SELECT * FROM grant_row WHERE (?='' OR client=?) AND (?='' OR mailbox=?) ORDER BY created DESC, id LIMIT ?",
                filter.clientId().orElse(""),
                filter.clientId().orElse(""),
                filter.mailbox().orElse(""),
                filter.mailbox().orElse(""),
                filter.most()));
    }

    @Override
    public List<Deleted> deleteOfClient(String clientId) {
        return deleteMany("DELETE FROM grant_row WHERE client=?", clientId);
    }

    @Override
    public List<Deleted> deleteOfMailbox(String mailbox) {
        return deleteMany("DELETE FROM grant_row WHERE mailbox=?", mailbox);
    }

    @Override
    public Census census(Instant now) {
        return writer.call(connection -> {
            Map<String, Integer> byKey = new TreeMap<>();
            Sql.all(connection, row -> byKey.put(row.getString(1), row.getInt(2)), """
                    SELECT key, count(*) FROM (
                      SELECT sealed_by AS key FROM grant_row WHERE idle_end>? AND absolute_end>?
                      UNION ALL
                      SELECT sealed_before FROM grant_row
                      WHERE idle_end>? AND absolute_end>? AND confirmed=0 AND sealed_before<>sealed_by)
                    GROUP BY key""", now, now, now, now);
            return Sql.one(
                            connection,
                            row -> new Census(row.getInt(1), row.getInt(2), byKey),
                            "SELECT count(*), count(DISTINCT client) FROM grant_row WHERE idle_end>? AND absolute_end>?",
                            now,
                            now)
                    .orElseThrow();
        });
    }

    @Override
    public void sweep(Instant now) {
        deleteMany("DELETE FROM grant_row WHERE idle_end<=? OR absolute_end<=?", now, now);
    }

    /** From here on every read meets the closed writer. */
    void closed() {
        known.forgetAll();
    }

    private List<Deleted> deleteMany(String sql, Object... values) {
        Work<List<Deleted>> deleting = connection -> Sql.all(
                connection,
                row -> new Deleted(row.getString(1), row.getString(2)),
                sql + " RETURNING id, client",
                values);
        return writer.call(deleting, gone -> {
            if (!gone.isEmpty()) {
                known.forgetAll();
            }
        });
    }

    /** Changes the row of a grant, or removes it. */
    private void change(String grantId, String sql, Object... values) {
        writer.call(connection -> update(connection, sql, values), _ -> known.forget(grantId));
    }

    private static Optional<GrantRow> find(Connection connection, String id) throws SQLException {
        return Sql.one(connection, SqliteGrants::read, "SELECT * FROM grant_row WHERE id=?", id);
    }

    private static GrantRow read(ResultSet row) throws SQLException {
        return new GrantRow(
                row.getString("id"),
                row.getBytes("share"),
                row.getString("client"),
                row.getInt("generation"),
                instant(row, "rotated_at"),
                row.getBoolean("confirmed"),
                row.getBoolean("stale"),
                instant(row, "created"),
                instant(row, "idle_end"),
                instant(row, "absolute_end"),
                row.getString("mailbox"),
                row.getString("label"),
                new Seals(row.getString("sealed_by"), row.getString("sealed_before")));
    }
}
