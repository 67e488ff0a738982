package dev.mailmcp.mail.pool;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Counts connections by login, by host and in all; those being opened count already. Guarded by the pool's lock. */
final class Census {
    private final Map<PoolKey, Integer> byKey = new HashMap<>();
    private final Map<String, Integer> byHost = new HashMap<>();
    private int total;

    void add(PoolKey key) {
        byKey.merge(key, 1, Integer::sum);
        byHost.merge(key.host(), 1, Integer::sum);
        total++;
    }

    void remove(PoolKey key) {
        byKey.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
        byHost.computeIfPresent(key.host(), (_, count) -> count == 1 ? null : count - 1);
        total--;
    }

    int of(PoolKey key) {
        return byKey.getOrDefault(key, 0);
    }

    int of(String host) {
        return byHost.getOrDefault(host, 0);
    }

    Set<PoolKey> keys() {
        return Set.copyOf(byKey.keySet());
    }

    int total() {
        return total;
    }
}
