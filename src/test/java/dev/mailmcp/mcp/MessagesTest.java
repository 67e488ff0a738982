package dev.mailmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
    private final McpBench bench = McpBench.toys();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{} {}",
                "nonsense",
                "{\"jsonrpc\":\"2.0\",\"jsonrpc\":\"2.0\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":NaN,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":12345678901234567890123456789012345678901,\"method\":\"ping\"}",
            })
    void whatIsNotJsonIsAParseError(String body) {
        JsonNode answer = bench.ask(Map.of(), body);

        assertEquals(-32700, answer.path("error").path("code").intValue());
        assertEquals(400, answer.path("status").intValue());
        assertFalse(answer.has("id"));
    }

    @Test
    void brokenUtf8IsAParseError() {
        byte[] body = "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"ping\"}".getBytes(StandardCharsets.UTF_8);
        body[22] = (byte) 0xC0;

        JsonNode answer = McpBench.json(bench.send(Map.of(), body));

        assertEquals(-32700, answer.path("error").path("code").intValue());
    }

    @ParameterizedTest
    @ValueSource(ints = {33, 100_000})
    void whatNestsTooDeeplyIsAParseError(int depth) {
        JsonNode answer = bench.ask(Map.of(), "[".repeat(depth) + "]".repeat(depth));

        assertEquals(-32700, answer.path("error").path("code").intValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]",
                "3",
                "{}",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":5}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]}",
            })
    void whatIsNoMessageIsAnInvalidRequest(String body) {
        JsonNode answer = bench.ask(Map.of(), body);

        assertEquals(-32600, answer.path("error").path("code").intValue());
        assertEquals(400, answer.path("status").intValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE", "UTF-8 with a mark"})
    void messagesAreUtf8(String charset) {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
        byte[] bytes = charset.startsWith("UTF-8")
                ? ("\ufeff" + body).getBytes(StandardCharsets.UTF_8)
                : body.getBytes(Charset.forName(charset));

        JsonNode answer = McpBench.json(bench.send(Map.of(), bytes));

        assertEquals(-32700, answer.path("error").path("code").intValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json; charset=utf-16", "application/jsonp", ""})
    void onlyJsonIsTaken(String contentType) {
        JsonNode answer =
                bench.ask(Map.of("Content-Type", contentType), "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");

        assertEquals(415, answer.path("status").intValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"a-1\"", "9007199254740993", "-4", "\"\""})
    void idIsEchoedAsItCame(String id) {
        JsonNode answer = bench.ask(Map.of(), "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"ping\"}");

        assertEquals(id, answer.path("id").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}",
            })
    void notificationsAreTakenInSilence(String body) {
        assertInstanceOf(Reply.Accepted.class, bench.send(Map.of(), body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-1,\"message\":\"no\"}}",
            })
    void responseThatNothingWaitsForIsRefused(String body) {
        JsonNode answer = bench.ask(Map.of(), body);

        assertEquals(400, answer.path("status").intValue());
        assertEquals(-32600, answer.path("error").path("code").intValue());
        assertTrue(answer.path("id").isMissingNode(), "the id is not one of the client's");
    }
}
