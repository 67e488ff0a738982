package dev.mailmcp.mcp;

import java.util.Set;

/**
 * Who makes a request, as far as the protocol cares. It lives for one request; nothing is remembered of it.
 *
 * @param id opaque; the same for all requests under one grant
 * @param scopes what the caller may do, with everything implied already in it
 */
public record Caller(String id, Set<String> scopes) {
    public Caller {
        scopes = Set.copyOf(scopes);
    }

    boolean may(String scope) {
        return scopes.contains(scope);
    }
}
