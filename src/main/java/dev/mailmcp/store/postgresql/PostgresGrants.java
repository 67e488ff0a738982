package dev.mailmcp.store.postgresql;

import static dev.mailmcp.store.postgresql.Sql.instant;

import dev.mailmcp.store.Census;
import dev.mailmcp.store.GrantRow;
import dev.mailmcp.store.Grants;
import dev.mailmcp.store.Seals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Grants in the database. Nothing of them is remembered here: what one node deletes is gone for all at once. */
final class PostgresGrants implements Grants {
    /** By name: a statement that was prepared before a column is added must go on meaning the same. */
    private static final String ROW = """
            id, share, client, generation, rotated_at, confirmed, stale, created, idle_end, absolute_end, mailbox, label,
            sealed_by, sealed_before""";

    private final Database database;
    private final Sql sql;

    PostgresGrants(Database database, Sql sql) {
        this.database = database;
        this.sql = sql;
    }

    /** The absolute end is as given, since tokens say it too; the rest is counted from the database's time. */
    @Override
    public void create(GrantRow row) {
        run(
                """
                INSERT INTO mail_mcp_grant
                  (id, share, client, generation, rotated_at, confirmed, stale, created, idle_end, absolute_end, mailbox, label,
                   sealed_by, sealed_before)
                SELECT ?, ?, ?, ?, at, ?, ?, at, at + ? * interval '1 millisecond', ?, ?, ?, ?, ?
                FROM (SELECT clock_timestamp() AS at) AS clock""",
                row.id(),
                row.share(),
                row.clientId(),
                row.generation(),
                row.confirmed(),
                row.stale(),
                Duration.between(row.created(), row.idleEnd()),
                row.absoluteEnd(),
                row.mailbox(),
                row.label(),
                row.seals().newest(),
                row.seals().before());
    }

    @Override
    public Optional<GrantRow> get(String id) {
        return database.call(connection ->
                sql.one(connection, PostgresGrants::read, "SELECT " + ROW + " FROM mail_mcp_grant WHERE id = ?", id));
    }

    private record Found(GrantRow row, Instant now) {}

    @Override
    public Rotation rotate(String id, int presented, Instant now, Duration grace, Instant idleEnd, String key) {
        Duration idle = Duration.between(now, idleEnd);
        return database.together(connection -> {
            Optional<Found> found = sql.one(
                            connection,
                            row -> new Found(read(row), instant(row, "now")),
                            "SELECT " + ROW + ", clock_timestamp() AS now FROM mail_mcp_grant WHERE id = ? FOR UPDATE",
                            id)
                    .filter(locked -> !locked.row.endedAt(locked.now));
            if (found.isEmpty()) {
                return new Rotation.Gone();
            }
            Rotation rotation = Grants.decide(found.get().row, presented, found.get().now, grace);
            switch (rotation) {
                case Rotation.Current(int generation)
                when generation > found.get().row.generation() ->
                    sql.update(connection, """
                            UPDATE mail_mcp_grant SET generation = ?, rotated_at = ?, confirmed = false,
                              idle_end = ?::timestamptz + ? * interval '1 millisecond',
                              sealed_before = sealed_by, sealed_by = ? WHERE id = ?""", generation, found.get().now, found.get().now, idle, key, id);
                case Rotation.Current _ -> {}
                case Rotation.Reused _ -> sql.update(connection, "DELETE FROM mail_mcp_grant WHERE id = ?", id);
                case Rotation.Gone _ -> {}
            }
            return rotation;
        });
    }

    @Override
    public void confirm(String id, int generation) {
        run("UPDATE mail_mcp_grant SET confirmed = true WHERE id = ? AND generation = ?", id, generation);
    }

    @Override
    public void markStale(String id, boolean stale) {
        run("UPDATE mail_mcp_grant SET stale = ? WHERE id = ?", stale, id);
    }

    @Override
    public void delete(String id) {
        run("DELETE FROM mail_mcp_grant WHERE id = ?", id);
    }

    @Override
    public List<GrantRow> list(Filter filter) {
        return database.call(connection -> sql.all(
                connection,
                PostgresGrants::read,
                "SELECT " + ROW + """
                 FROM mail_mcp_grant WHERE (? = '' OR client = ?) AND (? = '' OR mailbox = ?)
                ORDER BY created DESC, id LIMIT ?""",
                filter.clientId().orElse(""),
                filter.clientId().orElse(""),
                filter.mailbox().orElse(""),
                filter.mailbox().orElse(""),
                filter.most()));
    }

    @Override
    public List<Deleted> deleteOfClient(String clientId) {
        return deleteMany("DELETE FROM mail_mcp_grant WHERE client = ? RETURNING id, client", clientId);
    }

    @Override
    public List<Deleted> deleteOfMailbox(String mailbox) {
        return deleteMany("DELETE FROM mail_mcp_grant WHERE mailbox = ? RETURNING id, client", mailbox);
    }

    private List<Deleted> deleteMany(String statement, String value) {
        return database.call(connection ->
                sql.all(connection, row -> new Deleted(row.getString(1), row.getString(2)), statement, value));
    }

    @Override
    public Census census(Instant now) {
        return database.call(connection -> {
            Map<String, Integer> byKey = new TreeMap<>();
            sql.all(connection, row -> byKey.put(row.getString(1), row.getInt(2)), """
                    SELECT key, count(*) FROM (
                      SELECT sealed_by AS key FROM mail_mcp_grant WHERE least(idle_end, absolute_end) > clock_timestamp()
                      UNION ALL
                      SELECT sealed_before FROM mail_mcp_grant
                      WHERE least(idle_end, absolute_end) > clock_timestamp() AND NOT confirmed
                        AND sealed_before <> sealed_by) AS needed
                    GROUP BY key""");
            return sql.one(connection, row -> new Census(row.getInt(1), row.getInt(2), byKey), """
                            SELECT count(*), count(DISTINCT client) FROM mail_mcp_grant
                            WHERE least(idle_end, absolute_end) > clock_timestamp()""")
                    .orElseThrow();
        });
    }

    @Override
    public void sweep(Instant now) {
        run("DELETE FROM mail_mcp_grant WHERE least(idle_end, absolute_end) <= clock_timestamp()");
    }

    private int run(String statement, Object... values) {
        return database.call(connection -> sql.update(connection, statement, values));
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
