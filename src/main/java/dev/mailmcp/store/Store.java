package dev.mailmcp.store;

import java.time.Instant;

/** All that the server remembers, in one place: a file, a database that several nodes share, or the memory of one process. */
public interface Store extends AutoCloseable {
    Grants grants();

    OneTime oneTime();

    RevokedClients revokedClients();

    Attempts attempts();

    Outgoing outgoing();

    /** Forgets what has ended by time, of every kind. */
    default void sweep(Instant now) {
        grants().sweep(now);
        oneTime().sweep(now);
        attempts().sweep(now);
        outgoing().sweep(now);
    }

    /** @throws StoreUnavailable when it cannot be read and written at the moment */
    void check();

    @Override
    void close();
}
