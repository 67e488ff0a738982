package dev.mailmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MCP, logging. */
class LoggingTest {
    private static final String CALL = "\"name\":\"chatty\"";

    private final McpBench bench = new McpBench(
            McpBench.SERVER,
            new Features(new Toolset(List.of(new Chatty())), Resources.NONE, Prompts.NONE, Changes.NONE, true),
            Set.of("toy:use"));

    private record Chatty() implements Tool {
        @Override
        public ToolDefinition definition() {
            return new ToolDefinition(
                    "chatty", "Chatty", "Talks.", "toy:use", new Hints(true, false, true, false), List.of());
        }

        @Override
        public ToolResult call(Arguments arguments, Call call) {
            call.log(LogLevel.ERROR, "listen to me");
            return ToolResult.showing(new Content.Text("done"));
        }
    }

    /** The level that such a client sets once would have to be remembered. */
    @Test
    void legacyClientIsPromisedNoMessagesAndSentNone() {
        String initialize = McpBench.legacyBody("initialize", "{\"protocolVersion\":\"2025-11-25\"}");
        String call = McpBench.legacyBody("tools/call", "{" + CALL + "}");

        assertEquals(
                false,
                bench.ask(Map.of(), initialize).at("/result/capabilities").has("logging"));
        assertInstanceOf(Reply.Json.class, bench.send(Map.of("Accept", "application/json, text/event-stream"), call));
    }

    @ParameterizedTest(name = "from {0} on: {1}")
    @CsvSource({"debug, true", "error, true", "critical, false", "emergency, false"})
    void modernClientIsSentMessagesFromTheLevelOnThatItAsksFor(String level, boolean told) {
        String silent = McpBench.modernBody("tools/call", CALL + ",");
        String asking =
                silent.replace("\"_meta\":{", "\"_meta\":{\"io.modelcontextprotocol/logLevel\":\"" + level + "\",");
        Map<String, String> headers = McpBench.modernHeaders("tools/call", "chatty");

        assertEquals(
                true,
                bench.modern("server/discover", "").at("/result/capabilities").has("logging"));
        assertInstanceOf(Reply.Json.class, bench.send(headers, silent));
        assertEquals(told, bench.send(headers, asking) instanceof Reply.Events);
    }
}
