package dev.mailmcp.mail.pool;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** A connection in use by one caller. To be closed when the work is done: the connection is kept then if it can be. */
public final class Lease<C extends Pooled> implements AutoCloseable {
    private final C connection;
    private final boolean warm;
    private final BooleanSupplier ended;
    private final Runnable giveBack;
    private final AtomicBoolean closed = new AtomicBoolean();

    Lease(C connection, boolean warm, BooleanSupplier ended, Runnable giveBack) {
        this.connection = connection;
        this.warm = warm;
        this.ended = ended;
        this.giveBack = giveBack;
    }

    public C connection() {
        return connection;
    }

    /** Whether it had been used before: the other side may have gone meanwhile. */
    public boolean warm() {
        return warm;
    }

    /** Whether the pool has ended it meanwhile, on purpose: what it was used for must not begin anew. */
    public boolean ended() {
        return ended.getAsBoolean();
    }

    /** A second time it does nothing: somebody else may have the connection by then. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            giveBack.run();
        }
    }
}
