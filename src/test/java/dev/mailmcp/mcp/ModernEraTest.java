package dev.mailmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP 2026-07-28, base protocol and Streamable HTTP. */
class ModernEraTest {
    private final McpBench bench = McpBench.toys();

    @Test
    void discoverTellsTheRevisionsWeKeepWhollyAndWhoWeAre() {
        JsonNode answer = bench.modern("server/discover", "");

        JsonNode result = answer.path("result");
        assertEquals(200, answer.path("status").intValue());
        assertEquals(
                "[\"2026-07-28\",\"2025-11-25\",\"2025-06-18\"]",
                result.path("supportedVersions").toString());
        assertEquals("complete", result.path("resultType").textValue());
        assertEquals("public", result.path("cacheScope").textValue());
        assertTrue(result.path("ttlMs").isIntegralNumber());
        assertEquals(
                "mail-mcp",
                result.path("_meta")
                        .path("io.modelcontextprotocol/serverInfo")
                        .path("name")
                        .textValue());
    }

    @Test
    void toolListDependsOnTheGrantAndSaysSo() {
        JsonNode result = bench.modern("tools/list", "").path("result");

        assertEquals("private", result.path("cacheScope").textValue());
        assertEquals("broken", result.path("tools").path(0).path("name").textValue());
        assertEquals("echo", result.path("tools").path(1).path("name").textValue());
    }

    @Test
    void toolCallIsComplete() {
        JsonNode result = bench.ask(
                        McpBench.modernHeaders("tools/call", "echo"),
                        McpBench.modernBody("tools/call", "\"name\":\"echo\",\"arguments\":{\"text\":\"hi\"},"))
                .path("result");

        assertEquals("complete", result.path("resultType").textValue());
        assertEquals("hi", result.path("structuredContent").path("heard").textValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "initialize",
                "ping",
                "logging/setLevel",
                "resources/subscribe",
                "resources/unsubscribe",
                "prompts/list",
                "subscriptions/listen",
                "nonsense"
            })
    void methodsThatAreNotThereAre404(String method) {
        JsonNode answer = bench.modern(method, "");

        assertEquals(404, answer.path("status").intValue());
        assertEquals(-32601, answer.path("error").path("code").intValue());
        assertEquals(7, answer.path("id").intValue());
    }

    @Test
    void initializeWithAModernHeaderIsGoneToo() {
        JsonNode answer = bench.ask(
                McpBench.modernHeaders("initialize", ""),
                McpBench.legacyBody("initialize", "{\"protocolVersion\":\"2025-11-25\"}"));

        assertEquals(404, answer.path("status").intValue());
    }

    @ParameterizedTest(name = "version {0}, method {1}, name {2} -> {3}")
    @CsvSource(nullValues = "-", textBlock = """
                    2026-07-28,             tools/call, echo,                 0
                    ' 2026-07-28 ',         tools/call, ' echo ',             0
                    '2026-07-28,2026-07-28',tools/call, echo,                 0
                    2026-07-28,             tools/call, =?base64?ZWNobw==?=,  0
                    2025-11-25,             tools/call, echo,                 0
                    -,                      tools/call, echo,            -32020
                    2031-01-01,             tools/call, echo,            -32020
                    '2026-07-28,2025-11-25',tools/call, echo,            -32020
                    2026-07-28,             -,          echo,            -32020
                    2026-07-28,             tools/list, echo,            -32020
                    2026-07-28,             TOOLS/CALL, echo,            -32020
                    2026-07-28,             tools/call, -,               -32020
                    2026-07-28,             tools/call, Echo,            -32020
                    2026-07-28,             tools/call, =?base64?%%%?=,  -32020
                    2026-07-28,             tools/call, =?base64?wMA=?=, -32020
                    2026-07-28,             tools/call, =?base64?ZWNobw?=,-32020
                    2026-07-28,             tools/call, =?base64?ZWNobx==?=,-32020
                    2026-07-28,             tools/call, échо,            -32020
                    2026-07-28,             tools/call, 'echo,echo',     -32020
                    """)
    void headersMustAgreeWithTheBody(
            @org.jspecify.annotations.Nullable String version,
            @org.jspecify.annotations.Nullable String method,
            @org.jspecify.annotations.Nullable String name,
            int code) {
        var headers = new TreeMap<String, String>();
        if (version != null) {
            headers.put("mcp-protocol-version", version);
        }
        if (method != null) {
            headers.put("mcp-method", method);
        }
        if (name != null) {
            headers.put("mcp-name", name);
        }

        JsonNode answer = bench.ask(
                headers, McpBench.modernBody("tools/call", "\"name\":\"echo\",\"arguments\":{\"text\":\"x\"},"));

        assertEquals(code, answer.path("error").path("code").intValue(), answer::toString);
        assertEquals(code == 0 ? 200 : 400, answer.path("status").intValue());
    }

    @Test
    void legacyVersionHeaderIsRefusedWhenThatIsNotTolerated() {
        var strict = McpBench.of(Features.of(new Toolset(List.of(new Toys.Echo()))), new Tolerances(false));
        var headers = Map.of("MCP-Protocol-Version", "2025-11-25", "Mcp-Method", "tools/list");

        JsonNode answer = strict.ask(headers, McpBench.modernBody("tools/list", ""));

        assertEquals(-32020, answer.path("error").path("code").intValue());
    }

    @Test
    void whatIsTakenOnlyByToleranceIsCounted() {
        var counted = new AtomicInteger();
        var tolerant = McpBench.of(
                Features.of(new Toolset(List.of(new Toys.Echo()))), new Tolerances(true, counted::incrementAndGet));
        String body = McpBench.modernBody("tools/list", "");

        tolerant.ask(McpBench.modernHeaders("tools/list", ""), body);
        tolerant.ask(Map.of("MCP-Protocol-Version", "2025-11-25", "Mcp-Method", "tools/call"), body);
        assertEquals(0, counted.get(), "headers that agree, and headers that are refused for another reason");
        tolerant.ask(Map.of("MCP-Protocol-Version", "2025-11-25", "Mcp-Method", "tools/list"), body);

        assertEquals(1, counted.get());
    }

    @ParameterizedTest
    @CsvSource({"tools/call, name", "prompts/get, name", "resources/read, uri"})
    void whatNamesTheThingIsRepeatedInAHeader(String method, String parameter) {
        JsonNode answer = bench.ask(
                McpBench.modernHeaders(method, "one"), McpBench.modernBody(method, "\"" + parameter + "\":\"other\","));

        assertEquals(-32020, answer.path("error").path("code").intValue());
    }

    /** A client that speaks another revision, but says so differently here and there, has that to mend first. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"1900-01-01, tools/call", "2025-11-25, tools/list", "2026-07-28, tools/list"})
    void headersAreJudgedBeforeTheRevision(String version, String method) {
        JsonNode answer = bench.ask(
                Map.of("MCP-Protocol-Version", version, "Mcp-Method", method),
                McpBench.modernBody("tools/list", "").replace("2026-07-28", "1900-01-01"));

        assertEquals(-32020, answer.path("error").path("code").intValue());
    }

    @Test
    void nameOutsideAsciiTravelsInBase64() {
        String encoded = Base64.getEncoder().encodeToString("Größe".getBytes(StandardCharsets.UTF_8));

        JsonNode answer = bench.ask(
                McpBench.modernHeaders("tools/call", "=?base64?" + encoded + "?="),
                McpBench.modernBody("tools/call", "\"name\":\"Größe\","));

        assertEquals(-32602, answer.path("error").path("code").intValue(), "headers agree, but no tool is named so");
    }

    @Test
    void nameWithACommaIsOneName() {
        JsonNode answer = bench.ask(
                McpBench.modernHeaders("tools/call", "a,a"), McpBench.modernBody("tools/call", "\"name\":\"a,a\","));

        assertEquals(-32602, answer.path("error").path("code").intValue(), "headers agree, but no tool is named so");
    }

    @Test
    void nameThatIsMissingInTheBodyDiffersFromAnyHeader() {
        JsonNode answer =
                bench.ask(McpBench.modernHeaders("tools/call", "echo"), McpBench.modernBody("tools/call", ""));

        assertEquals(-32020, answer.path("error").path("code").intValue());
    }

    @Test
    void unknownLogLevelIsRefused() {
        String body = McpBench.modernBody("tools/list", "")
                .replace("\"_meta\":{", "\"_meta\":{\"io.modelcontextprotocol/logLevel\":\"loud\",");

        JsonNode answer = bench.ask(McpBench.modernHeaders("tools/list", ""), body);

        assertEquals(-32602, answer.path("error").path("code").intValue());
        assertEquals(400, answer.path("status").intValue());
    }

    @ParameterizedTest(name = "header {0}, params {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    1900-01-01 | {}
                    -          | {"_meta":{"io.modelcontextprotocol/protocolVersion":"1900-01-01"}}
                    2026-07-28 | {"_meta":{"io.modelcontextprotocol/protocolVersion":"1900-01-01"}}
                    """)
    void notificationOfAnUnknownRevisionIsRefused(@org.jspecify.annotations.Nullable String header, String params) {
        JsonNode answer = bench.ask(
                header == null ? Map.of() : Map.of("MCP-Protocol-Version", header),
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\",\"params\":" + params + "}");

        assertEquals(400, answer.path("status").intValue());
        assertEquals(-32022, answer.path("error").path("code").intValue());
    }

    @Test
    void clientsSendNoResponsesInThisRevision() {
        JsonNode answer =
                bench.ask(Map.of("MCP-Protocol-Version", "2026-07-28"), "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");

        assertEquals(400, answer.path("status").intValue());
        assertEquals(-32600, answer.path("error").path("code").intValue());
    }

    @Test
    void unsupportedVersionTellsWhatIsSupported() {
        JsonNode answer = bench.ask(
                Map.of("MCP-Protocol-Version", "2031-01-01", "Mcp-Method", "server/discover"),
                McpBench.modernBody("server/discover", "").replace("2026-07-28", "2031-01-01"));

        JsonNode error = answer.path("error");
        assertEquals(400, answer.path("status").intValue());
        assertEquals(-32022, error.path("code").intValue());
        assertEquals("2031-01-01", error.path("data").path("requested").textValue());
        assertEquals(3, error.path("data").path("supported").size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"_meta\":{}}",
                "{\"_meta\":[]}",
                "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":1}}",
                "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}",
                "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                        + "\"io.modelcontextprotocol/clientCapabilities\":[]}}",
            })
    void missingMetadataIsRefusedBeforeDispatch(String params) {
        JsonNode answer =
                bench.ask(McpBench.modernHeaders("tools/list", ""), McpBench.legacyBody("tools/list", params));

        assertEquals(400, answer.path("status").intValue());
        assertEquals(-32602, answer.path("error").path("code").intValue());
    }
}
