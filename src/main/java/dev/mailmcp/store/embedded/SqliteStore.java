package dev.mailmcp.store.embedded;

import dev.mailmcp.store.Attempts;
import dev.mailmcp.store.Grants;
import dev.mailmcp.store.OneTime;
import dev.mailmcp.store.Outgoing;
import dev.mailmcp.store.RevokedClients;
import dev.mailmcp.store.Store;
import dev.mailmcp.value.InvalidValue;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The store in one SQLite file of the data directory. One process at a time: the file is locked for as long as it is open. What
 * was answered survives a kill at any moment (write-ahead log, synchronous=FULL).
 */
public final class SqliteStore implements Store {
    // SQLite's result codes: the low octet is the kind of fault, the rest its detail.
    private static final int PRIMARY_CODE = 0xff;
    private static final int BUSY = 5;

    private final SqliteWriter writer;
    private final SqliteGrants grants;
    private final SqliteOneTime oneTime;
    private final SqliteRevokedClients revokedClients;
    private final SqliteAttempts attempts;
    private final SqliteOutgoing outgoing;

    private SqliteStore(SqliteWriter writer) {
        this.writer = writer;
        this.grants = new SqliteGrants(writer);
        this.oneTime = new SqliteOneTime(writer);
        this.revokedClients = new SqliteRevokedClients(writer);
        this.attempts = new SqliteAttempts(writer);
        this.outgoing = new SqliteOutgoing(writer);
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
                prepare(connection);
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

    private static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout=1000");
            // Before the journal mode: so that the write-ahead log needs no shared memory and nobody else gets in.
            statement.execute("PRAGMA locking_mode=EXCLUSIVE");
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA synchronous=FULL");
            // A deleted share is overwritten: revoking a grant must not leave half of its key on the disk.
            statement.execute("PRAGMA secure_delete=ON");
        }
        SqliteSchema.migrate(connection);
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

    /** With a statement that changes nothing but needs the right to write. */
    @Override
    public void check() {
        writer.call(connection -> Sql.update(connection, "DELETE FROM code WHERE expires<0"));
    }

    @Override
    public void close() {
        writer.close();
        grants.closed();
    }
}
