package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a client is told of a prompt.
 *
 * @param name for programs; hosts show it as a command
 * @param title for people
 * @param description for people: what comes of it
 * @param scope without which the prompt is neither listed nor given
 */
public record PromptDefinition(
        String name, String title, String description, String scope, List<PromptArgument> arguments) {
    public PromptDefinition {
        arguments = List.copyOf(arguments);
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object().put("name", name).put("title", title).put("description", description);
        var list = json.putArray("arguments");
        arguments.forEach(argument -> list.add(argument.toJson()));
        return json;
    }
}
