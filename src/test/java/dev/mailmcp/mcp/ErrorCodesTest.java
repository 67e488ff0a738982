package dev.mailmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault with its JSON-RPC code and the HTTP status that belongs to it, by the revision that the request is made in. */
class ErrorCodesTest {
    private final McpBench bench = McpBench.toys();

    @ParameterizedTest(name = "{0} {1} {2} -> {3} {4}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    2026-07-28 | tools/call      | {"name":"nonsense"}              | 200 | -32602
                    2026-07-28 | tools/call      | {"name":"echo","arguments":[]}   | 200 | -32602
                    2026-07-28 | tools/call      | {"name":"broken"}                | 200 | -32603
                    2026-07-28 | tools/list      | {"cursor":"x"}                   | 200 | -32602
                    2026-07-28 | tools/list      | {"cursor":""}                    | 200 | -32602
                    2026-07-28 | tools/list      | {"cursor":1}                     | 200 | -32602
                    2026-07-28 | nonsense        | {}                               | 404 | -32601
                    2025-11-25 | tools/call      | {"name":"nonsense"}              | 200 | -32602
                    2025-11-25 | tools/call      | {"name":"broken"}                | 200 | -32603
                    2025-11-25 | tools/list      | {"cursor":"x"}                   | 200 | -32602
                    2025-11-25 | nonsense        | {}                               | 200 | -32601
                    2025-06-18 | tools/call      | {"name":"nonsense"}              | 200 | -32602
                    2025-06-18 | tools/list      | {"cursor":"x"}                   | 200 | -32602
                    2025-06-18 | nonsense        | {}                               | 200 | -32601
                    -          | nonsense        | {}                               | 200 | -32601
                    1900-01-01 | tools/list      | {}                               | 400 | -32602
                    2024-11-05 | tools/list      | {}                               | 400 | -32602
                    """)
    void everyFaultHasItsCodeAndItsStatus(
            @org.jspecify.annotations.Nullable String revision, String method, String params, int status, int code) {
        JsonNode answer = ask(revision, method, params);

        assertEquals(status, answer.path("status").intValue(), answer::toString);
        assertEquals(code, answer.path("error").path("code").intValue());
        assertEquals(7, answer.path("id").intValue(), "the id of the request");
        assertTrue(answer.path("error").path("message").isTextual());
    }

    private JsonNode ask(@org.jspecify.annotations.Nullable String revision, String method, String params) {
        if (McpBench.MODERN.equals(revision)) {
            String fields = params.equals("{}") ? "" : params.substring(1, params.length() - 1) + ",";
            String name = McpBench.tree(params.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .path("name")
                    .asText("");
            return bench.ask(McpBench.modernHeaders(method, name), McpBench.modernBody(method, fields));
        }
        var headers = new TreeMap<String, String>();
        if (revision != null) {
            headers.put("MCP-Protocol-Version", revision);
        }
        return bench.ask(headers, McpBench.legacyBody(method, params));
    }

    /** A revision known to us, but not as a modern one. */
    @Test
    void legacyVersionInModernMetadataIsUnsupported() {
        String body = McpBench.modernBody("tools/list", "").replace("2026-07-28", "2025-11-25");

        JsonNode answer = bench.ask(Map.of("MCP-Protocol-Version", "2025-11-25", "Mcp-Method", "tools/list"), body);

        assertEquals(400, answer.path("status").intValue());
        assertEquals(-32022, answer.path("error").path("code").intValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-07-28", "2025-11-25"})
    void nothingLongIsSaidBack(String revision) {
        String message = ask(revision, "x".repeat(10_000), "{}")
                .path("error")
                .path("message")
                .textValue();

        assertTrue(message.length() < 200, message);
    }

    @Test
    void versionsOfferedInARefusalAreThoseOfDiscover() {
        String body = McpBench.modernBody("tools/list", "").replace("2026-07-28", "1900-01-01");

        JsonNode refused = bench.ask(Map.of("MCP-Protocol-Version", "1900-01-01", "Mcp-Method", "tools/list"), body);

        JsonNode discovered = bench.modern("server/discover", "").path("result").path("supportedVersions");
        assertEquals(texts(discovered), texts(refused.path("error").path("data").path("supported")));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }
}
