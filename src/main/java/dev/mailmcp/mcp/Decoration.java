package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** What modern revisions want on results: the type, our identity, and how long and by whom they may be kept. */
final class Decoration {
    private static final Duration SHARED_TTL = Duration.ofHours(1);
    /** Short, because another grant of the same client may list more. */
    private static final Duration PERSONAL_TTL = Duration.ofMinutes(5);
    /** Mail comes at any time; long enough for a host that reads a thing twice in one go. */
    private static final Duration MOMENT = Duration.ofSeconds(10);

    private final ServerDescription server;

    Decoration(ServerDescription server) {
        this.server = server;
    }

    ObjectNode of(Method.Keeping keeping, ObjectNode result) {
        typed("complete", result);
        return switch (keeping) {
            case NONE -> result;
            case SHARED -> cacheable(result, SHARED_TTL, "public");
            case PERSONAL -> cacheable(result, PERSONAL_TTL, "private");
            case MOMENTARY -> cacheable(result, MOMENT, "private");
        };
    }

    /** To whoever asks who we are. */
    ObjectNode introduced(ObjectNode result) {
        of(Method.Keeping.SHARED, result).withObject("_meta").set(Meta.SERVER_INFO, server.implementation());
        return result;
    }

    /** The result of a request that took several rounds: it depends on what was answered, and is good once. */
    ObjectNode afterAnswers(Method.Keeping keeping, ObjectNode result) {
        of(keeping, result);
        return keeping == Method.Keeping.NONE ? result : cacheable(result, Duration.ZERO, "private");
    }

    ObjectNode inputRequired(ObjectNode result) {
        return typed("input_required", result);
    }

    /** The response that ends a subscription. */
    ObjectNode ended(JsonNode id) {
        ObjectNode result = typed("complete", Json.object());
        result.withObject("_meta").set(Meta.SUBSCRIPTION_ID, id);
        return result;
    }

    private ObjectNode typed(String type, ObjectNode result) {
        result.put("resultType", type);
        result.putObject("_meta").set(Meta.SERVER_INFO, server.brief());
        return result;
    }

    private static ObjectNode cacheable(ObjectNode result, Duration ttl, String scope) {
        return result.put("ttlMs", ttl.toMillis()).put("cacheScope", scope);
    }
}
