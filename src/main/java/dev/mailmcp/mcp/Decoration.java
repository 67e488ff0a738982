package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** What modern revisions want on results: the type, our identity, and how long and by whom they may be kept. */
final class Decoration {
    private static final Duration SHARED_TTL = Duration.ofHours(1);
    /** Short, because another grant of the same client may list more. */
    private static final Duration PERSONAL_TTL = Duration.ofMinutes(5);

    private final ServerDescription server;

    Decoration(ServerDescription server) {
        this.server = server;
    }

    ObjectNode complete(ObjectNode result) {
        result.put("resultType", "complete");
        result.putObject("_meta").set(Meta.SERVER_INFO, server.implementation());
        return result;
    }

    /** The same for every caller. */
    ObjectNode shared(ObjectNode result) {
        return cacheable(result, SHARED_TTL, "public");
    }

    /** Depends on what the caller may do. */
    ObjectNode personal(ObjectNode result) {
        return cacheable(result, PERSONAL_TTL, "private");
    }

    private ObjectNode cacheable(ObjectNode result, Duration ttl, String scope) {
        return complete(result).put("ttlMs", ttl.toMillis()).put("cacheScope", scope);
    }
}
