package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A family of resources.
 *
 * @param uriTemplate RFC 6570
 * @param name for programs
 * @param title for people
 * @param description for models
 * @param mediaType what reading any of them gives; empty where that differs
 * @param variables how the template's variables are completed, by name; a variable without completion may be missing
 */
public record ResourceTemplate(
        String uriTemplate,
        String name,
        String title,
        String description,
        String mediaType,
        Map<String, Completer> variables) {
    public ResourceTemplate {
        variables = Map.copyOf(variables);
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object()
                .put("uriTemplate", uriTemplate)
                .put("name", name)
                .put("title", title)
                .put("description", description);
        return mediaType.isEmpty() ? json : json.put("mimeType", mediaType);
    }
}
