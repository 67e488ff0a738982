package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailmcp.value.InvalidValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a client is told of a tool.
 *
 * @param name 1 to 64 of {@code A-Z a-z 0-9 _ -}
 * @param title for people
 * @param description for models: what it does and what comes of it
 * @param scope without which the tool is neither listed nor callable
 * @param result the record in what {@link Tool#call} returns: the output schema is derived from it; empty for a tool whose
 *     results are content for people and models alone
 * @param rules keywords of JSON Schema 2020-12 that stand beside the parameters in the input schema: how they depend on each
 *     other, and definitions. Told to clients; to enforce them is left to the tool.
 */
public record ToolDefinition(
        String name,
        String title,
        String description,
        String scope,
        Hints hints,
        List<Parameter<?>> parameters,
        Optional<Class<? extends Record>> result,
        ObjectNode rules) {
    public ToolDefinition {
        // The protocol allows 128 characters and dots; a directory of a large host allows neither.
        if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new InvalidValue("a tool name is 1 to 64 letters, digits, underscores and hyphens");
        }
        parameters = List.copyOf(parameters);
        List<String> headers = parameters.stream()
                .flatMap(parameter -> parameter.header().stream())
                .map(header -> header.toLowerCase(Locale.ROOT))
                .toList();
        if (headers.stream().distinct().count() != headers.size()) {
            throw new InvalidValue("two parameters are repeated in the same header");
        }
    }

    /** A tool whose results are such records. */
    public ToolDefinition(
            String name,
            String title,
            String description,
            String scope,
            Hints hints,
            List<Parameter<?>> parameters,
            Class<? extends Record> result) {
        this(name, title, description, scope, hints, parameters, Optional.of(result), Json.object());
    }

    /** A tool whose results are content alone. */
    public ToolDefinition(
            String name, String title, String description, String scope, Hints hints, List<Parameter<?>> parameters) {
        this(name, title, description, scope, hints, parameters, Optional.empty(), Json.object());
    }

    /** The same tool with rules beside its parameters. */
    public ToolDefinition with(ObjectNode more) {
        return new ToolDefinition(name, title, description, scope, hints, parameters, result, more);
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object().put("name", name).put("title", title).put("description", description);
        ObjectNode input = Parameter.objectSchema(parameters).put("additionalProperties", false);
        json.set("inputSchema", input.setAll(rules));
        result.ifPresent(type -> json.set("outputSchema", OutputSchema.of(type)));
        json.set("annotations", hints.toJson(title));
        return json;
    }
}
