package dev.mailmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP 2026-07-28, multi round-trip requests. */
@Timeout(60)
class InputRequestsTest {
    private static final String YES = "{\"action\":\"accept\",\"content\":{}}";

    private final Stage stage = new Stage((_, call) -> {
        Map<String, InputAnswer> answers =
                call.ask(Map.of("sure", InputRequest.Form.of("Sure?"), "really", InputRequest.Form.of("Really?")));
        InputAnswer more = call.ask("more", InputRequest.Form.of("Even so?"));
        return action(answers, "sure") + " " + action(answers, "really") + " " + more.action();
    });

    private static String action(Map<String, InputAnswer> answers, String name) {
        return Objects.requireNonNull(answers.get(name)).action().name();
    }

    private JsonNode result(String params) throws Exception {
        return stage.modern(params).json().path("result");
    }

    private static String state(JsonNode result) {
        return "\"requestState\":" + result.path("requestState") + ",";
    }

    private static String answers(String... names) {
        return "\"inputResponses\":{"
                + String.join(
                        ",",
                        java.util.Arrays.stream(names)
                                .map(name -> "\"" + name + "\":" + YES)
                                .toList())
                + "},";
    }

    private static void assertRefused(JsonNode answer) {
        assertEquals(-32602, answer.path("error").path("code").intValue(), answer::toString);
        assertEquals(200, answer.path("status").intValue());
    }

    @Test
    void answersAreGatheredOverAsManyRoundsAsItTakes() throws Exception {
        JsonNode first = result("");
        assertEquals("input_required", first.path("resultType").textValue());
        assertEquals("[\"really\",\"sure\"]", names(first));

        JsonNode second = result(state(first) + answers("sure"));
        assertEquals("[\"really\"]", names(second), "what is missing is asked again, what is known is not");

        JsonNode third = result(state(second) + answers("really"));
        assertEquals("[\"more\"]", names(third));

        JsonNode last = result(state(third) + answers("more"));
        assertEquals("complete", last.path("resultType").textValue());
        assertEquals(
                "ACCEPT ACCEPT ACCEPT",
                last.path("structuredContent").path("done").textValue());
        assertFalse(last.has("ttlMs"), "what a tool did is kept by nobody, with or without answers");
    }

    @Test
    void whatWasAnsweredIsNotAnsweredAnew() throws Exception {
        JsonNode first = result("");
        JsonNode second = result(state(first) + answers("sure"));
        JsonNode third = result(
                state(second) + "\"inputResponses\":{\"really\":" + YES + ",\"sure\":{\"action\":\"decline\"}},");

        JsonNode last = result(state(third) + answers("more"));

        assertEquals(
                "ACCEPT ACCEPT ACCEPT",
                last.path("structuredContent").path("done").textValue());
    }

    @Test
    void eachQuestionGetsItsOwnAnswerAlone() throws Exception {
        var asking = new Stage((_, call) -> call.askFreely(Map.of("sure", InputRequest.Form.of("Sure?")))
                .keySet()
                .toString());

        assertEquals("[sure]", Stage.done(asking.modern(answers("sure", "more")).json()));
    }

    @Test
    void questionsStandInTheOrderOfTheirNames() throws Exception {
        Map<String, InputRequest> questions = new HashMap<>();
        for (String name : List.of("the", "quick", "brown", "fox", "jumps", "over", "that", "lazy", "dog")) {
            questions.put(name, InputRequest.Form.of("Sure?"));
        }
        var asking = new Stage((_, call) -> call.ask(questions).toString());

        assertEquals(
                "[\"brown\",\"dog\",\"fox\",\"jumps\",\"lazy\",\"over\",\"quick\",\"that\",\"the\"]",
                names(asking.modern("").json().path("result")));
    }

    @Test
    void metadataMayDifferFromRoundToRound() throws Exception {
        JsonNode first = result("");
        String again = Stage.modernBody(state(first) + answers("sure"))
                .replace("\"_meta\":{", "\"_meta\":{\"progressToken\":2,");

        JsonNode second = stage.post(McpBench.modernHeaders("tools/call", "act"), again, "someone")
                .json()
                .path("result");

        assertEquals("[\"really\"]", names(second));
    }

    private static String names(JsonNode result) {
        var names = Json.object().putArray("names");
        result.path("inputRequests").fieldNames().forEachRemaining(names::add);
        return names.toString();
    }

    @Test
    void answersToWhatWasNotAskedAreIgnored() throws Exception {
        JsonNode first = result("");

        JsonNode second = result(state(first) + answers("sure", "really", "more", "nonsense"));

        assertEquals("[\"more\"]", names(second), "it was answered before it was asked: that counts for nothing");
    }

    @Test
    void answersWithoutAStateCountForNothing() throws Exception {
        assertEquals("[\"really\",\"sure\"]", names(result(answers("sure", "really", "more"))));
        assertEquals(
                "[\"really\",\"sure\"]", names(result("\"requestState\":null," + answers("sure", "really", "more"))));
    }

    @Test
    void aStateIsGoodOnce() throws Exception {
        JsonNode first = result("");
        result(state(first) + answers("sure"));

        assertRefused(stage.modern(state(first) + answers("sure")).json());
    }

    @Test
    void aRequestThatIsRefusedAsTooMuchDoesNotUseUpItsState() throws Exception {
        var asking = new Stage(
                (_, call) ->
                        call.ask("sure", InputRequest.Form.of("Sure?")).action().name(),
                Stage.QUIET,
                Changes.NONE,
                new Allowance(9, 1, 1));
        String again = state(asking.modern("").json().path("result")) + answers("sure");

        assertInstanceOf(Reply.TooMuch.class, asking.modern(again).reply());
        asking.clock.pass(Duration.ofSeconds(1));

        assertEquals("ACCEPT", Stage.done(asking.modern(again).json()), "it was told to come again");
    }

    @Test
    void aStateIsGoodOnceHoweverManyUseItTogether() throws Exception {
        String again = state(result("")) + answers("sure");

        long taken = dev.mailmcp.testing.Together.times(
                        20, () -> stage.modern(again).json().has("result"))
                .stream()
                .filter(each -> each)
                .count();

        assertEquals(1, taken);
    }

    @Test
    void aStateExpires() throws Exception {
        JsonNode first = result("");
        stage.clock.pass(Duration.ofMinutes(10));

        assertRefused(stage.modern(state(first) + answers("sure")).json());
    }

    @Test
    void anothersStateIsRefusedAndNotUsedUp() throws Exception {
        String again = state(result("")) + answers("sure");

        assertRefused(stage.modern(again, "another").json());
        assertEquals("[\"really\"]", names(result(again)), "its owner can still use it");
    }

    @ParameterizedTest(name = "asked with {0}, answered with {1}: taken {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"a":"1","b":"2"} | {"b":"2","a":"1"} | true
                    {"a":"1","b":"2"} | {"a":"1"}         | false
                    {"a":"1","b":"2"} | {"a":"1","b":"3"} | false
                    {}                | {"a":"1"}         | false
                    """)
    void aStateBelongsToTheArguments(String asked, String answered, boolean taken) throws Exception {
        JsonNode first = result("\"arguments\":" + asked + ",");

        JsonNode answer = stage.modern("\"arguments\":" + answered + "," + state(first) + answers("sure"))
                .json();

        assertEquals(taken, answer.has("result"), answer::toString);
    }

    @Test
    void aStateBelongsToTheTool() throws Exception {
        JsonNode first = result("");
        String body = Stage.modernBody(state(first) + answers("sure")).replace("\"act\"", "\"other\"");

        assertRefused(stage.post(McpBench.modernHeaders("tools/call", "other"), body, "someone")
                .json());
    }

    private static Message.Request request(String method, String state) {
        return new Message.Request(
                Json.object().numberNode(1),
                method,
                Json.object().put("name", "act").put("requestState", state));
    }

    private String sealed(Rounds rounds) throws RpcError {
        var first = new Message.Request(
                Json.object().numberNode(1), "tools/call", Json.object().put("name", "act"));
        return rounds.of(first, Stage.caller("someone")).seal(Set.of("sure"));
    }

    @Test
    void aStateBelongsToTheMethod() throws Exception {
        var rounds = new Rounds(stage.continuity);
        String state = sealed(rounds);

        assertThrows(RpcError.class, () -> rounds.of(request("prompts/get", state), Stage.caller("someone")));
        assertDoesNotThrow(() -> rounds.of(request("tools/call", state), Stage.caller("someone")));
    }

    @Test
    void aUsedStateIsRememberedForAsLongAsItWouldBeTaken() throws Exception {
        List<Instant> remembered = new ArrayList<>();
        Continuity real = stage.continuity;
        var rounds = new Rounds(
                new Continuity(real.seal(), (_, expires) -> remembered.add(expires), real.answers(), real.clock()));

        rounds.of(request("tools/call", sealed(rounds)), Stage.caller("someone"));

        assertEquals(List.of(stage.clock.instant().plus(Duration.ofMinutes(10))), remembered);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\"", "17", "{}", "[]", "true", "\"\""})
    void whatIsNoStateOfOursIsRefused(String state) throws Exception {
        assertRefused(stage.modern("\"requestState\":" + state + "," + answers("sure"))
                .json());
    }

    @Test
    void aStateSealedForAnotherPurposeIsRefused() throws Exception {
        String cursor = stage.continuity
                .seal()
                .seal(StateSeal.Purpose.CURSOR, "{\"caller\":\"someone\"}".getBytes(StandardCharsets.UTF_8));

        assertRefused(stage.modern("\"requestState\":\"" + cursor + "\",").json());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "1", "{\"sure\":12345}", "{\"sure\":null}"})
    void malformedAnswersAreInvalidParameters(String responses) throws Exception {
        JsonNode answer = stage.modern("\"inputResponses\":" + responses + ",").json();

        assertEquals(-32602, answer.path("error").path("code").intValue(), answer::toString);
    }

    @ParameterizedTest
    @CsvSource({"decline, DECLINE", "cancel, CANCEL"})
    void aRefusalIsAnAnswer(String action, String heard) throws Exception {
        var asking = new Stage((_, call) ->
                call.ask("sure", InputRequest.Form.of("Sure?")).action().name());
        JsonNode first = asking.modern("").json().path("result");

        JsonNode answer = asking.modern(state(first) + "\"inputResponses\":{\"sure\":{\"action\":\"" + action + "\"}},")
                .json();

        assertEquals(heard, Stage.done(answer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"action\":\"nonsense\"}", "{\"action\":true}", "{\"content\":{}}"})
    void whatIsNoAnswerIsAskedForAgain(String answer) throws Exception {
        var asking = new Stage((_, call) ->
                call.ask("sure", InputRequest.Form.of("Sure?")).action().name());
        JsonNode first = asking.modern("").json().path("result");

        JsonNode second = asking.modern(state(first) + "\"inputResponses\":{\"sure\":" + answer + "},")
                .json()
                .path("result");

        assertEquals("input_required", second.path("resultType").textValue());
        assertTrue(second.path("inputRequests").has("sure"));
    }

    @Test
    void aFormHasNoFieldForAFreeList() {
        var words = Parameter.texts("words", "Anything").otherwise(List.of());

        assertThrows(IllegalArgumentException.class, () -> InputRequest.Form.of("Which?", words));
    }

    @ParameterizedTest
    @ValueSource(strings = {"toy://bound", "toy://free"})
    void whatTookAnswersIsKeptByNobody(String address) {
        var bench = new McpBench(
                McpBench.SERVER,
                new Features(
                        new Toolset(List.of()),
                        new Resources(List.of(new AskingResource())),
                        Prompts.NONE,
                        Changes.NONE,
                        false),
                Set.of("toy:use"));
        String uri = "\"uri\":\"" + address + "\",";
        Map<String, String> headers = McpBench.modernHeaders("resources/read", address);
        String capable = McpBench.modernBody("resources/read", uri)
                .replace("clientCapabilities\":{}", "clientCapabilities\":{\"elicitation\":{}}");

        JsonNode first = bench.ask(headers, capable).path("result");
        String again = (first.has("requestState") ? state(first) : "") + answers("sure");
        JsonNode second = bench.ask(headers, capable.replace(uri, uri + again)).path("result");

        assertFalse(first.has("ttlMs"));
        assertEquals("complete", second.path("resultType").textValue());
        assertEquals(0, second.path("ttlMs").intValue());
        assertEquals("private", second.path("cacheScope").textValue());
    }

    /** Asks before it is read. */
    private static final class AskingResource implements ResourceSource {
        @Override
        public String scope() {
            return "toy:use";
        }

        @Override
        public List<ResourceEntry> list() {
            return List.of();
        }

        @Override
        public List<ResourceTemplate> templates() {
            return List.of();
        }

        @Override
        public boolean covers(String uri) {
            return uri.startsWith("toy://");
        }

        @Override
        public List<ResourceContents> read(String uri, Call call) {
            Map<String, InputRequest> question = Map.of("sure", InputRequest.Form.of("Sure?"));
            if (uri.equals("toy://free")) {
                call.askFreely(question);
            } else {
                call.ask(question);
            }
            return List.of(new ResourceContents.Text(uri, "text/plain", "read"));
        }
    }

    @Test
    void aClientThatCannotBeAskedIsToldWhatItLacks() throws Exception {
        String body = McpBench.modernBody("tools/call", "\"name\":\"act\",");

        JsonNode answer = stage.post(McpBench.modernHeaders("tools/call", "act"), body, "someone")
                .json();

        assertEquals(400, answer.path("status").intValue());
        assertEquals(-32021, answer.path("error").path("code").intValue());
        assertTrue(answer.path("error")
                .path("data")
                .path("requiredCapabilities")
                .path("elicitation")
                .path("form")
                .isObject());
    }

    @Test
    void aClientThatKnowsPagesAloneIsShownNoForm() throws Exception {
        String body = Stage.modernBody("").replace("\"form\":{},", "");

        JsonNode answer = stage.post(McpBench.modernHeaders("tools/call", "act"), body, "someone")
                .json();

        assertEquals(-32021, answer.path("error").path("code").intValue(), answer::toString);
    }

    @ParameterizedTest
    @CsvSource({"accept, true", "decline, false", "cancel, false", "nonsense, false"})
    void fieldsCountOnlyOfAFormThatWasAccepted(String action, boolean counts) {
        var answer = new InputAnswer(Json.object().put("action", action));
        answer.result().putObject("content").put("name", "Ada");

        assertEquals(counts, answer.field(Parameter.text("name", "Who")).isPresent());
    }

    @Test
    void aClientThatKnowsFormsAloneIsSentToNoPage() throws Exception {
        var visiting = new Stage((_, call) -> call.ask("there", new InputRequest.Visit("Go.", "https://example.org/"))
                .action()
                .name());
        String body = Stage.modernBody("").replace(",\"url\":{}", "");

        JsonNode answer = visiting.post(McpBench.modernHeaders("tools/call", "act"), body, "someone")
                .json();

        assertEquals(-32021, answer.path("error").path("code").intValue(), answer::toString);
        assertTrue(answer.at("/error/data/requiredCapabilities/elicitation/url").isObject());
    }

    @Test
    void freeQuestionsTakeAnswersFromWhoWasNotAsked() throws Exception {
        var asking =
                new Stage((_, call) -> action(call.askFreely(Map.of("sure", InputRequest.Form.of("Sure?"))), "sure"));

        JsonNode first = asking.modern("").json().path("result");

        assertFalse(first.has("requestState"));
        assertEquals("ACCEPT", Stage.done(asking.modern(answers("sure")).json()));
    }

    @Test
    void questionsMayComeAfterAStreamBegan() throws Exception {
        var rounds = new AtomicInteger();
        var asking = new Stage((_, call) -> {
            call.takesLong();
            rounds.incrementAndGet();
            return call.ask("sure", InputRequest.Form.of("Sure?")).action().name();
        });

        JsonNode first = asking.modern("").event().path("result");
        JsonNode last = asking.modern(state(first) + answers("sure")).event();

        assertEquals("ACCEPT", Stage.done(last));
        assertEquals(2, rounds.get());
    }
}
