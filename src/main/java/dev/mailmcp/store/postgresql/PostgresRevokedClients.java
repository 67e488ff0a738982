package dev.mailmcp.store.postgresql;

import static dev.mailmcp.store.postgresql.Sql.instant;

import dev.mailmcp.store.RevokedClients;
import java.time.Instant;
import java.util.List;

/** Revoked clients in the database. */
final class PostgresRevokedClients implements RevokedClients {
    private final Database database;
    private final Sql sql;

    PostgresRevokedClients(Database database, Sql sql) {
        this.database = database;
        this.sql = sql;
    }

    @Override
    public boolean isRevoked(String clientId) {
        return database.call(connection ->
                        sql.one(connection, _ -> true, "SELECT 1 FROM mail_mcp_revoked_client WHERE id = ?", clientId))
                .isPresent();
    }

    @Override
    public void revoke(String clientId, Instant now) {
        database.call(connection -> sql.update(connection, """
                INSERT INTO mail_mcp_revoked_client (id, revoked_at) VALUES (?, clock_timestamp())
                ON CONFLICT (id) DO NOTHING""", clientId));
    }

    @Override
    public List<Revoked> list() {
        return database.call(connection -> sql.all(
                connection,
                row -> new Revoked(row.getString("id"), instant(row, "revoked_at")),
                "SELECT * FROM mail_mcp_revoked_client ORDER BY revoked_at DESC, id"));
    }
}
