package dev.mailmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.testing.SetClock;
import dev.mailmcp.testing.Together;
import dev.mailmcp.value.InvalidValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MCP, tools, security considerations: how much one caller may ask for. */
@Timeout(60)
class AllowanceTest {
    private static final Caller SOMEONE = Stage.caller("someone");

    private final SetClock clock = new SetClock();
    private final Turnstile turnstile = new Turnstile(new Allowance(2, 10, 20), clock);

    private static boolean in(Turnstile.Entry entry) {
        return switch (entry) {
            case Turnstile.Entry.Admitted admitted -> {
                admitted.close();
                yield true;
            }
            case Turnstile.Entry.Refused _ -> false;
        };
    }

    private int passing(int tries) {
        int passed = 0;
        for (int i = 0; i < tries; i++) {
            passed += in(turnstile.enter(SOMEONE)) ? 1 : 0;
        }
        return passed;
    }

    @Test
    void aBurstPassesAndThenSoManyASecond() {
        assertEquals(20, passing(100));
        clock.pass(Duration.ofSeconds(1));
        assertEquals(10, passing(100));
        clock.pass(Duration.ofSeconds(30));
        assertEquals(20, passing(100), "rest saves up a burst, no more");
        clock.pass(Duration.ofHours(1));
        assertEquals(20, passing(100), "also when the caller was forgotten meanwhile");
    }

    @Test
    void aClockThatIsSetBackTakesNothingAway() {
        assertEquals(10, passing(10));
        clock.pass(Duration.ofHours(-1));
        assertEquals(10, passing(100));
        clock.pass(Duration.ofSeconds(1));
        assertEquals(10, passing(100));
    }

    @Test
    void soManyAreUnderWayAtOnceHoweverTheyCome() {
        long passed = Together.times(50, () -> turnstile.enter(SOMEONE)).stream()
                .filter(Turnstile.Entry.Admitted.class::isInstance)
                .count();

        assertEquals(2, passed);
    }

    @Test
    void oneThatEndsMakesRoom() {
        var first = assertInstanceOf(Turnstile.Entry.Admitted.class, turnstile.enter(SOMEONE));
        turnstile.enter(SOMEONE);
        var refused = assertInstanceOf(Turnstile.Entry.Refused.class, turnstile.enter(SOMEONE));

        first.close();

        assertEquals(Duration.ofSeconds(1), refused.retryAfter());
        assertInstanceOf(Turnstile.Entry.Admitted.class, turnstile.enter(SOMEONE));
    }

    @Test
    void othersAreNotHeldToIt() {
        passing(100);

        assertTrue(in(turnstile.enter(Stage.caller("another"))));
    }

    @Test
    void whoIsAsGoodAsNewIsForgotten() {
        for (int i = 0; i < 1000; i++) {
            in(turnstile.enter(Stage.caller("caller " + i)));
        }
        turnstile.enter(SOMEONE);
        clock.pass(Duration.ofMinutes(2));

        turnstile.enter(Stage.caller("another"));

        assertEquals(2, turnstile.known(), "one who is new, and one whose work is under way");
    }

    @Test
    void whoHasUsedUpTheBurstIsNotForgotten() {
        clock.pass(Duration.ofMinutes(1));
        passing(100);
        clock.pass(Duration.ofMillis(100));

        turnstile.enter(Stage.caller("another"));

        assertEquals(2, turnstile.known());
        assertEquals(1, passing(100));
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "1, 0, 1", "1, 2, 1", "-1, 1, 1"})
    void anAllowanceOfNothingIsNone(int atOnce, int perSecond, int burst) {
        assertThrows(InvalidValue.class, () -> new Allowance(atOnce, perSecond, burst));
    }

    @Test
    void tooMuchIs429WithTheIdAndWhenToComeAgainInBothEras() throws Exception {
        var stage = new Stage((_, _) -> "done", Stage.QUIET, Changes.NONE, new Allowance(9, 1, 2));
        assertEquals("done", Stage.done(stage.modern("").json()));
        assertEquals("done", Stage.done(stage.legacy(Map.of(), "1", "someone").json()));

        for (Reply reply : List.of(
                stage.modern("").reply(), stage.legacy(Map.of(), "7", "someone").reply())) {
            var tooMuch = assertInstanceOf(Reply.TooMuch.class, reply);
            JsonNode json = McpBench.json(tooMuch.response());
            assertEquals(429, json.path("status").intValue());
            assertEquals(7, json.path("id").intValue());
            assertEquals(Duration.ofSeconds(1), tooMuch.retryAfter());
        }
        JsonNode list = stage.post(
                        McpBench.modernHeaders("tools/list", ""), McpBench.modernBody("tools/list", ""), "someone")
                .json();
        assertTrue(list.has("result"), "what is no work is not counted");
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    ping                     | {}                                                 | false
                    tools/list               | {}                                                 | false
                    tools/call               | {"name":"echo","arguments":{"text":"x"}}           | true
                    prompts/list             | {}                                                 | false
                    prompts/get              | {"name":"ask"}                                     | true
                    resources/list           | {}                                                 | true
                    resources/templates/list | {}                                                 | false
                    resources/read           | {"uri":"toy://one"}                                | true
                    completion/complete      | {"ref":{"type":"ref/prompt","name":"ask"},"argument":{"name":"what","value":""}} | true
                    """)
    void whateverMayAskTheMailboxCounts(String method, String params, boolean counts) {
        var server = new McpServer(
                McpBench.SERVER,
                Toys.ofEveryKind(Changes.NONE, false),
                Continuities.inMemory(clock),
                new Tolerances(true),
                new Allowance(1, 1, 1));
        byte[] body = McpBench.legacyBody(method, params).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        var request =
                new McpRequest(name -> name.equals("Content-Type") ? List.of("application/json") : List.of(), body);

        assertInstanceOf(Reply.Json.class, server.answer(request, SOMEONE, CallerContext.NONE));
        assertEquals(counts, server.answer(request, SOMEONE, CallerContext.NONE) instanceof Reply.TooMuch);
    }

    @Test
    void legacyWorkWhoseClientLeftStillCounts() throws Exception {
        var began = new Semaphore(0);
        var go = new CountDownLatch(1);
        var stage = new Stage(
                (_, _) -> {
                    began.release();
                    go.await();
                    return "done";
                },
                Stage.QUIET,
                Changes.NONE,
                new Allowance(3, 100, 100));
        List<Stage.Visit> gone = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            gone.add(stage.legacy(Map.of(), Integer.toString(i), "someone"));
            assertTrue(began.tryAcquire(Stage.PATIENCE_SECONDS, TimeUnit.SECONDS));
            gone.getLast().hangUp();
            gone.getLast().rest();
        }

        assertInstanceOf(
                Reply.TooMuch.class, stage.legacy(Map.of(), "9", "someone").reply());
        go.countDown();
        stage.awaitIdle();
        assertEquals("done", Stage.done(stage.legacy(Map.of(), "9", "someone").json()));
    }
}
