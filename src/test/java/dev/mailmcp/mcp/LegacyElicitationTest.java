package dev.mailmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailmcp.testing.Together;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** MCP 2025-11-25, elicitation: asked on the call's own stream, answered by a POST. */
@Timeout(60)
class LegacyElicitationTest {
    private static final String YES = "\"result\":{\"action\":\"accept\",\"content\":{}}";

    private final Stage stage = new Stage(LegacyElicitationTest::ask);

    private static String ask(Arguments arguments, Call call) {
        return call.ask("sure", InputRequest.Form.of("Sure?")).action().name();
    }

    private static Reply respond(Stage stage, Map<String, String> session, String id, String what, String caller)
            throws Exception {
        return stage.post(session, "{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\"," + what + "}", caller)
                .reply();
    }

    private static void assertUnknown(Reply reply) {
        JsonNode json = McpBench.json(reply);
        assertEquals(400, json.path("status").intValue());
        assertEquals(-32600, json.path("error").path("code").intValue());
        assertFalse(json.has("id"), "it answers no request of the client's");
    }

    @Test
    void theQuestionGoesOutOnTheStreamAndTheAnswerComesAsAPost() throws Exception {
        Map<String, String> session = stage.initialize("someone");
        Stage.Visit visit = stage.legacy(session, "1", "someone");
        JsonNode question = visit.event();

        Reply reply = respond(stage, session, question.path("id").textValue(), YES, "someone");

        assertEquals("elicitation/create", question.path("method").textValue());
        assertEquals("Sure?", question.path("params").path("message").textValue());
        assertFalse(question.path("params").has("elicitationId"), "that is for pages to visit");
        assertInstanceOf(Reply.Accepted.class, reply);
        assertEquals("ACCEPT", Stage.done(visit.event()));
    }

    @Test
    void anAnswerIsTakenOnce() throws Exception {
        Map<String, String> session = stage.initialize("someone");
        Stage.Visit visit = stage.legacy(session, "1", "someone");
        String id = visit.event().path("id").textValue();

        long taken =
                Together.times(10, () -> respond(stage, session, id, YES, "someone") instanceof Reply.Accepted).stream()
                        .filter(each -> each)
                        .count();

        assertEquals(1, taken);
        assertEquals("ACCEPT", Stage.done(visit.event()));
        assertUnknown(respond(stage, session, id, YES, "someone"));
    }

    @Test
    void anotherGrantsAnswerIsRefusedAndTheQuestionStaysOpen() throws Exception {
        Map<String, String> session = stage.initialize("someone");
        Stage.Visit visit = stage.legacy(session, "1", "someone");
        String id = visit.event().path("id").textValue();

        assertUnknown(respond(stage, session, id, YES, "another"));
        respond(stage, session, id, "\"result\":{\"action\":\"decline\"}", "someone");

        assertEquals("DECLINE", Stage.done(visit.event()));
    }

    @Test
    void anUnknownIdIsRefused() throws Exception {
        assertUnknown(respond(stage, stage.initialize("someone"), "guessed", YES, "someone"));
    }

    @Test
    void aClientsErrorIsNoAnswer() throws Exception {
        Map<String, String> session = stage.initialize("someone");
        Stage.Visit visit = stage.legacy(session, "1", "someone");
        String id = visit.event().path("id").textValue();

        Reply reply = respond(stage, session, id, "\"error\":{\"code\":-32601,\"message\":\"what?\"}", "someone");

        assertInstanceOf(Reply.Accepted.class, reply);
        assertEquals("CANCEL", Stage.done(visit.event()));
    }

    @Test
    void idsAreLongAndNeverTheSame() throws Exception {
        Map<String, String> session = stage.initialize("someone");
        String one = stage.legacy(session, "1", "someone").event().path("id").textValue();
        String other = stage.legacy(session, "2", "someone").event().path("id").textValue();

        assertNotEquals(one, other);
        assertEquals(22, one.length(), "128 bits");
    }

    @Test
    void whoHasTooManyOpenQuestionsIsNotAskedMore() throws Exception {
        Map<String, String> session = stage.initialize("someone");
        List<Stage.Visit> open = new ArrayList<>();
        for (int id = 1; id <= 4; id++) {
            open.add(stage.legacy(session, Integer.toString(id), "someone"));
            open.getLast().event();
        }

        JsonNode refused = stage.legacy(session, "5", "someone").json().path("result");
        JsonNode elsewhere =
                stage.legacy(stage.initialize("another"), "5", "another").event();

        assertTrue(refused.path("isError").booleanValue());
        assertTrue(refused.toString().contains("too_many_questions"));
        assertEquals("elicitation/create", elsewhere.path("method").textValue(), "that is nobody else's affair");
    }

    @Test
    void cappedAlsoWhenAllAskAtOnce() {
        var answers = new MemoryAwaitedAnswers();

        long opened = Together.times(
                        50, () -> answers.open(Stage.caller("someone")).isPresent())
                .stream()
                .filter(each -> each)
                .count();

        assertEquals(4, opened);
    }

    @Test
    void thereIsAnEndToTheQuestionsOfAllCallersTogether() {
        var answers = new MemoryAwaitedAnswers();
        List<AwaitedAnswers.Awaited> open = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            open.add(answers.open(Stage.caller("caller " + i)).orElseThrow());
        }

        assertTrue(answers.open(Stage.caller("one more")).isEmpty());
        open.getFirst().close();
        assertTrue(answers.open(Stage.caller("one more")).isPresent());
    }

    @Test
    void aPageToVisitIsAskedForUnderTheIdOfTheRequest() throws Exception {
        var visiting = new Stage((_, call) -> call.ask("there", new InputRequest.Visit("Go.", "https://example.org/"))
                .action()
                .name());

        JsonNode question =
                visiting.legacy(visiting.initialize("someone"), "1", "someone").event();

        JsonNode params = question.path("params");
        assertEquals("url", params.path("mode").textValue());
        assertEquals("https://example.org/", params.path("url").textValue());
        assertEquals(question.path("id"), params.path("elicitationId"));
    }

    @Test
    void aClosedQuestionTakesNoAnswerAndCountsNoMore() {
        var answers = new MemoryAwaitedAnswers();
        for (int i = 0; i < 100; i++) {
            AwaitedAnswers.Awaited awaited =
                    answers.open(Stage.caller("someone")).orElseThrow();
            awaited.close();
            assertFalse(answers.deliver(Stage.caller("someone"), awaited.id(), Optional.of(Json.object())));
        }
    }

    @Test
    void afterTheDeadlineThereIsNoAnswer() throws Exception {
        var answers = new MemoryAwaitedAnswers();
        try (AwaitedAnswers.Awaited awaited =
                answers.open(Stage.caller("someone")).orElseThrow()) {
            assertInstanceOf(AwaitedAnswers.Outcome.Late.class, awaited.within(Duration.ZERO));
        }
    }

    @Test
    void aQuestionNobodyAnswersInTimeIsWithdrawnAndCountsAsCancelled() throws Exception {
        var late = new Stage(LegacyElicitationTest::ask);
        var impatient = new Continuity(
                late.continuity.seal(), late.continuity.used(), new Impatient(), late.continuity.clock());
        var server = Stage.server(LegacyElicitationTest::ask, impatient, Stage.QUIET, Changes.NONE, McpBench.PLENTY);
        Map<String, String> session = late.initialize("someone");
        var visit = new Stage.Visit(() -> server.answer(
                new McpRequest(
                        name -> switch (name) {
                            case "Content-Type" -> List.of("application/json");
                            case "Mcp-Session-Id" -> List.of(session.getOrDefault(name, ""));
                            default -> List.of();
                        },
                        McpBench.legacyBody("tools/call", "{\"name\":\"act\"}").getBytes(StandardCharsets.UTF_8)),
                Stage.caller("someone"),
                CallerContext.NONE));

        String asked = visit.event().path("id").textValue();
        JsonNode givenUp = visit.event();

        assertEquals("notifications/cancelled", givenUp.path("method").textValue());
        assertEquals(asked, givenUp.path("params").path("requestId").textValue());
        assertEquals("CANCEL", Stage.done(visit.event()));
    }

    /** Nobody ever answers in time. */
    private static final class Impatient implements AwaitedAnswers {
        private final AwaitedAnswers real = new MemoryAwaitedAnswers();

        @Override
        public Optional<Awaited> open(Caller caller) {
            return real.open(caller).map(awaited -> new Awaited() {
                @Override
                public String id() {
                    return awaited.id();
                }

                @Override
                public Outcome within(Duration time) throws InterruptedException {
                    return awaited.within(Duration.ZERO);
                }

                @Override
                public void close() {
                    awaited.close();
                }
            });
        }

        @Override
        public boolean deliver(Caller caller, String id, Optional<ObjectNode> result) {
            return real.deliver(caller, id, result);
        }
    }

    @Test
    void aCancelledCallStopsWaitingForItsAnswer() throws Exception {
        Map<String, String> session = stage.initialize("someone");
        Stage.Visit visit = stage.legacy(session, "1", "someone");
        String id = visit.event().path("id").textValue();

        stage.cancel(session, "1", "someone");

        assertEquals(List.of(), visit.rest());
        stage.awaitIdle();
        assertUnknown(respond(stage, session, id, YES, "someone"));
    }

    @Test
    void whoHungUpBeforeTheQuestionIsNotWaitedFor() throws Exception {
        var hungUp = new java.util.concurrent.CountDownLatch(1);
        var asked = new Stage((arguments, call) -> {
            call.takesLong();
            hungUp.await();
            return ask(arguments, call);
        });
        Stage.Visit visit = asked.legacy(asked.initialize("someone"), "1", "someone");
        visit.frame();
        visit.hangUp();
        visit.rest();

        hungUp.countDown();

        asked.awaitIdle(); // At once, not after minutes.
    }

    @Test
    void whoDeclaredNothingOrTakesNoStreamIsNotAsked() throws Exception {
        Map<String, String> json = new java.util.TreeMap<>(stage.initialize("someone"));
        json.put("Accept", "application/json");

        for (Map<String, String> headers : List.of(Map.<String, String>of(), json)) {
            JsonNode answer = stage.legacy(headers, "1", "someone").json();
            assertTrue(answer.has("error"), answer::toString);
        }
    }

    @Test
    void aClientThatGoesOnWithAModernHeaderIsStillAsked() throws Exception {
        Map<String, String> session = new java.util.TreeMap<>(stage.initialize("someone"));
        session.put("MCP-Protocol-Version", McpBench.MODERN);

        JsonNode question = stage.legacy(session, "1", "someone").event();

        assertEquals("elicitation/create", question.path("method").textValue());
    }

    @Test
    void anothersSessionIsAsGoodAsNone() throws Exception {
        JsonNode answer =
                stage.legacy(stage.initialize("another"), "1", "someone").json();

        assertTrue(answer.has("error"), answer::toString);
    }

    @Test
    void aSessionOfAReleaseThatKnowsMoreIsStillRead() throws Exception {
        String session = stage.continuity
                .seal()
                .seal(
                        StateSeal.Purpose.SESSION,
                        "{\"id\":\"x\",\"caller\":\"someone\",\"can\":[\"TELEPATHY\",\"ELICITATION_FORM\"]}"
                                .getBytes(StandardCharsets.UTF_8));

        JsonNode question =
                stage.legacy(Map.of("Mcp-Session-Id", session), "1", "someone").event();

        assertEquals("elicitation/create", question.path("method").textValue());
    }

    @Test
    void severalQuestionsAreAskedOneAfterTheOther() throws Exception {
        var count = new AtomicInteger();
        var asking = new Stage((_, call) ->
                call.ask(Map.of("a", InputRequest.Form.of("A?"), "b", InputRequest.Form.of("B?"))).values().stream()
                        .map(answer -> answer.action().name() + count.incrementAndGet())
                        .toList()
                        .toString());
        Map<String, String> session = asking.initialize("someone");
        Stage.Visit visit = asking.legacy(session, "1", "someone");

        for (String message : List.of("A?", "B?")) {
            JsonNode question = visit.event();
            assertEquals(message, question.path("params").path("message").textValue());
            respond(asking, session, question.path("id").textValue(), YES, "someone");
        }

        assertEquals("[ACCEPT1, ACCEPT2]", Stage.done(visit.event()));
    }
}
