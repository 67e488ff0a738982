package dev.mailmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolCallsTest {
    private final McpBench bench = new McpBench(
            McpBench.SERVER, List.of(new Toys.Echo(), new Toys.Forbidden(), new Toys.Broken()), Set.of("toy:use"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                               | text is missing
                    {"text":null}                    | text is missing
                    {"text":5}                       | text must be a string, not 5
                    {"text":"x","times":"2"}         | times must be a whole number from 1 to 9, not "2"
                    {"text":"x","times":0}           | times must be a whole number from 1 to 9, not 0
                    {"text":"x","times":10}          | times must be a whole number from 1 to 9, not 10
                    {"text":"x","times":1.5}         | times must be a whole number from 1 to 9, not 1.5
                    {"text":"x","times":1e30}        | times must be a whole number from 1 to 9, not 1.0E30
                    {"text":"x","tone":"loud"}       | tone must be one of ["soft","very_loud"], not "loud"
                    {"text":"x","politely":"yes"}    | politely must be true or false, not "yes"
                    {"text":"x","words":"a"}         | words must be a list of strings, not "a"
                    {"text":"x","words":[1]}         | words must be a string, not 1
                    {"text":"x","tmies":2}           | tmies is not an argument of this tool, did you mean times?
                    {"text":"x","colour":2}          | colour is not an argument of this tool
                    {"txt":"x"}                      | txt is not an argument of this tool, did you mean text?; text is missing
                    """)
    void wrongArgumentSaysWhichWhyAndWhatWouldBeRight(String arguments, String message) {
        JsonNode result = bench.call("echo", arguments);

        JsonNode error = McpBench.tree(result.path("content")
                .path(0)
                .path("text")
                .textValue()
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertTrue(result.path("isError").booleanValue());
        assertFalse(result.has("structuredContent"), "it would not conform to the output schema");
        assertEquals("invalid_argument", error.path("error").textValue());
        assertEquals(message, error.path("message").textValue());
        assertEquals(
                "This tool takes: text (required), times, tone, politely, words, note.",
                error.path("hint").textValue());
        assertFalse(error.path("retryable").booleanValue());
    }

    @ParameterizedTest
    @CsvSource({"'{\"text\":\"x\",\"%s\":1}'", "'{\"text\":\"x\",\"tone\":\"%s\"}'"})
    void nothingLongIsSaidBack(String arguments) {
        JsonNode result = bench.call("echo", arguments.formatted("y".repeat(10_000)));

        assertTrue(result.path("isError").booleanValue());
        assertTrue(result.toString().length() < 500, result::toString);
    }

    @Test
    void valuesOfEveryKindArrive() {
        JsonNode result = bench.call(
                "echo",
                "{\"text\":\"x\",\"times\":3.0,\"tone\":\"very_loud\",\"politely\":true,\"words\":[\"a\",\"b\"]}");

        assertEquals(
                "{\"heard\":\"x\",\"times\":3,\"tone\":\"very_loud\",\"politely\":true,\"words\":[\"a\",\"b\"]}",
                result.path("structuredContent").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "a\\ud83d\\ude00b, a😀b",
        "a\\ud83d, a\uFFFD",
        "\\ude00b, \uFFFDb",
        "a\\ud83db, a\uFFFDb",
        "\\ude00\\ud83d, \uFFFD\uFFFD"
    })
    void halfACharacterDoesNotCostTheResult(String escaped, String heard) {
        JsonNode result = bench.call("echo", "{\"text\":\"" + escaped + "\"}");

        assertEquals(heard, result.path("structuredContent").path("heard").textValue());
        assertEquals(
                result.path("structuredContent").toString(),
                result.path("content").path(0).path("text").textValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\ud83d\"", "\"\"", "-0", "9999999999999999999999999999999999999999"})
    void anyIdComesBack(String id) {
        JsonNode answer = bench.ask(Map.of(), "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"ping\"}");

        assertEquals(McpBench.tree(id.getBytes(StandardCharsets.UTF_8)), answer.path("id"));
    }

    @Test
    void toolOutsideTheGrantIsNotListedAndACallNamesTheScope() {
        JsonNode listed = bench.ask(Map.of(), McpBench.legacyBody("tools/list", "{}"));

        Reply reply = bench.send(Map.of(), McpBench.legacyBody("tools/call", "{\"name\":\"forbidden\"}"));

        assertFalse(listed.toString().contains("forbidden"));
        assertEquals(
                Set.of("toy:more"),
                assertInstanceOf(Reply.InsufficientScope.class, reply).scopes());
    }

    @Test
    void callerWhoseAuthorityFailsIsTurnedAway() {
        Reply reply = bench.send(
                Map.of(), McpBench.legacyBody("tools/call", "{\"name\":\"echo\",\"arguments\":{\"text\":\"leave\"}}"));

        assertInstanceOf(Reply.CallerTurnedAway.class, reply);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"name\":4}", "{\"name\":\"nonsense\"}", "{\"name\":\"echo\",\"arguments\":[]}"})
    void malformedCallIsAProtocolError(String params) {
        JsonNode answer = bench.ask(Map.of(), McpBench.legacyBody("tools/call", params));

        assertEquals(-32602, answer.path("error").path("code").intValue());
    }

    @Test
    void cursorThatWeNeverGaveIsRefused() {
        JsonNode answer = bench.ask(Map.of(), McpBench.legacyBody("tools/list", "{\"cursor\":\"x\"}"));

        assertEquals(-32602, answer.path("error").path("code").intValue());
    }
}
