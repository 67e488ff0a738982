package dev.mailmcp.mcp;

import java.util.Set;

/** What the transport has to answer. */
public sealed interface Reply {
    /**
     * A JSON-RPC response.
     *
     * @param status the HTTP status that belongs to it
     */
    record Json(int status, byte[] body) implements Reply {}

    /** A notification or a response was taken: 202 without a body. */
    record Accepted() implements Reply {}

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

    /** See {@link CallerRejected}: 401. */
    record CallerTurnedAway() implements Reply {}
}
