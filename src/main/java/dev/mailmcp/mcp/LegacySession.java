package dev.mailmcp.mcp;

import java.util.Set;

/**
 * What a legacy client said of itself with {@code initialize}. It carries that itself, sealed, as its session id: we keep nothing.
 *
 * @param id tells clients of the same caller apart; empty for one that carries nothing
 */
record LegacySession(String id, Set<ClientCapability> capabilities) {
    static final LegacySession NONE = new LegacySession("", Set.of());

    LegacySession {
        capabilities = Set.copyOf(capabilities);
    }
}
