package dev.mailmcp.web;

import java.io.IOException;

/** A body that arrives when it is asked for: refusing a request by its headers costs none of it. */
@FunctionalInterface
public interface RequestBody {
    /**
     * Reads the whole body, once.
     *
     * @param limit most octets taken
     * @throws TooLarge when there are more
     * @throws IOException when the peer goes away or stalls
     */
    byte[] read(int limit) throws IOException;

    /** The body is larger than the endpoint takes: 413. */
    final class TooLarge extends IOException {
        public TooLarge(int limit) {
            super("the request body is larger than " + limit + " bytes");
        }
    }
}
