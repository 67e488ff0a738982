package dev.mailmcp.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.blackbox.McpCalls;
import dev.mailmcp.blackbox.Person;
import dev.mailmcp.blackbox.SignIn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the server hands to one person opens nothing of his for another. */
class HandlesIT extends Theme {
    HandlesIT(Target target) {
        super(target);
    }

    private Answer call(String token, String session, String method, Object params) {
        Call call = Call.json(
                        target.at("/mcp"),
                        Json.write(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", params)))
                .with("Accept", "application/json, text/event-stream")
                .with("MCP-Protocol-Version", "2025-11-25");
        Call named = session.isEmpty() ? call : call.with("Mcp-Session-Id", session);
        return (token.isEmpty() ? named : named.bearer(token)).send();
    }

    @Test
    @Covers(FailureClass.V35)
    void aSessionIsNoCredential() {
        String token = tokens().access();
        Answer begun = call(
                token,
                "",
                "initialize",
                Map.of(
                        "protocolVersion", "2025-11-25",
                        "capabilities", Map.of(),
                        "clientInfo", Map.of("name", "x", "version", "1")));
        assertEquals(200, begun.status(), begun.toString());
        String session = begun.header("Mcp-Session-Id");
        assertFalse(session.isEmpty());

        assertEquals(401, call("", session, "tools/list", Map.of()).status());
        assertEquals(401, call(session, session, "tools/list", Map.of()).status());
        assertEquals(200, call(token, session, "tools/list", Map.of()).status());
    }

    @Test
    @Covers(FailureClass.V35)
    void aSessionOfOneShowsAnotherNothingOfHis() {
        Person bob = inside().mail().person("bob-" + UUID.randomUUID());
        SignIn flow = flow();
        String bobs = flow.exchange(flow.approve(flow.open(), bob)).access();
        String adas = tokens().access();
        String subject = "private-" + UUID.randomUUID();
        new McpCalls(target.base(), adas)
                .call("create_draft_mail_message", Map.of("to", bob.email(), "subject", subject, "text_body", "x"));
        String session = call(
                        adas,
                        "",
                        "initialize",
                        Map.of(
                                "protocolVersion", "2025-11-25",
                                "capabilities", Map.of(),
                                "clientInfo", Map.of("name", "x", "version", "1")))
                .header("Mcp-Session-Id");

        Map<String, Object> listing = Map.of("name", "list_mail_messages", "arguments", Map.of("folder", "Drafts"));
        assertTrue(call(adas, session, "tools/call", listing).body().contains(subject), "she sees it");
        Answer answer = call(bobs, session, "tools/call", listing);
        assertFalse(answer.body().contains(subject), answer.toString());
    }

    @Test
    @Covers(FailureClass.V35)
    void whatOnePersonWasAskedNobodyElseAnswers() {
        Person bob = inside().mail().person("bob-" + UUID.randomUUID());
        Person eve = inside().mail().person("eve-" + UUID.randomUUID());
        McpCalls bobs = calls(bob);
        McpCalls eves = calls(eve);
        Map<String, ?> forms = Map.of("elicitation", Map.of("form", Map.of()));
        for (McpCalls mcp : List.of(eves, bobs)) {
            mcp.call("create_draft_mail_message", Map.of("to", bob.email(), "subject", "x", "text_body", "x"));
        }
        Map<String, Object> hers = new HashMap<>(Map.of(
                "name",
                "delete_mail_message",
                "arguments",
                Map.of("folder", "Drafts", "uid", newest(eves), "permanent", true)));
        JsonNode asked = eves.modern("tools/call", "delete_mail_message", hers, forms);
        String question = asked.required("inputRequests").fieldNames().next();
        Map<String, Object> answered = new HashMap<>(hers);
        answered.put("requestState", asked.required("requestState").asText());
        answered.put(
                "inputResponses", Map.of(question, Map.of("action", "accept", "content", Map.of("confirm", true))));
        assertEquals(newest(eves), newest(bobs), "what she agreed to lose, and what he would");

        assertThrows(
                IllegalArgumentException.class,
                () -> bobs.modern("tools/call", "delete_mail_message", answered, forms),
                "an error of the protocol, and no result");
        assertTrue(newest(bobs) > 0, "his message is still there");

        JsonNode done = eves.modern("tools/call", "delete_mail_message", answered, forms);
        assertTrue(done.at("/structuredContent/permanent").asBoolean(), "hers is of use to her: " + done);
    }

    private McpCalls calls(Person person) {
        SignIn flow = flow();
        return new McpCalls(
                target.base(), flow.exchange(flow.approve(flow.open(), person)).access());
    }

    private static long newest(McpCalls mcp) {
        return mcp.call("list_mail_messages", Map.of("folder", "Drafts"))
                .at("/messages/0/uid")
                .asLong();
    }
}
