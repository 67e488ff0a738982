package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code completion/complete}: values for an argument of a prompt or a variable of a resource template. */
final class CompletionMethod {
    /** MCP, completion: no more are allowed in an answer. */
    private static final int MOST = 100;

    private final Prompts prompts;
    private final Resources resources;

    CompletionMethod(Prompts prompts, Resources resources) {
        this.prompts = prompts;
        this.resources = resources;
    }

    ObjectNode complete(Incoming incoming) throws RpcError {
        JsonNode argument = incoming.params().path("argument");
        String name = argument.path("name").textValue();
        String typed = argument.path("value").textValue();
        if (name == null || typed == null) {
            throw RpcError.invalidParams("argument needs a name and a value, both strings");
        }
        Completer completer = completer(incoming, incoming.params().path("ref"), name);
        Map<String, String> others = others(incoming.params());
        return result(Faults.orRpcError("completion", () -> completer.complete(typed, others)));
    }

    private Completer completer(Incoming incoming, JsonNode reference, String argument) throws RpcError {
        return switch (reference.path("type").asText()) {
            case "ref/prompt" -> ofPrompt(incoming, reference.path("name").asText(), argument);
            case "ref/resource" -> ofTemplate(incoming, reference.path("uri").asText(), argument);
            default -> throw RpcError.invalidParams("ref must be of type ref/prompt or ref/resource");
        };
    }

    private Completer ofPrompt(Incoming incoming, String name, String argument) throws RpcError {
        return prompts
                .named(name)
                .map(Prompt::definition)
                .filter(prompt -> incoming.caller().may(prompt.scope()))
                .orElseThrow(() -> RpcError.invalidParams("there is no such prompt; see prompts/list"))
                .arguments()
                .stream()
                .filter(candidate -> candidate.name().equals(argument))
                .findFirst()
                .orElseThrow(() -> RpcError.invalidParams("this prompt has no such argument"))
                .completer();
    }

    private Completer ofTemplate(Incoming incoming, String uriTemplate, String variable) throws RpcError {
        return resources.all().stream()
                .filter(source -> incoming.caller().may(source.scope()))
                .flatMap(source -> source.templates().stream())
                .filter(template -> template.uriTemplate().equals(uriTemplate))
                .findFirst()
                .orElseThrow(() ->
                        RpcError.invalidParams("there is no such resource template; see resources/templates/list"))
                .variables()
                .getOrDefault(variable, Completer.NONE);
    }

    private static Map<String, String> others(ObjectNode params) {
        Map<String, String> others = new TreeMap<>();
        params.path("context").path("arguments").properties().forEach(argument -> {
            if (argument.getValue().isTextual()) {
                others.put(argument.getKey(), argument.getValue().textValue());
            }
        });
        return others;
    }

    private static ObjectNode result(List<String> values) {
        ObjectNode result = Json.object();
        ObjectNode completion = result.putObject("completion");
        var list = completion.putArray("values");
        values.stream().limit(MOST).forEach(list::add);
        completion.put("total", values.size()).put("hasMore", values.size() > MOST);
        return result;
    }
}
