package dev.mailmcp.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.blackbox.Suites;
import dev.mailmcp.testserver.HttpExchange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The judge is judged: each kind of mistake is seen, and what is right is not complained of. */
class SchemaJudgeTest {
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";
    private final PublishedSchemas schemas = Suites.schemas();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"jsonrpc":"2.0","id":1,"result":{"tools":[]}}                                     | ok
                    {"jsonrpc":"2.0","id":1,"result":{"tools":{}}}                                     | as ListToolsResult
                    {"jsonrpc":"2.0","id":1,"result":{"content":[]}}                                   | as ListToolsResult
                    {"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"a"}]}}                         | as ListToolsResult
                    {"jsonrpc":"2.0","id":2,"result":{"tools":[]}}                                     | answered for id 2
                    {"id":1,"result":{"tools":[]}}                                                     | as JSONRPCResultResponse
                    {"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"no"}}                    | ok
                    {"jsonrpc":"2.0","id":1,"error":{"code":"no","message":"no"}}                      | as JSONRPCErrorResponse
                    {"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":1}} | no response
                    nonsense                                                                           | as JSONRPCErrorResponse
                    """)
    void anAnswerIsHeldAgainstTheDefinitionOfItsMethod(String answer, String verdict) {
        saysOf(legacy("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}", json(200, answer)), verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"resultType":"complete","tools":[],"ttlMs":1,"cacheScope":"private"} | ok
                    {"resultType":"complete","tools":[]}                                  | as ListToolsResult
                    {"resultType":"input_required","requestState":1}                      | as InputRequiredResult
                    """)
    void aModernResultTellsItsType(String result, String verdict) {
        saysOf(
                legacy(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{" + META + "}}",
                        json(200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + result + "}")),
                verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"jsonrpc":"2.0","method":"notifications/initialized"}                   | 202 | ok
                    {"jsonrpc":"2.0","id":1,"method":"ping"}                                 | 202 | as JSONRPCErrorResponse
                    {"jsonrpc":"2.0","id":1,"method":"ping"}                                 | 401 | ok
                    {"jsonrpc":"2.0","id":1,"method":"ping"}                                 | 400 | as JSONRPCErrorResponse
                    {"jsonrpc":"2.0","id":1,"method":"nonsense"}                             | 401 | has no method nonsense
                    {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{}}               | 401 | as CallToolRequest
                    {"id":1,"method":"ping"}                                                 | 401 | as JSONRPCRequest
                    """)
    void aRequestIsHeldAgainstItsOwnDefinition(String request, int status, String verdict) {
        saysOf(legacy(request, json(status, "")), verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"progressToken":1,"progress":1}   | {"jsonrpc":"2.0","id":1,"result":{"content":[]}} | ok
                    {"progressToken":1,"progress":"1"} | {"jsonrpc":"2.0","id":1,"result":{"content":[]}} | as ProgressNotification
                    {"progressToken":1,"progress":1}   | {"jsonrpc":"2.0","id":1,"result":{"content":{}}} | as CallToolResult
                    """)
    void eachEventOfAStreamIsJudged(String progress, String last, String verdict) {
        String stream = "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":" + progress
                + "}\n\n: a comment\n\ndata: " + last + "\n\n";
        var answer = new HttpExchange.Answer(200, Map.of("content-type", "text/event-stream"), stream, true);

        saysOf(
                legacy(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"a\"}}",
                        Optional.of(answer)),
                verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"action":"accept","content":{"sure":true}} | ok
                    {"action":"perhaps"}                        | as ElicitResult
                    """)
    void whatAClientAnswersIsHeldAgainstWhatItWasAsked(String result, String verdict) {
        String question = "{\"jsonrpc\":\"2.0\",\"id\":\"q\",\"method\":\"elicitation/create\",\"params\":"
                + "{\"message\":\"Sure?\",\"requestedSchema\":{\"type\":\"object\",\"properties\":{}}}}";
        String stream =
                "data: " + question + "\n\ndata: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[]}}\n\n";
        var asked = new HttpExchange.Answer(200, Map.of("content-type", "text/event-stream"), stream, true);
        HttpExchange call = legacy(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"a\"}}",
                Optional.of(asked));
        HttpExchange answer = legacy("{\"jsonrpc\":\"2.0\",\"id\":\"q\",\"result\":" + result + "}", json(202, ""));

        saysOf(List.of(call, answer), verdict);
    }

    @Test
    void aRequestThatGotNoAnswerIsSeen() {
        saysOf(legacy("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}", Optional.empty()), "was not answered");
    }

    private void saysOf(HttpExchange exchange, String verdict) {
        saysOf(List.of(exchange), verdict);
    }

    private void saysOf(List<HttpExchange> session, String verdict) {
        List<String> faults = SchemaJudge.judge(schemas, session).faults();
        if (verdict.equals("ok")) {
            assertEquals(List.of(), faults);
        } else {
            assertTrue(faults.stream().anyMatch(fault -> fault.contains(verdict)), faults::toString);
        }
    }

    private static HttpExchange legacy(String body, Optional<HttpExchange.Answer> answer) {
        return new HttpExchange("POST", "/mcp", Map.of("mcp-protocol-version", "2025-11-25"), body, answer);
    }

    private static Optional<HttpExchange.Answer> json(int status, String body) {
        return Optional.of(new HttpExchange.Answer(status, Map.of("content-type", "application/json"), body, true));
    }
}
