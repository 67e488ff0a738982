package dev.mailmcp.store;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Revoked clients in the memory of one process: only the operator revokes, so that there is no bound but his. */
public final class MemoryRevokedClients implements RevokedClients {
    private final Map<String, Revoked> clients = new ConcurrentHashMap<>();

    @Override
    public boolean isRevoked(String clientId) {
        return clients.containsKey(clientId);
    }

    @Override
    public void revoke(String clientId, Instant now) {
        clients.putIfAbsent(clientId, new Revoked(clientId, now));
    }

    @Override
    public List<Revoked> list() {
        return clients.values().stream()
                .sorted(Comparator.comparing(Revoked::at).reversed().thenComparing(Revoked::clientId))
                .toList();
    }
}
