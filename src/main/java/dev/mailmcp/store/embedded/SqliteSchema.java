package dev.mailmcp.store.embedded;

import dev.mailmcp.value.InvalidValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables, and how a file of an earlier version gets them. Each step is one transaction: done or not done. */
final class SqliteSchema {
    /** The n-th step makes version n of the one before. A step that was released is never changed. */
    private static final List<List<String>> STEPS = List.of(
            List.of("""
                    CREATE TABLE grant_row (
                      id TEXT PRIMARY KEY, share BLOB NOT NULL, client TEXT NOT NULL, generation INTEGER NOT NULL,
                      rotated_at INTEGER NOT NULL, confirmed INTEGER NOT NULL, stale INTEGER NOT NULL,
                      created INTEGER NOT NULL, idle_end INTEGER NOT NULL, absolute_end INTEGER NOT NULL)
                    WITHOUT ROWID""", """
                    CREATE TABLE code (
                      id TEXT PRIMARY KEY, payload BLOB NOT NULL, failures INTEGER NOT NULL, takes INTEGER NOT NULL,
                      expires INTEGER NOT NULL)
                    WITHOUT ROWID""", """
                    CREATE TABLE sign_in (
                      id TEXT PRIMARY KEY, attempts INTEGER NOT NULL, used INTEGER NOT NULL, expires INTEGER NOT NULL)
                    WITHOUT ROWID"""),
            List.of(
                    "ALTER TABLE grant_row ADD COLUMN mailbox TEXT NOT NULL DEFAULT ''",
                    "ALTER TABLE grant_row ADD COLUMN label TEXT NOT NULL DEFAULT ''",
                    "CREATE INDEX grant_of_client ON grant_row (client)",
                    "CREATE INDEX grant_of_mailbox ON grant_row (mailbox)",
                    "CREATE INDEX sign_in_end ON sign_in (expires)",
                    "CREATE TABLE revoked_client (id TEXT PRIMARY KEY, revoked_at INTEGER NOT NULL) WITHOUT ROWID",
                    """
                    CREATE TABLE attempt (
                      name TEXT PRIMARY KEY, failures INTEGER NOT NULL, blocked_until INTEGER NOT NULL,
                      forgotten_at INTEGER NOT NULL)
                    WITHOUT ROWID""",
                    "CREATE INDEX attempt_end ON attempt (forgotten_at)"),
            // What is used once lies in the table of the sign-ins, each kind under a prefix of its own.
            List.of(
                    "ALTER TABLE grant_row ADD COLUMN sealed_by TEXT NOT NULL DEFAULT ''",
                    "ALTER TABLE grant_row ADD COLUMN sealed_before TEXT NOT NULL DEFAULT ''",
                    "UPDATE sign_in SET id='s:' || id",
                    "CREATE INDEX sign_in_kind_end ON sign_in (substr(id,1,2), expires)"),
            List.of("""
                    CREATE TABLE outgoing (
                      id TEXT PRIMARY KEY, holder TEXT NOT NULL, content TEXT NOT NULL, state TEXT NOT NULL,
                      since INTEGER NOT NULL, outcome TEXT NOT NULL, expires INTEGER NOT NULL)
                    WITHOUT ROWID""", "CREATE INDEX outgoing_end ON outgoing (expires)"));

    private SqliteSchema() {}

    /** @throws InvalidValue when a newer version wrote the file */
    static void migrate(Connection connection) throws SQLException {
        int version =
                Sql.one(connection, row -> row.getInt(1), "PRAGMA user_version").orElse(0);
        if (version > STEPS.size()) {
            throw new InvalidValue("mail-mcp.db was written by a newer mail-mcp; use that one");
        }
        try (Statement statement = connection.createStatement()) {
            for (int step = version; step < STEPS.size(); step++) {
                statement.executeUpdate("BEGIN IMMEDIATE");
                for (String change : STEPS.get(step)) {
                    statement.executeUpdate(change);
                }
                statement.executeUpdate("PRAGMA user_version=" + (step + 1));
                statement.executeUpdate("COMMIT");
            }
        }
    }
}
