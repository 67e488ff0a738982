package dev.mailmcp.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailmcp.blackbox.Suites;
import dev.mailmcp.mcp.McpBench;
import dev.mailmcp.mcp.Reply;
import dev.mailmcp.testing.PublishedSchemas;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of answer against the schemas that the protocol publishes. */
class PublishedSchemaTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final PublishedSchemas schemas = Suites.schemas();

    @ParameterizedTest(name = "{0} {1} -> {3}")
    @CsvSource(delimiter = '|', textBlock = """
                    2025-03-26 | initialize | {"protocolVersion":"2025-03-26","capabilities":{},"clientInfo":{"name":"t","version":"1"}} | InitializeResult
                    2025-03-26 | ping       | {} | EmptyResult
                    2025-03-26 | tools/list | {} | ListToolsResult
                    2025-03-26 | tools/call | {"name":"list_mailboxes"} | CallToolResult
                    2025-03-26 | nonsense   | {} | JSONRPCError
                    2025-06-18 | initialize | {"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}} | InitializeResult
                    2025-06-18 | ping       | {} | EmptyResult
                    2025-06-18 | tools/list | {} | ListToolsResult
                    2025-06-18 | tools/call | {"name":"list_mail_messages","arguments":{"folder":"INBOX"}} | CallToolResult
                    2025-06-18 | tools/call | {"name":"list_mail_messages","arguments":{}} | CallToolResult
                    2025-06-18 | tools/call | {"name":"nonsense"} | JSONRPCError
                    2025-11-25 | initialize | {"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}} | InitializeResult
                    2025-11-25 | ping       | {} | EmptyResult
                    2025-11-25 | tools/list | {} | ListToolsResult
                    2025-11-25 | tools/call | {"name":"get_mail_message","arguments":{"folder":"INBOX","uid":1}} | CallToolResult
                    2025-11-25 | tools/call | {"name":"get_mail_message","arguments":{"folder":"INBOX","uid":9}} | CallToolResult
                    2025-11-25 | nonsense   | {} | JSONRPCErrorResponse
                    2026-07-28 | server/discover | {} | DiscoverResult
                    2026-07-28 | tools/list | {} | ListToolsResult
                    2026-07-28 | tools/call | {"name":"search_mail_messages","arguments":{"folder":"INBOX","query":"ALL"}} | CallToolResult
                    2026-07-28 | tools/call | {"name":"search_mail_messages","arguments":{"folder":1}} | CallToolResult
                    2026-07-28 | tools/call | {"name":"nonsense"} | JSONRPCErrorResponse
                    2026-07-28 | initialize | {} | JSONRPCErrorResponse
                    2026-07-28 | nonsense   | {} | JSONRPCErrorResponse
                    """)
    void answerIsValid(String revision, String method, String params, String type) throws IOException {
        ToolBench bench = ToolBench.ordinary();
        bench.deliver("One");

        JsonNode answer = ask(bench, revision, method, params);

        JsonNode judged = type.startsWith("JSONRPC") ? answer : answer.path("result");
        assertEquals(List.of(), schemas.faults(revision, type, judged), answer::toString);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    {"MCP-Protocol-Version":"2026-07-28"}                             | HeaderMismatchError
                    {"MCP-Protocol-Version":"2031-01-01","Mcp-Method":"tools/list"}   | UnsupportedProtocolVersionError
                    """)
    void modernRefusalIsValid(String headers, String type) throws IOException {
        Map<String, String> sent = MAPPER.convertValue(
                MAPPER.readTree(headers), new com.fasterxml.jackson.core.type.TypeReference<Map<String, String>>() {});
        String version = String.valueOf(sent.get("MCP-Protocol-Version"));
        String body = McpBench.modernBody("tools/list", "").replace("2026-07-28", version);

        Reply reply = ToolBench.ordinary().protocol.send(sent, body.getBytes(StandardCharsets.UTF_8));

        JsonNode answer = McpBench.tree(((Reply.Json) reply).body());
        assertEquals(List.of(), schemas.faults("2026-07-28", type, answer), answer::toString);
    }

    private static JsonNode ask(ToolBench bench, String revision, String method, String params) throws IOException {
        ObjectNode fields = (ObjectNode) MAPPER.readTree(params);
        boolean modern = revision.equals(McpBench.MODERN);
        String rest = fields.isEmpty() ? "" : params.substring(1, params.length() - 1) + ",";
        String body = modern ? McpBench.modernBody(method, rest) : McpBench.legacyBody(method, params);
        Map<String, String> headers = modern
                ? McpBench.modernHeaders(method, fields.path("name").asText(""))
                : Map.of("MCP-Protocol-Version", revision);
        Reply reply = bench.protocol.send(headers, body.getBytes(StandardCharsets.UTF_8));
        Reply.Json json =
                reply instanceof Reply.Initialized(Reply.Json response, String _) ? response : (Reply.Json) reply;
        return McpBench.tree(json.body());
    }

    /** The judge itself is judged: an answer that lacks what the schema wants is not valid. */
    @ParameterizedTest
    @CsvSource({"2025-11-25, InitializeResult", "2026-07-28, DiscoverResult", "2025-03-26, ListToolsResult"})
    void emptyAnswerIsNotValid(String revision, String type) {
        assertFalse(schemas.faults(revision, type, MAPPER.createObjectNode()).isEmpty());
    }
}
