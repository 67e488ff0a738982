package dev.mailmcp.store.embedded;

import static dev.mailmcp.store.embedded.Sql.instant;
import static dev.mailmcp.store.embedded.Sql.update;

import dev.mailmcp.store.RevokedClients;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Revoked clients in the file, and in memory too: each request asks, and nobody else has the file. */
final class SqliteRevokedClients implements RevokedClients {
    private final SqliteWriter writer;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    SqliteRevokedClients(SqliteWriter writer) {
        this.writer = writer;
        list().stream().map(Revoked::clientId).forEach(known::add);
    }

    @Override
    public boolean isRevoked(String clientId) {
        return known.contains(clientId);
    }

    @Override
    public void revoke(String clientId, Instant now) {
        writer.call(
                connection -> update(
                        connection,
                        "INSERT INTO revoked_client (id, revoked_at) VALUES (?,?) ON CONFLICT (id) DO NOTHING",
                        clientId,
                        now),
                _ -> known.add(clientId));
    }

    @Override
    public List<Revoked> list() {
        return writer.call(connection -> Sql.all(
                connection,
                row -> new Revoked(row.getString("id"), instant(row, "revoked_at")),
                "SELECT * FROM revoked_client ORDER BY revoked_at DESC, id"));
    }
}
