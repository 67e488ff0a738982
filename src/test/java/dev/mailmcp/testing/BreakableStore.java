package dev.mailmcp.testing;

import dev.mailmcp.store.GrantRow;
import dev.mailmcp.store.Grants;
import dev.mailmcp.store.OneTime;
import dev.mailmcp.store.StoreUnavailable;
import dev.mailmcp.store.embedded.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The embedded store, which a test can take away and give back. */
public final class BreakableStore implements Grants, OneTime, AutoCloseable {
    public volatile boolean down;
    /** Runs before a grant is created. */
    public volatile Runnable beforeCreate = () -> {};

    private final SqliteStore store;

    public BreakableStore(Path folder) {
        this.store = SqliteStore.open(folder);
    }

    private SqliteStore store() {
        if (down) {
            throw new StoreUnavailable("taken away by the test", new IllegalStateException());
        }
        return store;
    }

    @Override
    public void create(GrantRow row) {
        beforeCreate.run();
        store().create(row);
    }

    @Override
    public Optional<GrantRow> get(String id) {
        return store().get(id);
    }

    @Override
    public Rotation rotate(String id, int presented, Instant now, Duration grace, Instant idleEnd) {
        return store().rotate(id, presented, now, grace, idleEnd);
    }

    @Override
    public void confirm(String id, int generation) {
        store().confirm(id, generation);
    }

    @Override
    public void markStale(String id, boolean stale) {
        store().markStale(id, stale);
    }

    @Override
    public void delete(String id) {
        store().delete(id);
    }

    @Override
    public void putCode(String id, byte[] payload, Instant expires) {
        store().putCode(id, payload, expires);
    }

    @Override
    public Optional<Kept> code(String id, Instant now) {
        return store().code(id, now);
    }

    @Override
    public boolean takeCode(String id, Instant now) {
        return store().takeCode(id, now);
    }

    @Override
    public void failCode(String id, int most) {
        store().failCode(id, most);
    }

    @Override
    public int attempt(String transaction, Instant expires) {
        return store().attempt(transaction, expires);
    }

    @Override
    public boolean use(String transaction, Instant expires) {
        return store().use(transaction, expires);
    }

    @Override
    public void sweep(Instant now) {
        store().sweep(now);
    }

    @Override
    public void close() {
        store.close();
    }
}
