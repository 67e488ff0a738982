package dev.mailmcp.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mailmcp.testserver.HttpExchange;
import dev.mailmcp.testserver.ServerSentEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds a recorded session, message by message, against the published schema of the revision that each exchange is in: each
 * request and notification against the definition of its method, each result against that of the method it answers, each
 * error against that of its code.
 */
public final class SchemaJudge {
    /** Refused before MCP is spoken: by the protected resource, for the origin, for the HTTP method. */
    private static final Set<Integer> OUTSIDE_THE_PROTOCOL = Set.of(401, 403, 405);

    private static final String VERSION = "io.modelcontextprotocol/protocolVersion";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final PublishedSchemas schemas;
    private final List<String> faults = new ArrayList<>();
    /** Methods of the requests that the server sent, by id: a later POST answers them. */
    private final Map<JsonNode, String> asked = new HashMap<>();

    private int messages;

    private SchemaJudge(PublishedSchemas schemas) {
        this.schemas = schemas;
    }

    /**
     * @param messages how many JSON-RPC messages were held against a schema
     * @param faults what is wrong, one line each; empty when all is well
     */
    public record Verdict(int messages, List<String> faults) {}

    public static Verdict judge(PublishedSchemas schemas, List<HttpExchange> session) {
        var judge = new SchemaJudge(schemas);
        session.forEach(judge::exchange);
        return new Verdict(judge.messages, List.copyOf(judge.faults));
    }

    /** The revision that an exchange is in: the body's word in the modern era, before that the one being opened, the header's. */
    public static String revision(HttpExchange exchange) {
        JsonNode params = read(exchange.body()).path("params");
        String modern = params.path("_meta").path(VERSION).asText();
        String opening = params.path("protocolVersion").asText();
        String header = exchange.headers().getOrDefault("mcp-protocol-version", "2025-03-26");
        return modern.isEmpty() ? opening.isEmpty() ? header : opening : modern;
    }

    private void exchange(HttpExchange exchange) {
        String revision = revision(exchange);
        if (!PublishedSchemas.REVISIONS.contains(revision)) {
            faults.add(exchange.method() + " is in an unknown revision: " + revision);
            return;
        }
        JsonNode sent = read(exchange.body());
        if (exchange.method().equals("POST")) {
            message(revision, sent, asked.getOrDefault(sent.path("id"), ""));
        }
        exchange.answer().ifPresentOrElse(answer -> answer(revision, sent, answer), () -> {
            if (exchange.method().equals("POST")) {
                faults.add(sent.path("method").asText() + " was not answered");
            }
        });
    }

    private void answer(String revision, JsonNode sent, HttpExchange.Answer answer) {
        String method = sent.path("method").asText();
        List<JsonNode> received = answer.isStream()
                ? answer.events().stream()
                        .map(ServerSentEvent::data)
                        .map(SchemaJudge::read)
                        .toList()
                : List.of(read(answer.body()));
        boolean outside = OUTSIDE_THE_PROTOCOL.contains(answer.status())
                && !received.getFirst().has("jsonrpc");
        if (outside || (answer.status() == 202 && answer.body().isEmpty() && !isRequest(sent))) {
            return;
        }
        for (JsonNode message : received) {
            message(revision, message, method);
            if (isRequest(message)) {
                asked.put(message.path("id"), message.path("method").asText());
            }
            boolean answers = message.has("result") || message.has("error");
            if (answers && !message.path("id").equals(sent.path("id"))) {
                faults.add(method + " with id " + sent.path("id") + " is answered for id " + message.path("id"));
            }
        }
        boolean over = !answer.isStream() || answer.whole();
        if (isRequest(sent) && over && (received.isEmpty() || received.getLast().has("method"))) {
            faults.add(method + " got no response before the stream ended");
        }
    }

    private static boolean isRequest(JsonNode message) {
        return message.has("method") && message.has("id");
    }

    /** @param answered the method of the request that this message answers, if it is an answer */
    private void message(String revision, JsonNode message, String answered) {
        messages++;
        if (message.has("method")) {
            String method = message.path("method").asText();
            valid(revision, isRequest(message) ? "JSONRPCRequest" : "JSONRPCNotification", message, method);
            schemas.forMethod(revision, method)
                    .ifPresentOrElse(
                            definition -> valid(revision, definition, message, method),
                            () -> faults.add(revision + " has no method " + method));
        } else if (message.has("result")) {
            valid(revision, either(revision, "JSONRPCResultResponse", "JSONRPCResponse"), message, answered);
            JsonNode result = message.path("result");
            valid(revision, resultOf(revision, answered, result), result, "result of " + answered);
        } else {
            valid(revision, either(revision, "JSONRPCErrorResponse", "JSONRPCError"), message, "error of " + answered);
            int code = message.path("error").path("code").asInt();
            schemas.forErrorCode(revision, code).ifPresent(definition -> {
                boolean whole = schemas.isWholeMessage(revision, definition);
                valid(revision, definition, whole ? message : message.path("error"), "error of " + answered);
            });
        }
    }

    private String resultOf(String revision, String method, JsonNode result) {
        if (result.path("resultType").asText().equals("input_required")) {
            return "InputRequiredResult";
        }
        String own = schemas.forMethod(revision, method).orElse("").replaceAll("Request$", "Result");
        return schemas.defines(revision, own) ? own : "EmptyResult";
    }

    private String either(String revision, String newer, String older) {
        return schemas.defines(revision, newer) ? newer : older;
    }

    private void valid(String revision, String definition, JsonNode value, String what) {
        schemas.faults(revision, definition, value)
                .forEach(fault -> faults.add("%s %s, as %s: %s".formatted(revision, what, definition, fault)));
    }

    private static JsonNode read(String json) {
        try {
            JsonNode tree = MAPPER.readTree(json);
            return tree.isMissingNode() ? MAPPER.createObjectNode() : tree;
        } catch (JsonProcessingException e) {
            return MAPPER.createObjectNode().put("unreadable", json);
        }
    }
}
