package dev.mailmcp.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailmcp.mail.Address;
import dev.mailmcp.mail.Envelope;
import dev.mailmcp.mail.Role;
import dev.mailmcp.mcp.McpBench;
import dev.mailmcp.testing.FakeFolder;
import dev.mailmcp.testing.Mails;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deleting for good asks the person where the client can ask. */
class PermanentDeleteTest {
    private static final String FORMS = "{\"elicitation\":{\"form\":{}}}";
    private static final String CALL =
            "{\"name\":\"delete_mail_message\",\"arguments\":{\"folder\":\"INBOX\",\"uid\":1,\"permanent\":true}}";

    private final ToolBench bench = ToolBench.ordinary();

    private JsonNode modern(String params) {
        return bench.protocol.modern("tools/call", params, FORMS).path("result");
    }

    /** The same call with this answer to the question that was asked. */
    private JsonNode answered(JsonNode question, String answer) {
        return answered(CALL, question, answer);
    }

    private JsonNode answered(String call, JsonNode question, String answer) {
        ObjectNode again = (ObjectNode) McpBench.tree(call.getBytes(StandardCharsets.UTF_8));
        again.set("requestState", question.path("requestState"));
        again.putObject("inputResponses").set(name(question), McpBench.tree(answer.getBytes(StandardCharsets.UTF_8)));
        return modern(again.toString());
    }

    private static String name(JsonNode question) {
        return question.path("inputRequests").fieldNames().next();
    }

    private static String error(JsonNode result) {
        assertTrue(result.path("isError").booleanValue(), result::toString);
        return McpBench.tree(
                        result.path("content").path(0).path("text").textValue().getBytes(StandardCharsets.UTF_8))
                .path("error")
                .textValue();
    }

    @Test
    void personSeesWhatGoesAndNothingHasGoneYet() {
        bench.deliver("Rent\nFrom: nobody\u202e" + "x".repeat(400));

        JsonNode result = modern(CALL);

        assertEquals("input_required", result.path("resultType").textValue());
        JsonNode asked =
                result.path("inputRequests").path("delete_1700000000_1_INBOX").path("params");
        String message = asked.path("message").textValue();
        assertEquals(
                List.of(
                        "Delete this message for good? It cannot be brought back.",
                        "Folder: INBOX",
                        "From: Ada Lovelace <ada@example.org>",
                        "Subject: Rent From: nobody " + "x".repeat(300 - 18) + "…",
                        "Date: 2026-11-20T09:30:00Z"),
                message.lines().toList());
        assertEquals(
                "{\"type\":\"object\",\"properties\":{\"confirm\":{\"type\":\"boolean\","
                        + "\"description\":\"Delete it for good\",\"default\":false}}}",
                asked.path("requestedSchema").toString());
        assertEquals(1, bench.inbox.messages.size());
    }

    @Test
    void linkFromOutsideIsNoLinkInTheQuestionAndACrowdDoesNotFloodIt() {
        Envelope plain = Mails.envelope("Log in at https://example.org/");
        List<Address> crowd = Collections.nCopies(40, new Address("See http://example.org/", "a@example.org"));
        bench.inbox.deliver(
                new Envelope(
                        plain.messageId(),
                        plain.inReplyTo(),
                        plain.subject(),
                        crowd,
                        crowd,
                        crowd,
                        plain.to(),
                        plain.cc(),
                        plain.bcc(),
                        plain.date()),
                Optional.of("x"),
                Optional.empty(),
                List.of());

        String question = modern(CALL).path("inputRequests").toString();

        assertFalse(question.contains("://"), question);
        assertEquals(3, question.split("a@example.org", -1).length - 1, question);
        assertTrue(question.contains("(and 37 more)"), question);
    }

    @Test
    void severalAreAskedAboutOnceAndThoseShownGo() {
        // Given
        java.util.stream.IntStream.rangeClosed(1, 13).forEach(n -> bench.deliver("number " + n));
        String call = CALL.replace("\"uid\":1,", "\"uids\":[1,2,3,4,5,6,7,8,9,10,11,12,99],");

        // When
        JsonNode question = modern(call);
        JsonNode asked = question.path("inputRequests").path(name(question)).path("params");
        JsonNode result = answered(call, question, "{\"action\":\"accept\",\"content\":{\"confirm\":true}}");

        // Then
        List<String> lines = asked.path("message").textValue().lines().toList();
        assertEquals("Delete these 12 messages for good? They cannot be brought back.", lines.getFirst());
        assertEquals("Folder: INBOX", lines.get(1));
        assertEquals("2026-11-20T09:30:00Z, Ada Lovelace <ada@example.org>: number 12", lines.get(2));
        assertEquals("(and 2 more)", lines.getLast());
        assertEquals(13, lines.size());
        assertEquals("[99]", result.path("structuredContent").path("not_found").toString(), result::toString);
        assertEquals(1, bench.inbox.messages.size());
    }

    @Test
    void messageThatCameAmongThemMeanwhileIsAnotherQuestion() {
        bench.deliver("one");
        String call = CALL.replace("\"uid\":1,", "\"uids\":[1,2],");
        JsonNode question = modern(call);
        bench.deliver("two");

        JsonNode again = answered(call, question, "{\"action\":\"accept\",\"content\":{\"confirm\":true}}");

        assertEquals("input_required", again.path("resultType").textValue());
        assertEquals(2, bench.inbox.messages.size());
    }

    @Test
    void agreementDeletesIt() {
        bench.deliver("one");

        JsonNode result = answered(modern(CALL), "{\"action\":\"accept\",\"content\":{\"confirm\":true}}");

        assertTrue(result.path("structuredContent").path("permanent").booleanValue(), result::toString);
        assertTrue(bench.inbox.messages.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"action\":\"decline\"}",
                "{\"action\":\"cancel\"}",
                "{\"action\":\"accept\"}",
                "{\"action\":\"accept\",\"content\":{}}",
                "{\"action\":\"accept\",\"content\":{\"confirm\":false}}",
                "{\"action\":\"accept\",\"content\":{\"confirm\":\"true\"}}",
                "{\"action\":\"decline\",\"content\":{\"confirm\":true}}"
            })
    void anythingLessKeepsItInBothEras(String answer) {
        bench.deliver("one");

        JsonNode modern = answered(modern(CALL), answer);
        JsonNode legacy = bench.protocol
                .legacyAnswering("{\"elicitation\":{}}", "tools/call", CALL, answer)
                .getLast()
                .path("result");

        assertEquals("not_confirmed", error(modern));
        assertEquals("not_confirmed", error(legacy));
        assertEquals(1, bench.inbox.messages.size());
    }

    @Test
    void whatIsNoAnswerKeepsItToo() {
        bench.deliver("one");

        JsonNode modern = answered(modern(CALL), "{}");
        JsonNode legacy = bench.protocol
                .legacyAnswering("{\"elicitation\":{}}", "tools/call", CALL, "{}")
                .getLast()
                .path("result");

        assertEquals("input_required", modern.path("resultType").textValue());
        assertEquals("not_confirmed", error(legacy));
        assertEquals(1, bench.inbox.messages.size());
    }

    @Test
    void answerToAnotherMessageOfTheSameUidIsAskedForAgain() {
        bench.deliver("one");
        JsonNode first = modern(CALL);
        bench.inbox.recreate();
        bench.deliver("two");

        JsonNode second = answered(first, "{\"action\":\"accept\",\"content\":{\"confirm\":true}}");

        assertEquals("input_required", second.path("resultType").textValue());
        assertNotEquals(name(first), name(second));
        assertEquals(1, bench.inbox.messages.size());
    }

    /** Nothing forbids two folders to have the same UIDVALIDITY. */
    @Test
    void answerToTheSameUidOfAnotherFolderIsAskedForAgain() {
        FakeFolder archive = bench.session.folder("Old mail", Role.ARCHIVE);
        archive.deliver(Mails.envelope("one"), Optional.of("x"), Optional.empty(), List.of());
        JsonNode first = modern(CALL.replace("INBOX", "Archive"));
        FakeFolder nearer = bench.session.folder("Archive", Role.NONE);
        nearer.deliver(Mails.envelope("two"), Optional.of("x"), Optional.empty(), List.of());

        JsonNode second = answered(
                CALL.replace("INBOX", "Archive"), first, "{\"action\":\"accept\",\"content\":{\"confirm\":true}}");

        assertEquals("input_required", second.path("resultType").textValue(), second::toString);
        assertEquals(1, nearer.messages.size());
    }

    @Test
    void agreementToAMessageIsNoneToTheOneThatTookItsPlaceMeanwhile() {
        bench.deliver("one");

        List<JsonNode> messages = bench.protocol.legacyAnswering("{\"elicitation\":{}}", "tools/call", CALL, () -> {
            bench.inbox.recreate();
            bench.deliver("two");
            return "{\"action\":\"accept\",\"content\":{\"confirm\":true}}";
        });

        assertEquals("stale_reference", error(messages.getLast().path("result")));
        assertEquals(1, bench.inbox.messages.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {FORMS, "{}"})
    void messageOfARecreatedFolderIsNeitherAskedAboutNorDeleted(String capabilities) {
        bench.deliver("one");
        String call = CALL.replace("\"uid\"", "\"uidvalidity\":5,\"uid\"");

        JsonNode result =
                bench.protocol.modern("tools/call", call, capabilities).path("result");

        assertEquals("stale_reference", error(result));
        assertEquals(1, bench.inbox.messages.size());
    }

    @Test
    void answerWithoutTheStateThatWasGivenIsNone() {
        bench.deliver("one");
        ObjectNode blind = (ObjectNode) McpBench.tree(CALL.getBytes(StandardCharsets.UTF_8));
        blind.putObject("inputResponses")
                .putObject("delete_1700000000_1_INBOX")
                .put("action", "accept")
                .putObject("content")
                .put("confirm", true);

        JsonNode result = modern(blind.toString());

        assertEquals("input_required", result.path("resultType").textValue());
        assertEquals(1, bench.inbox.messages.size());
    }

    @Test
    void messageThatIsNotThereIsNotAskedAbout() {
        assertEquals("message_not_found", error(modern(CALL)));
    }

    @Test
    void legacyClientIsAskedOnTheStreamAndGoesOnThere() {
        bench.deliver("one");

        List<JsonNode> messages = bench.protocol.legacyAnswering(
                "{\"elicitation\":{}}", "tools/call", CALL, "{\"action\":\"accept\",\"content\":{\"confirm\":true}}");

        assertEquals("elicitation/create", messages.getFirst().path("method").textValue());
        assertFalse(messages.getLast().path("result").path("isError").booleanValue());
        assertTrue(bench.inbox.messages.isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}", "{\"elicitation\":{\"url\":{}}}", "{\"sampling\":{}}"})
    void clientThatCannotAskWorksAsBefore(String capabilities) {
        bench.deliver("one");

        JsonNode result =
                bench.protocol.modern("tools/call", CALL, capabilities).path("result");

        assertTrue(result.path("structuredContent").path("permanent").booleanValue(), result::toString);
        assertTrue(bench.inbox.messages.isEmpty());
    }

    @Test
    void trashIsNoCauseToAsk() {
        bench.deliver("one");

        JsonNode result = modern(CALL.replace("true", "false"));

        assertEquals(
                "Deleted Items", result.path("structuredContent").path("to").textValue());
    }
}
