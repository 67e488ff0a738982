package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;

/** A piece of what a tool or a prompt gives (MCP, content blocks). */
public sealed interface Content {
    record Text(String text) implements Content {}

    /** @param mediaType for instance {@code image/png} */
    record Image(byte[] bytes, String mediaType) implements Content {}

    /** @param mediaType for instance {@code audio/wav} */
    record Audio(byte[] bytes, String mediaType) implements Content {}

    /** A resource with what is in it. */
    record Embedded(ResourceContents resource) implements Content {}

    /** A resource to be read when it is wanted. */
    record Link(ResourceEntry resource) implements Content {}

    /** As it stands on the wire. */
    default ObjectNode toJson() {
        return switch (this) {
            case Text(String text) -> Json.object().put("type", "text").put("text", text);
            case Image(byte[] bytes, String mediaType) -> binary("image", bytes, mediaType);
            case Audio(byte[] bytes, String mediaType) -> binary("audio", bytes, mediaType);
            case Embedded(ResourceContents resource) -> {
                ObjectNode json = Json.object().put("type", "resource");
                json.set("resource", resource.toJson());
                yield json;
            }
            case Link(ResourceEntry resource) -> {
                ObjectNode json = Json.object().put("type", "resource_link");
                json.setAll(resource.toJson());
                yield json;
            }
        };
    }

    private static ObjectNode binary(String type, byte[] bytes, String mediaType) {
        return Json.object()
                .put("type", type)
                .put("data", Base64.getEncoder().encodeToString(bytes))
                .put("mimeType", mediaType);
    }
}
