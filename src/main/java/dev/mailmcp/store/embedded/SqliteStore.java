package dev.mailmcp.store.embedded;

import dev.mailmcp.store.GrantRow;
import dev.mailmcp.store.Grants;
import dev.mailmcp.store.OneTime;
import dev.mailmcp.value.InvalidValue;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The store in one SQLite file of the data directory. One process at a time: the file is locked for as long as it is open. What
 * was answered survives a kill at any moment (write-ahead log, synchronous=FULL).
 */
public final class SqliteStore implements Grants, OneTime, AutoCloseable {
    // SQLite's result codes: the low octet is the kind of fault, the rest its detail.
    private static final int PRIMARY_CODE = 0xff;
    private static final int BUSY = 5;

    private final SqliteWriter writer;
    private final KnownGrants known = new KnownGrants();

    private SqliteStore(SqliteWriter writer) {
        this.writer = writer;
    }

    /**
     * Opens the store, and makes it when it is not there.
     *
     * @throws InvalidValue when the folder cannot be written or another process has the file open
     */
    public static SqliteStore open(Path folder) {
        Path file = OwnersFile.make(folder, "mail-mcp.db");
        try {
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            try {
                SqliteSchema.prepare(connection);
                return new SqliteStore(new SqliteWriter(connection));
            } catch (SQLException | InvalidValue e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new InvalidValue(
                    (e.getErrorCode() & PRIMARY_CODE) == BUSY
                            ? "another process uses mail-mcp.db in that folder; stop it, or give this one a folder of its own"
                            : "mail-mcp.db in that folder cannot be opened; check its rights and the disk");
        }
    }

    @Override
    public void create(GrantRow row) {
        run(
                "INSERT INTO grant_row VALUES (?,?,?,?,?,?,?,?,?,?)",
                row.id(),
                row.share(),
                row.clientId(),
                row.generation(),
                millis(row.rotatedAt()),
                row.confirmed(),
                row.stale(),
                millis(row.created()),
                millis(row.idleEnd()),
                millis(row.absoluteEnd()));
    }

    @Override
    public Optional<GrantRow> get(String id) {
        return known.get(id)
                .or(() -> writer.call(connection -> find(connection, id), found -> found.ifPresent(known::note)));
    }

    @Override
    public Rotation rotate(String id, int presented, Instant now, Duration grace, Instant idleEnd) {
        return writer.call(connection -> rotate(connection, id, presented, now, grace, idleEnd), _ -> known.forget(id));
    }

    private static Rotation rotate(
            Connection connection, String id, int presented, Instant now, Duration grace, Instant idleEnd)
            throws SQLException {
        Optional<GrantRow> found = find(connection, id).filter(row -> !row.endedAt(now));
        if (found.isEmpty()) {
            return new Rotation.Gone();
        }
        Rotation rotation = Grants.decide(found.get(), presented, now, grace);
        switch (rotation) {
            case Rotation.Current(int generation)
            when generation > found.get().generation() ->
                update(
                        connection,
                        "UPDATE grant_row SET generation=?, rotated_at=?, confirmed=0, idle_end=? WHERE id=?",
                        generation,
                        millis(now),
                        millis(idleEnd),
                        id);
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
    public void putCode(String id, byte[] payload, Instant expires) {
        run("INSERT INTO code VALUES (?,?,0,0,?)", id, payload, millis(expires));
    }

    @Override
    public Optional<Kept> code(String id, Instant now) {
        return writer.call(connection -> {
            try (PreparedStatement statement = prepare(
                            connection, "SELECT payload, takes FROM code WHERE id=? AND expires>?", id, millis(now));
                    ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(new Kept(row.getBytes(1), row.getInt(2))) : Optional.empty();
            }
        });
    }

    @Override
    public boolean takeCode(String id, Instant now) {
        return writer.call(connection -> {
            try (PreparedStatement statement = prepare(
                            connection,
                            "UPDATE code SET takes=takes+1 WHERE id=? AND expires>? RETURNING takes",
                            id,
                            millis(now));
                    ResultSet row = statement.executeQuery()) {
                return row.next() && row.getInt(1) == 1;
            }
        });
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
            update(
                    connection,
                    "INSERT INTO sign_in VALUES (?,1,0,?) ON CONFLICT(id) DO UPDATE SET attempts=attempts+1",
                    transaction,
                    millis(expires));
            try (PreparedStatement statement =
                            prepare(connection, "SELECT attempts, used FROM sign_in WHERE id=?", transaction);
                    ResultSet row = statement.executeQuery()) {
                return row.next() && row.getInt(2) == 0 ? row.getInt(1) : Integer.MAX_VALUE;
            }
        });
    }

    @Override
    public boolean use(String transaction, Instant expires) {
        return run(
                        "INSERT INTO sign_in VALUES (?,0,1,?) ON CONFLICT(id) DO UPDATE SET used=1 WHERE used=0",
                        transaction,
                        millis(expires))
                == 1;
    }

    @Override
    public void sweep(Instant now) {
        writer.call(
                connection -> {
                    update(connection, "DELETE FROM code WHERE expires<=?", millis(now));
                    update(connection, "DELETE FROM sign_in WHERE expires<=?", millis(now));
                    return update(
                            connection,
                            "DELETE FROM grant_row WHERE idle_end<=? OR absolute_end<=?",
                            millis(now),
                            millis(now));
                },
                ended -> {
                    if (ended > 0) {
                        known.forgetAll();
                    }
                });
    }

    @Override
    public void close() {
        writer.close();
        known.forgetAll(); // From here on every read meets the closed writer.
    }

    private static Optional<GrantRow> find(Connection connection, String id) throws SQLException {
        try (PreparedStatement statement = prepare(connection, "SELECT * FROM grant_row WHERE id=?", id);
                ResultSet row = statement.executeQuery()) {
            return row.next()
                    ? Optional.of(new GrantRow(
                            row.getString("id"),
                            row.getBytes("share"),
                            row.getString("client"),
                            row.getInt("generation"),
                            instant(row, "rotated_at"),
                            row.getBoolean("confirmed"),
                            row.getBoolean("stale"),
                            instant(row, "created"),
                            instant(row, "idle_end"),
                            instant(row, "absolute_end")))
                    : Optional.empty();
        }
    }

    /** Changes the row of a grant, or removes it. */
    private void change(String grantId, String sql, Object... values) {
        writer.call(connection -> update(connection, sql, values), _ -> known.forget(grantId));
    }

    private int run(String sql, Object... values) {
        return writer.call(connection -> update(connection, sql, values));
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i] instanceof Boolean flag ? (flag ? 1 : 0) : values[i]);
        }
        return statement;
    }

    private static long millis(Instant instant) {
        return instant.toEpochMilli();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }
}
