package dev.mailmcp.mail.pool;

import java.time.Instant;

/** A connection of the pool. Guarded by the pool's lock. */
final class Kept<C extends Pooled> {
    final PoolKey key;
    final C connection;
    final Instant born;
    Instant lastUsed;
    boolean ended;

    Kept(PoolKey key, C connection, Instant now) {
        this.key = key;
        this.connection = connection;
        this.born = now;
        this.lastUsed = now;
    }
}
