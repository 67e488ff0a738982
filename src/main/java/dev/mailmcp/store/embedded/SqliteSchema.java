package dev.mailmcp.store.embedded;

import dev.mailmcp.value.InvalidValue;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What the file looks like inside, and how it is made so: for one process, and never losing what was committed. */
final class SqliteSchema {
    private static final int VERSION = 1;

    private SqliteSchema() {}

    /** @throws InvalidValue when the file is of a later version than this */
    static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout=1000");
            // Before the journal mode: so that the write-ahead log needs no shared memory and nobody else gets in.
            statement.execute("PRAGMA locking_mode=EXCLUSIVE");
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA synchronous=FULL");
            // A deleted share is overwritten: revoking a grant must not leave half of its key on the disk.
            statement.execute("PRAGMA secure_delete=ON");
        }
        migrate(connection);
    }

    private static void migrate(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int version;
            try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
                version = row.next() ? row.getInt(1) : 0;
            }
            if (version > VERSION) {
                throw new InvalidValue("mail-mcp.db was written by a newer mail-mcp; use that one");
            }
            if (version < 1) {
                statement.executeUpdate("BEGIN IMMEDIATE");
                statement.executeUpdate("""
                        CREATE TABLE grant_row (
                          id TEXT PRIMARY KEY, share BLOB NOT NULL, client TEXT NOT NULL, generation INTEGER NOT NULL,
                          rotated_at INTEGER NOT NULL, confirmed INTEGER NOT NULL, stale INTEGER NOT NULL,
                          created INTEGER NOT NULL, idle_end INTEGER NOT NULL, absolute_end INTEGER NOT NULL)
                        WITHOUT ROWID""");
                statement.executeUpdate("""
                        CREATE TABLE code (
                          id TEXT PRIMARY KEY, payload BLOB NOT NULL, failures INTEGER NOT NULL, takes INTEGER NOT NULL,
                          expires INTEGER NOT NULL)
                        WITHOUT ROWID""");
                statement.executeUpdate("""
                        CREATE TABLE sign_in (
                          id TEXT PRIMARY KEY, attempts INTEGER NOT NULL, used INTEGER NOT NULL, expires INTEGER NOT NULL)
                        WITHOUT ROWID""");
                statement.executeUpdate("PRAGMA user_version=" + VERSION);
                statement.executeUpdate("COMMIT");
            }
        }
    }
}
