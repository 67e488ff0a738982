package dev.mailmcp.testing;

import dev.mailmcp.store.Attempts;
import dev.mailmcp.store.Grants;
import dev.mailmcp.store.OneTime;
import dev.mailmcp.store.Outgoing;
import dev.mailmcp.store.RevokedClients;
import dev.mailmcp.store.Store;
import dev.mailmcp.store.StoreUnavailable;
import dev.mailmcp.store.embedded.SqliteStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The embedded store, which a test can take away and give back. */
public final class BreakableStore implements Store {
    public volatile boolean down;
    /** Runs before a grant is created. */
    public volatile Runnable beforeCreate = () -> {};
    /** The methods called so far, by name. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    private final SqliteStore store;

    public BreakableStore(Path folder) {
        this.store = SqliteStore.open(folder);
    }

    private <T> T breakable(Class<T> port, T real) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (_, method, values) -> {
            asked.add(method.getName());
            if (method.getName().equals("create")) {
                beforeCreate.run();
            }
            check();
            try {
                return method.invoke(real, values);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    @Override
    public Grants grants() {
        return breakable(Grants.class, store.grants());
    }

    @Override
    public OneTime oneTime() {
        return breakable(OneTime.class, store.oneTime());
    }

    @Override
    public RevokedClients revokedClients() {
        return breakable(RevokedClients.class, store.revokedClients());
    }

    @Override
    public Attempts attempts() {
        return breakable(Attempts.class, store.attempts());
    }

    @Override
    public Outgoing outgoing() {
        return breakable(Outgoing.class, store.outgoing());
    }

    @Override
    public void sweep(Instant now) {
        check();
        store.sweep(now);
    }

    @Override
    public void check() {
        if (down) {
            throw new StoreUnavailable("taken away by the test", new IllegalStateException());
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
