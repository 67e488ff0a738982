package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;

/** What stands in a resource (MCP, resources/read). */
public sealed interface ResourceContents {
    String uri();

    String mediaType();

    record Text(String uri, String mediaType, String text) implements ResourceContents {}

    record Blob(String uri, String mediaType, byte[] bytes) implements ResourceContents {}

    /** A record as JSON, its names in snake case. */
    static ResourceContents json(String uri, Record content) {
        return new Text(uri, "application/json", Json.text(content));
    }

    /** As it stands on the wire. */
    default ObjectNode toJson() {
        ObjectNode json = Json.object().put("uri", uri()).put("mimeType", mediaType());
        return switch (this) {
            case Text text -> json.put("text", text.text());
            case Blob blob -> json.put("blob", Base64.getEncoder().encodeToString(blob.bytes()));
        };
    }
}
