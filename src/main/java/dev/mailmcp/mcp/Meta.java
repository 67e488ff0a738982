package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The request metadata of modern revisions, in {@code params._meta}. */
final class Meta {
    static final String PROTOCOL_VERSION = "io.modelcontextprotocol/protocolVersion";
    static final String CLIENT_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    static final String LOG_LEVEL = "io.modelcontextprotocol/logLevel";
    static final String SUBSCRIPTION_ID = "io.modelcontextprotocol/subscriptionId";
    static final String SERVER_INFO = "io.modelcontextprotocol/serverInfo";

    private Meta() {}

    /** Whether the request says a version there at all, of whatever type. */
    static boolean namesVersion(ObjectNode params) {
        return params.path("_meta").has(PROTOCOL_VERSION);
    }

    static Optional<String> version(ObjectNode params) {
        return Optional.ofNullable(params.path("_meta").path(PROTOCOL_VERSION).textValue());
    }

    /** The client's capabilities, or whatever stands in their place. */
    static JsonNode capabilities(ObjectNode params) {
        return params.path("_meta").path(CLIENT_CAPABILITIES);
    }

    static boolean namesLogLevel(ObjectNode params) {
        return params.path("_meta").has(LOG_LEVEL);
    }

    /** From which level on the client wants log messages. */
    static Optional<LogLevel> logLevel(ObjectNode params) {
        return LogLevel.of(params.path("_meta").path(LOG_LEVEL).asText());
    }

    /** What marks everything on a subscription's stream. */
    static ObjectNode subscription(JsonNode requestId) {
        ObjectNode meta = Json.object();
        meta.set(SUBSCRIPTION_ID, requestId);
        return meta;
    }
}
