package dev.mailmcp.bench;

import dev.mailmcp.secret.Digest;
import dev.mailmcp.store.GrantRow;
import dev.mailmcp.store.Grants;
import dev.mailmcp.store.OneTime;
import dev.mailmcp.store.Patience;
import dev.mailmcp.store.Seals;
import dev.mailmcp.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** How long each operation of a store takes, one after another on one thread, in the order of a grant's life. */
final class StoreTable {
    private static final Duration LIFE = Duration.ofDays(30);
    private static final String KEY = "a-key-id";
    private static final Patience PATIENCE = new Patience(5, Duration.ofMinutes(15), Duration.ofDays(1));

    private final Clock clock = Clock.systemUTC();

    /** In nanoseconds, sorted. */
    Map<String, long[]> measure(Store store, int times) {
        Map<String, Consumer<String>> operations = operations(store);
        Map<String, long[]> nanos = new LinkedHashMap<>();
        operations.keySet().forEach(name -> nanos.put(name, new long[times]));
        for (int i = -times / 5; i < times; i++) { // What is below zero warms up.
            String id = Digest.random(128);
            for (Map.Entry<String, Consumer<String>> operation : operations.entrySet()) {
                long begin = System.nanoTime();
                operation.getValue().accept(id);
                long took = System.nanoTime() - begin;
                if (i >= 0) {
                    long[] all = nanos.getOrDefault(operation.getKey(), new long[0]);
                    all[i] = took;
                }
            }
        }
        nanos.values().forEach(Arrays::sort);
        return nanos;
    }

    private Map<String, Consumer<String>> operations(Store store) {
        Map<String, Consumer<String>> all = new LinkedHashMap<>();
        all.put("grants.create", id -> store.grants().create(row(id)));
        all.put("grants.get", id -> store.grants().get(id));
        all.put("grants.rotate", id -> store.grants()
                .rotate(id, 1, now(), Duration.ofSeconds(60), now().plus(LIFE), KEY));
        all.put("grants.confirm", id -> store.grants().confirm(id, 2));
        all.put("grants.markStale", id -> store.grants().markStale(id, true));
        all.put("grants.list of 20", _ -> store.grants()
                .list(new Grants.Filter(Optional.empty(), Optional.empty(), 20)));
        all.put("grants.delete", id -> store.grants().delete(id));
        all.put("grants.deleteOfClient", id -> store.grants().deleteOfClient(id));
        all.put("grants.deleteOfMailbox", id -> store.grants().deleteOfMailbox(id));
        all.put("oneTime.putCode", id -> store.oneTime().putCode(id, new byte[700], now(), Duration.ofSeconds(60)));
        all.put("oneTime.code", id -> store.oneTime().code(id, now()));
        all.put("oneTime.failCode", id -> store.oneTime().failCode(id, 3));
        all.put("oneTime.takeCode", id -> store.oneTime().takeCode(id, now()));
        all.put("oneTime.attempt", id -> store.oneTime().attempt(id, now().plusSeconds(600)));
        all.put("oneTime.use", id -> store.oneTime().use(OneTime.Use.REQUEST_STATE, id, now().plusSeconds(600)));
        all.put("attempts.get", id -> store.attempts().get(id, now()));
        all.put("attempts.fail", id -> store.attempts().fail(id, now(), PATIENCE));
        all.put("attempts.forget", id -> store.attempts().forget(id));
        all.put("grants.census", _ -> store.grants().census(now()));
        all.put("revokedClients.isRevoked", id -> store.revokedClients().isRevoked(id));
        all.put("revokedClients.revoke", id -> store.revokedClients().revoke(id, now()));
        return all;
    }

    private Instant now() {
        return clock.instant();
    }

    private GrantRow row(String id) {
        Instant now = now();
        return new GrantRow(
                id,
                new byte[32],
                "client",
                1,
                now,
                false,
                false,
                now,
                now.plus(LIFE),
                now.plus(LIFE),
                id,
                "a client",
                Seals.of(KEY));
    }
}
