package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalLong;

/**
 * A resource as a client is told of it.
 *
 * @param name for programs
 * @param title for people
 * @param description for models; may be empty
 * @param mediaType what reading it gives
 * @param size in bytes, where it is known
 */
public record ResourceEntry(
        String uri, String name, String title, String description, String mediaType, OptionalLong size) {
    ObjectNode toJson() {
        ObjectNode json = Json.object().put("uri", uri).put("name", name).put("title", title);
        if (!description.isEmpty()) {
            json.put("description", description);
        }
        json.put("mimeType", mediaType);
        size.ifPresent(bytes -> json.put("size", bytes));
        return json;
    }
}
