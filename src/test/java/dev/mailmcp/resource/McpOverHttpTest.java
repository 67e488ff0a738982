package dev.mailmcp.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.mcp.McpBench;
import dev.mailmcp.web.Headers;
import dev.mailmcp.web.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP, Streamable HTTP: what a message looks like on the way out. */
class McpOverHttpTest {
    private final Visitors visitors = new Visitors();

    private HttpResponse post(String body, String... headers) throws IOException {
        Headers all = Headers.of(
                        "Authorization",
                        "Bearer token-of-ada",
                        "Content-Type",
                        "application/json",
                        "Accept",
                        "application/json, text/event-stream")
                .and(Headers.of(headers));
        return visitors.send("POST", all, _ -> body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":99}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/nonsense\"}",
            })
    void notificationIs202WithoutABody(String notification) throws IOException {
        HttpResponse response = post(notification);

        assertEquals(202, response.status());
        assertEquals("", Visitors.text(response));
        assertEquals(List.of(), response.headers().all("Content-Type"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-06-18", "2025-11-25"})
    void initializeBeginsASession(String revision) throws IOException {
        String initialize = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":"
                + "{\"protocolVersion\":\"" + revision + "\",\"capabilities\":{},"
                + "\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";

        HttpResponse first = post(initialize);
        HttpResponse second = post(initialize);

        assertEquals(200, first.status());
        assertEquals(1, first.headers().all("Mcp-Session-Id").size());
        assertNotEquals(first.headers().all("Mcp-Session-Id"), second.headers().all("Mcp-Session-Id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"server/discover", "tools/list"})
    void modernAnswersMintAndEchoNoSession(String method) throws IOException {
        HttpResponse response = post(
                McpBench.modernBody(method, ""),
                "MCP-Protocol-Version",
                McpBench.MODERN,
                "Mcp-Method",
                method,
                "Mcp-Session-Id",
                "1868a90c");

        assertEquals(200, response.status());
        assertEquals(List.of(), response.headers().all("Mcp-Session-Id"));
    }

    /** Of another server, or from before: it stays the client's affair. */
    @ParameterizedTest
    @ValueSource(strings = {"2025-06-18", "2025-11-25"})
    void sessionOfSomebodyElseIsNeitherRefusedNorEchoed(String revision) throws IOException {
        HttpResponse response = post(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}",
                "MCP-Protocol-Version",
                revision,
                "Mcp-Session-Id",
                "1868a90c",
                "Last-Event-ID",
                "3");

        assertEquals(200, response.status());
        assertEquals(List.of(), response.headers().all("Mcp-Session-Id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"nonsense\"}",
                "[]",
                "nonsense",
            })
    void everyAnswerIsJsonThatNobodyStores(String body) throws IOException {
        HttpResponse response = post(body);

        assertEquals(List.of("application/json"), response.headers().all("Content-Type"));
        assertEquals(List.of("no-store"), response.headers().all("Cache-Control"));
        assertTrue(Visitors.text(response).startsWith("{\"jsonrpc\":\"2.0\","));
    }

    @Test
    void bodyIsReadUpToTheLargestMessage() throws IOException {
        var limit = new java.util.concurrent.atomic.AtomicInteger();

        visitors.send("POST", Headers.of("Authorization", "Bearer token-of-ada"), most -> {
            limit.set(Math.toIntExact(most));
            return new byte[0];
        });

        assertEquals(1 << 20, limit.get());
    }
}
