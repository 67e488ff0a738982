package dev.mailmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is advertised answers, and what is not advertised is a method that does not exist. */
class CapabilitiesTest {
    private static final int NOT_FOUND = -32601;

    private final McpBench bench = McpBench.toys();

    @ParameterizedTest
    @CsvSource({
        "tools, tools/list",
        "prompts, prompts/list",
        "resources, resources/list",
        "resources, resources/templates/list",
        "completions, completion/complete",
    })
    void modernMethodAnswersExactlyWhenItsCapabilityIsAdvertised(String capability, String method) {
        JsonNode advertised = bench.modern("server/discover", "").path("result").path("capabilities");

        JsonNode answer = bench.modern(method, "");

        assertEquals(
                advertised.has(capability), answer.path("error").path("code").intValue() != NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource({
        "tools, tools/list",
        "prompts, prompts/list",
        "resources, resources/list",
        "resources, resources/templates/list",
        "completions, completion/complete",
        "logging, logging/setLevel",
    })
    void legacyMethodAnswersExactlyWhenItsCapabilityIsAdvertised(String capability, String method) {
        JsonNode advertised = bench.ask(
                        Map.of(), McpBench.legacyBody("initialize", "{\"protocolVersion\":\"2025-11-25\"}"))
                .path("result")
                .path("capabilities");

        JsonNode answer = bench.ask(Map.of(), McpBench.legacyBody(method, "{}"));

        assertEquals(
                advertised.has(capability), answer.path("error").path("code").intValue() != NOT_FOUND);
    }
}
