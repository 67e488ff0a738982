package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A server with tools, and short ways to ask it. */
public final class McpBench {
    public static final String MODERN = "2026-07-28";
    public static final ServerDescription SERVER = new ServerDescription("mail-mcp", "Mail", "0", "Be careful.");
    /** More than any test asks for. */
    public static final Allowance PLENTY = Allowance.of(1_000_000, 1_000_000);

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final McpServer server;
    private final Caller caller;

    public McpBench(ServerDescription description, List<Tool> tools, Set<String> scopes) {
        this(description, Features.of(new Toolset(tools)), scopes);
    }

    public McpBench(ServerDescription description, Features features, Set<String> scopes) {
        this.server = new McpServer(
                description, features, Continuities.inMemory(Clock.systemUTC()), new Tolerances(true), PLENTY);
        this.caller = new Caller("someone", scopes);
    }

    private McpBench(McpServer server, Set<String> scopes) {
        this.server = server;
        this.caller = new Caller("someone", scopes);
    }

    static McpBench of(Features features, Tolerances tolerances) {
        return new McpBench(
                new McpServer(SERVER, features, Continuities.inMemory(Clock.systemUTC()), tolerances, PLENTY),
                Set.of("toy:use"));
    }

    static McpBench toys() {
        return new McpBench(SERVER, List.of(new Toys.Echo(), new Toys.Broken()), Set.of("toy:use"));
    }

    /** The server itself, for what puts a transport before it. */
    public McpServer server() {
        return server;
    }

    public Reply send(Map<String, String> headers, byte[] body) {
        var fields = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        fields.put("Content-Type", "application/json");
        fields.putAll(headers);
        return server.answer(
                new McpRequest(name -> fields.containsKey(name) ? List.of(fields.get(name)) : List.of(), body),
                caller,
                CallerContext.NONE);
    }

    Reply send(Map<String, String> headers, String body) {
        return send(headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Status and JSON as one tree, for assertions. */
    JsonNode ask(Map<String, String> headers, String body) {
        return json(send(headers, body));
    }

    static JsonNode json(Reply reply) {
        if (reply instanceof Reply.Initialized(Reply.Json response, String _)) {
            return json(response);
        }
        if (reply instanceof Reply.Events(Reply.Writer writer)) {
            return events(writer).getLast();
        }
        if (!(reply instanceof Reply.Json(int status, byte[] body))) {
            throw new AssertionError("no JSON but " + reply);
        }
        return ((ObjectNode) tree(body)).put("status", status);
    }

    /** Every message of a stream, the response last. */
    public static List<JsonNode> events(Reply.Writer writer) {
        var out = new ByteArrayOutputStream();
        try {
            writer.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> tree(line.substring(6).getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    public static JsonNode tree(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A well-formed modern request with the headers that belong to it. */
    JsonNode modern(String method, String params) {
        return ask(modernHeaders(method, ""), modernBody(method, params));
    }

    public static Map<String, String> modernHeaders(String method, String name) {
        var headers = new TreeMap<>(Map.of("MCP-Protocol-Version", MODERN, "Mcp-Method", method));
        if (!name.isEmpty()) {
            headers.put("Mcp-Name", name);
        }
        return headers;
    }

    /** @param params further members of params, each followed by a comma; may be empty */
    public static String modernBody(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method + "\",\"params\":{" + params + META + "}}";
    }

    static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    public static String legacyBody(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    /** Calls a tool and gives the whole result. */
    public JsonNode call(String tool, String arguments) {
        Reply reply =
                send(Map.of(), legacyBody("tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}"));
        return json(reply).path("result");
    }

    /** Of a client of the legacy era; the whole answer. */
    public JsonNode legacy(String method, String params) {
        return json(send(Map.of(), legacyBody(method, params)));
    }

    /**
     * Of a client of the modern era; the whole answer.
     *
     * @param params an object
     * @param capabilities of the client: an object
     */
    public JsonNode modern(String method, String params, String capabilities) {
        ObjectNode all = (ObjectNode) tree(params.getBytes(StandardCharsets.UTF_8));
        String named = all.path("name").asText(all.path("uri").asText());
        all.putObject("_meta")
                .put("io.modelcontextprotocol/protocolVersion", MODERN)
                .set("io.modelcontextprotocol/clientCapabilities", tree(capabilities.getBytes(StandardCharsets.UTF_8)));
        return json(send(modernHeaders(method, named), legacyBody(method, all.toString())));
    }

    /** {@link #legacyAnswering(String, String, String, Supplier)} with the same answer always. */
    public List<JsonNode> legacyAnswering(String capabilities, String method, String params, String answer) {
        return legacyAnswering(capabilities, method, params, () -> answer);
    }

    /**
     * Of a client of the legacy era that answers whatever it is asked.
     *
     * @param capabilities of the client: an object
     * @param answer the result that it gives to every question, an object, when it is asked
     * @return all messages, the response last
     */
    public List<JsonNode> legacyAnswering(String capabilities, String method, String params, Supplier<String> answer) {
        Reply begun = send(
                Map.of(),
                legacyBody("initialize", "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":" + capabilities + "}"));
        if (!(begun instanceof Reply.Initialized(Reply.Json _, String session))) {
            throw new AssertionError("no session but " + begun);
        }
        var headers = Map.of("Mcp-Session-Id", session, "Accept", "application/json, text/event-stream");
        Reply reply = send(headers, legacyBody(method, params));
        if (!(reply instanceof Reply.Events(Reply.Writer writer))) {
            return List.of(json(reply));
        }
        return events(out -> writer.writeTo(new FilterOutputStream(out) {
            @Override
            public void write(byte[] octets) throws IOException {
                out.write(octets);
                String event = new String(octets, StandardCharsets.UTF_8);
                if (event.startsWith("data: ") && event.contains("\"elicitation/create\"")) {
                    String id = tree(event.substring(6).getBytes(StandardCharsets.UTF_8))
                            .path("id")
                            .asText();
                    send(headers, "{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\",\"result\":" + answer.get() + "}");
                }
            }
        }));
    }
}
