package dev.mailmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP 2026-07-28, base protocol, statelessness: a request is served by what it carries and by nothing else. */
class StatelessnessTest {
    private final McpBench bench = McpBench.toys();

    @Test
    void earlierRequestsTeachNothing() {
        JsonNode before = bench.modern("tools/list", "");

        bench.ask(Map.of(), McpBench.legacyBody("initialize", "{\"protocolVersion\":\"2025-06-18\"}"));
        bench.call("echo", "{\"text\":\"x\"}");
        bench.modern("nonsense", "");

        assertEquals(before, bench.modern("tools/list", ""));
    }

    @Test
    void legacyClientNeedsNoInitializeBefore() {
        JsonNode answer =
                bench.ask(Map.of("MCP-Protocol-Version", "2025-06-18"), McpBench.legacyBody("tools/list", "{}"));

        assertEquals(2, answer.path("result").path("tools").size());
    }

    /** Who a client says it is, and what else it can do, decides nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"io.modelcontextprotocol/clientInfo\":{\"name\":\"claude\",\"version\":\"1\"},",
                "\"com.example/flavour\":\"vanilla\",",
                "\"traceparent\":\"00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01\",",
            })
    void furtherMetadataChangesNothing(String entry) {
        String body = McpBench.modernBody("tools/list", "").replace("\"_meta\":{", "\"_meta\":{" + entry);

        JsonNode answer = bench.ask(McpBench.modernHeaders("tools/list", ""), body);

        assertTrue(body.contains(entry));
        assertEquals(bench.modern("tools/list", ""), answer);
    }

    @Test
    void extensionThatWeLackLeavesTheCoreProtocol() {
        String body = McpBench.modernBody("tools/list", "")
                .replace(
                        "clientCapabilities\":{}",
                        "clientCapabilities\":{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}},\"sampling\":{}}");

        JsonNode answer = bench.ask(McpBench.modernHeaders("tools/list", ""), body);

        assertTrue(body.contains("extensions"));
        assertEquals(bench.modern("tools/list", ""), answer);
    }

    /** MCP 2025-11-25, tasks: who does not declare them serves the call as if none had been asked for. */
    @Test
    void taskThatIsAskedForIsAPlainCall() {
        JsonNode result = bench.ask(
                        Map.of("MCP-Protocol-Version", "2025-11-25"),
                        McpBench.legacyBody(
                                "tools/call",
                                "{\"name\":\"echo\",\"arguments\":{\"text\":\"x\"},\"task\":{\"ttl\":60000}}"))
                .path("result");

        assertEquals("x", result.path("structuredContent").path("heard").textValue());
    }

    /** Streams are not resumed and sessions are not made, so neither header is looked at. */
    @Test
    void headersOfSessionsAreIgnored() {
        Map<String, String> headers = McpBench.modernHeaders("tools/list", "");
        headers.put("Mcp-Session-Id", "1868a90c");
        headers.put("Last-Event-ID", "7");
        headers.put("Mcp-Param-Region", "us-west1");

        assertEquals(bench.modern("tools/list", ""), bench.ask(headers, McpBench.modernBody("tools/list", "")));
    }

    @Test
    void repliesDifferInTheirIdAlone() {
        ObjectNode one = (ObjectNode) bench.modern("server/discover", "");
        ObjectNode other = (ObjectNode) bench.ask(
                McpBench.modernHeaders("server/discover", ""),
                McpBench.modernBody("server/discover", "").replace("\"id\":7", "\"id\":\"again\""));

        assertEquals("again", other.path("id").textValue());
        assertEquals(one.without("id"), other.without("id"));
    }
}
