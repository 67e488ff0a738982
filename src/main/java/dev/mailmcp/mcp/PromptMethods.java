package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** {@code prompts/list} and {@code prompts/get}. */
final class PromptMethods {
    private final Prompts prompts;
    private final Pages pages;

    PromptMethods(Prompts prompts, Pages pages) {
        this.prompts = prompts;
        this.pages = pages;
    }

    ObjectNode list(Incoming incoming) throws RpcError {
        List<PromptDefinition> allowed = prompts.all().stream()
                .map(Prompt::definition)
                .filter(prompt -> incoming.caller().may(prompt.scope()))
                .toList();
        return pages.page(incoming, "prompts", allowed, PromptDefinition::name, PromptDefinition::toJson);
    }

    ObjectNode get(Incoming incoming) throws RpcError, OutsideGrant {
        Prompt prompt = prompts.named(incoming.text("name", "the prompt to get"))
                .orElseThrow(() -> RpcError.invalidParams("there is no such prompt; see prompts/list"));
        PromptDefinition definition = prompt.definition();
        if (!incoming.caller().may(definition.scope())) {
            throw new OutsideGrant(Set.of(definition.scope()));
        }
        Map<String, String> arguments = arguments(incoming.params().path("arguments"), definition);
        return Faults.orRpcError("prompt " + definition.name(), () -> prompt.get(arguments, incoming.call())
                .toJson());
    }

    private static Map<String, String> arguments(JsonNode given, PromptDefinition definition) throws RpcError {
        if (!given.isMissingNode() && !given.isNull() && !given.isObject()) {
            throw RpcError.invalidParams("arguments is not an object");
        }
        Map<String, String> arguments = new TreeMap<>();
        for (PromptArgument argument : definition.arguments()) {
            JsonNode value = given.path(argument.name());
            if (value.isTextual()) {
                arguments.put(argument.name(), value.textValue());
            } else if (!value.isMissingNode() && !value.isNull()) {
                throw RpcError.invalidParams("the argument " + argument.name() + " is not a string");
            } else if (argument.required()) {
                throw RpcError.invalidParams("the argument " + argument.name() + " is missing");
            }
        }
        Optional<String> unknown = unknown(given, definition);
        if (unknown.isPresent()) {
            throw RpcError.invalidParams(unknown.get());
        }
        return arguments;
    }

    private static Optional<String> unknown(JsonNode given, PromptDefinition definition) {
        List<String> known =
                definition.arguments().stream().map(PromptArgument::name).toList();
        var names = given.fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            if (!known.contains(name)) {
                return Optional.of(NearestName.unknown(name, known));
            }
        }
        return Optional.empty();
    }
}
