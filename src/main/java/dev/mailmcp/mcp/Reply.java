package dev.mailmcp.mcp;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;

/** What the transport has to answer. */
public sealed interface Reply {
    /**
     * A JSON-RPC response.
     *
     * @param status the HTTP status that belongs to it
     */
    record Json(int status, byte[] body) implements Reply {}

    /** An event stream: 200 with {@code text/event-stream}, sent as it is written. */
    record Events(Writer writer) implements Reply {}

    /** A notification or a response was taken: 202 without a body. */
    record Accepted() implements Reply {}

    /**
     * A legacy client introduced itself.
     *
     * @param session what it shall repeat in {@code Mcp-Session-Id}: sealed, and kept nowhere here
     */
    record Initialized(Json response, String session) implements Reply {}

    /**
     * The caller asked for a tool outside of what it may do: 403 (RFC 6750 §3.1).
     *
     * @param scopes all scopes that the operation needs
     */
    record InsufficientScope(Set<String> scopes) implements Reply {
        public InsufficientScope {
            scopes = Set.copyOf(scopes);
        }
    }

    /**
     * The caller has used up its {@link Allowance}: 429.
     *
     * @param retryAfter whole seconds
     */
    record TooMuch(Json response, Duration retryAfter) implements Reply {}

    /** See {@link CallerRejected}: 401. */
    record CallerTurnedAway() implements Reply {}

    /** Writes the events of a stream, each as soon as it happens; ends with the stream. Interrupted when the peer goes away. */
    @FunctionalInterface
    interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }
}
