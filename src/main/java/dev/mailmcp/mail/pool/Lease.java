package dev.mailmcp.mail.pool;

/** A connection in use by one caller. To be closed when the work is done: the connection is kept then if it can be. */
public final class Lease<C extends Pooled> implements AutoCloseable {
    private final C connection;
    private final boolean warm;
    private final Runnable giveBack;

    Lease(C connection, boolean warm, Runnable giveBack) {
        this.connection = connection;
        this.warm = warm;
        this.giveBack = giveBack;
    }

    public C connection() {
        return connection;
    }

    /** Whether it had been used before: the other side may have gone meanwhile. */
    public boolean warm() {
        return warm;
    }

    @Override
    public void close() {
        giveBack.run();
    }
}
