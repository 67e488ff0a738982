package dev.mailmcp.blackbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.StreamSupport;

/** MCP over plain HTTP, revision 2025-11-25, one POST per request, with one person's token. */
public final class McpCalls {
    private final URI endpoint;
    private final String token;
    private final AtomicLong ids = new AtomicLong();

    public McpCalls(Product product, SignIn.Tokens tokens) {
        this(product.base(), tokens.access());
    }

    public McpCalls(String base, String token) {
        this.endpoint = URI.create(base + "/mcp");
        this.token = token;
    }

    /** A tool's result, an error result too. */
    public record Result(boolean isError, JsonNode structured, String text) {}

    /** Calls a tool and gives its structuredContent; an error result is an exception. */
    public JsonNode call(String tool, Map<String, ?> arguments) {
        Result result = result(tool, arguments);
        if (result.isError()) {
            throw new IllegalStateException(tool + ": " + result.text());
        }
        return result.structured();
    }

    /** Calls a tool that must fail, and gives {@code {error, message, hint, retryable}}. */
    public JsonNode failure(String tool, Map<String, ?> arguments) {
        Result result = result(tool, arguments);
        if (!result.isError()) {
            throw new IllegalStateException(tool + " succeeded: " + result.text());
        }
        return Json.parse(result.text());
    }

    public Result result(String tool, Map<String, ?> arguments) {
        JsonNode result = request("tools/call", Map.of("name", tool, "arguments", arguments));
        return new Result(
                result.path("isError").asBoolean(),
                result.path("structuredContent"),
                result.path("content").path(0).path("text").asText());
    }

    public List<String> tools() {
        JsonNode tools = request("tools/list", Map.of()).required("tools");
        return StreamSupport.stream(tools.spliterator(), false)
                .map(tool -> tool.required("name").asText())
                .toList();
    }

    /** A request whose transport answer must be 200 and whose JSON-RPC answer a result. */
    public JsonNode request(String method, Map<String, ?> params) {
        HttpResponse<String> response = post(method, params);
        if (response.statusCode() != 200) {
            throw new IllegalStateException(method + " answers " + response.statusCode() + ": " + response.body());
        }
        JsonNode message = message(response);
        if (!message.has("result")) {
            throw new IllegalStateException(method + ": " + message);
        }
        return message.get("result");
    }

    /** The raw answer of the transport. */
    public HttpResponse<String> post(String method, Map<String, ?> params) {
        return Product.send(HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofMinutes(2))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2025-11-25")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(
                        Map.of("jsonrpc", "2.0", "id", ids.incrementAndGet(), "method", method, "params", params)))));
    }

    /**
     * A request of revision 2026-07-28; gives its result.
     *
     * @param named the tool, prompt or URI that the parameters name
     * @param capabilities what the client declares
     */
    public JsonNode modern(String method, String named, Map<String, ?> params, Map<String, ?> capabilities) {
        Map<String, Object> all = new TreeMap<>(params);
        all.put(
                "_meta",
                Map.of(
                        "io.modelcontextprotocol/protocolVersion",
                        "2026-07-28",
                        "io.modelcontextprotocol/clientCapabilities",
                        capabilities));
        HttpResponse<String> response = Product.send(HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofMinutes(2))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", method)
                .header("Mcp-Name", named)
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(
                        Map.of("jsonrpc", "2.0", "id", ids.incrementAndGet(), "method", method, "params", all)))));
        return message(response).required("result");
    }

    /** The error of a request that must fail in the protocol. */
    JsonNode error(String method, Map<String, ?> params) {
        return message(post(method, params)).required("error");
    }

    private static JsonNode message(HttpResponse<String> response) {
        boolean stream =
                response.headers().firstValue("content-type").orElse("").startsWith("text/event-stream");
        return Json.parse(
                stream
                        ? response.body()
                                .lines()
                                .filter(line -> line.startsWith("data:"))
                                .reduce((first, last) -> last)
                                .orElse("data:")
                                .substring(5)
                        : response.body());
    }
}
