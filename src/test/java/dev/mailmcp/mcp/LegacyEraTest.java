package dev.mailmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LegacyEraTest {
    private final McpBench bench = McpBench.toys();

    @ParameterizedTest
    @CsvSource(textBlock = """
                    2025-03-26, 2025-03-26
                    2025-06-18, 2025-06-18
                    2025-11-25, 2025-11-25
                    2026-07-28, 2025-11-25
                    2024-11-05, 2025-11-25
                    nonsense,   2025-11-25
                    """)
    void initializeAgreesOnALegacyRevision(String asked, String agreed) {
        JsonNode result = bench.ask(
                        Map.of(), McpBench.legacyBody("initialize", "{\"protocolVersion\":\"" + asked + "\"}"))
                .path("result");

        assertEquals(agreed, result.path("protocolVersion").textValue());
        assertEquals("mail-mcp", result.path("serverInfo").path("name").textValue());
        assertEquals("{\"tools\":{}}", result.path("capabilities").toString());
        assertEquals("Be careful.", result.path("instructions").textValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"protocolVersion\":null}", "{\"protocolVersion\":20251125}"})
    void initializeMustNameARevision(String params) {
        JsonNode answer = bench.ask(Map.of(), McpBench.legacyBody("initialize", params));

        assertEquals(-32602, answer.path("error").path("code").intValue());
    }

    @Test
    void pingAnswersNothing() {
        assertEquals(
                "{}",
                bench.ask(Map.of(), McpBench.legacyBody("ping", "{}"))
                        .path("result")
                        .toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"prompts/list", "resources/list", "logging/setLevel", "nonsense"})
    void unknownMethodIsNo404BecauseThatWouldEndASession(String method) {
        JsonNode answer = bench.ask(Map.of(), McpBench.legacyBody(method, "{}"));

        assertEquals(-32601, answer.path("error").path("code").intValue());
        assertEquals(200, answer.path("status").intValue());
    }

    @Test
    void resultsHaveNothingOfTheModernEra() {
        JsonNode result =
                bench.ask(Map.of(), McpBench.legacyBody("tools/list", "{}")).path("result");

        assertEquals(2, result.path("tools").size());
        assertFalse(result.has("resultType"));
        assertFalse(result.has("ttlMs"));
    }

    @Test
    void toolsAnswerStructuredAndTheSameAsText() {
        JsonNode result = bench.call("echo", "{\"text\":\"hello\"}");

        assertEquals("hello", result.path("structuredContent").path("heard").textValue());
        assertEquals(
                result.path("structuredContent").toString(),
                result.path("content").path(0).path("text").textValue());
        assertFalse(result.path("isError").booleanValue(), result::toString);
    }

    @Test
    void aBugInAToolIsAnInternalErrorThatTellsNothing() {
        JsonNode answer = bench.ask(Map.of(), McpBench.legacyBody("tools/call", "{\"name\":\"broken\"}"));

        assertEquals(-32603, answer.path("error").path("code").intValue());
        assertTrue(answer.path("error").path("message").textValue().contains("on our side"));
        assertFalse(answer.toString().contains("body of a mail"));
    }
}
