package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An argument of a prompt; its value is always a string.
 *
 * @param name for programs
 * @param title for people
 * @param description for people
 * @param completer helps while it is typed
 */
public record PromptArgument(String name, String title, String description, boolean required, Completer completer) {
    ObjectNode toJson() {
        return Json.object()
                .put("name", name)
                .put("title", title)
                .put("description", description)
                .put("required", required);
    }
}
