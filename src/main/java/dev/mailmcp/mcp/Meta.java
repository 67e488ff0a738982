package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The request metadata of modern revisions, in {@code params._meta}. */
final class Meta {
    static final String PROTOCOL_VERSION = "io.modelcontextprotocol/protocolVersion";
    static final String CLIENT_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    static final String SERVER_INFO = "io.modelcontextprotocol/serverInfo";

    private Meta() {}

    /** Whether the request says a version there at all, of whatever type. */
    static boolean namesVersion(ObjectNode params) {
        return params.path("_meta").has(PROTOCOL_VERSION);
    }

    static Optional<String> version(ObjectNode params) {
        return Optional.ofNullable(params.path("_meta").path(PROTOCOL_VERSION).textValue());
    }

    static boolean declaresCapabilities(ObjectNode params) {
        return params.path("_meta").path(CLIENT_CAPABILITIES).isObject();
    }
}
