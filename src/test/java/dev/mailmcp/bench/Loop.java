package dev.mailmcp.bench;

import java.io.IOException;

/** What one user does again and again, on a connection of their own. */
interface Loop extends AutoCloseable {
    /**
     * One call.
     *
     * @param turn from 0, how many were made before
     * @throws IOException also when the call fails
     */
    void call(int turn) throws IOException;

    @Override
    void close() throws IOException;
}
