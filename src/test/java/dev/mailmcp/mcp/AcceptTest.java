package dev.mailmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110 §12.5.1, and what a client gets that takes one form of answer only. */
@Timeout(60)
class AcceptTest {
    @ParameterizedTest(name = "Accept: {0} -> {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    application/json, text/event-stream     | both
                    text/event-stream,application/json      | both
                    -                                       | both
                    */*                                     | both
                    APPLICATION/JSON;q=0.9, Text/*          | both
                    application/json                        | json
                    application/*                           | json
                    application/json, text/event-stream;q=0 | json
                    text/event-stream                       | events
                    text/*; q=0.1, application/json ; q=0.0 | events
                    */*, text/event-stream;q=0              | json
                    text/html                               | none
                    application/jsonp                       | none
                    */*;q=0                                 | none
                    """)
    void whatIsTaken(@org.jspecify.annotations.Nullable String header, String expected) {
        var http = new McpRequest(
                name -> header != null && name.equals("Accept") ? java.util.List.of(header) : java.util.List.of(),
                new byte[0]);
        String taken;
        try {
            Accepts accepts = Accepts.of(http);
            taken = accepts.json() && accepts.events() ? "both" : accepts.json() ? "json" : "events";
        } catch (RpcError e) {
            assertEquals(406, e.status());
            taken = "none";
        }

        assertEquals(expected, taken);
    }

    @Test
    void whoTakesEventsOnlyGetsAQuickAnswerAsOne() throws Exception {
        var stage = new Stage((_, _) -> "quick");
        var headers = new java.util.TreeMap<>(McpBench.modernHeaders("tools/call", "act"));
        headers.put("Accept", "text/event-stream");

        Stage.Visit visit = stage.post(headers, Stage.modernBody(""), "someone");

        assertEquals("quick", Stage.done(visit.event()));
        assertEquals(
                "quick",
                Stage.done(stage.legacy(Map.of("Accept", "text/event-stream"), "1", "someone")
                        .event()));
    }

    @Test
    void aRefusalKeepsItsStatus() throws Exception {
        var stage = new Stage((_, call) ->
                call.ask("q", InputRequest.Form.of("Sure?")).action().name());
        var headers = new java.util.TreeMap<>(McpBench.modernHeaders("tools/call", "act"));
        headers.put("Accept", "text/event-stream");

        Reply reply = stage.post(headers, McpBench.modernBody("tools/call", "\"name\":\"act\","), "someone")
                .reply();

        assertEquals(400, assertInstanceOf(Reply.Json.class, reply).status());
    }
}
