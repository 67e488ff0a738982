package dev.mailmcp.mcp;

import java.util.Set;

/** The caller may not use the tool it called; see {@link Reply.InsufficientScope}. */
final class OutsideGrant extends Exception {
    private final Set<String> scopes;

    OutsideGrant(Set<String> scopes) {
        super("insufficient scope");
        this.scopes = Set.copyOf(scopes);
    }

    Set<String> scopes() {
        return scopes;
    }
}
