package dev.mailmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP, Streamable HTTP: JSON when quick, an event stream when something comes before the result. */
@Timeout(60)
class StreamingTest {
    private final CountDownLatch go = new CountDownLatch(1);

    @Test
    void workWithoutAWordIsAnsweredInJson() throws Exception {
        var stage = new Stage((_, _) -> "quick");

        assertEquals("quick", Stage.done(stage.modern("").json()));
    }

    @Test
    void aToolThatTakesLongStreamsAtOnceAndEndsWithTheResponse() throws Exception {
        var stage = new Stage((_, call) -> {
            call.takesLong();
            go.await();
            return "slow";
        });

        Stage.Visit visit = stage.modern("");

        assertInstanceOf(Reply.Events.class, visit.reply());
        assertEquals(":", visit.frame(), "something comes before the work is done");
        go.countDown();
        JsonNode last = visit.event();
        assertEquals("slow", Stage.done(last));
        assertEquals(7, last.path("id").intValue());
        assertEquals(0, visit.rest().size());
    }

    @Test
    void commentsComeWhileNothingElseDoes() throws Exception {
        var stage = new Stage(
                (_, call) -> {
                    call.takesLong();
                    go.await();
                    return "slow";
                },
                Duration.ofMillis(1),
                Changes.NONE,
                McpBench.PLENTY);

        Stage.Visit visit = stage.modern("");

        for (int i = 0; i < 5; i++) {
            assertEquals(":", visit.frame());
        }
        go.countDown();
        assertEquals("slow", Stage.done(visit.event()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"t-1\"", "17"})
    void progressGrowsStrictlyAndCarriesTheToken(String token) throws Exception {
        var stage = new Stage((_, call) -> {
            for (double done : new double[] {1, 1, 0.5, Double.NaN, 2, Double.POSITIVE_INFINITY, 3}) {
                call.progress(done, OptionalDouble.of(done < 3 ? Double.NaN : 3), "on it");
            }
            return "done";
        });

        Stage.Visit visit = stage.modernWithToken(token);

        for (int expected = 1; expected <= 3; expected++) {
            JsonNode progress = visit.event();
            assertEquals("notifications/progress", progress.path("method").textValue());
            assertEquals(expected, progress.path("params").path("progress").doubleValue());
            assertEquals(token, progress.path("params").path("progressToken").toString());
            assertEquals(expected == 3, progress.path("params").has("total"));
        }
        assertEquals("done", Stage.done(visit.event()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"arguments\":{},"})
    void withoutATokenThereIsNoProgressAndNoStream(String params) throws Exception {
        var stage = new Stage((_, call) -> {
            call.progress(1, OptionalDouble.empty(), "on it");
            return "done";
        });

        assertEquals("done", Stage.done(stage.modern(params).json()));
        assertEquals("done", Stage.done(stage.modernWithToken("[1]").json()), "a token that is none");
        String endless = '"' + "t".repeat(1_000) + '"';
        assertEquals("done", Stage.done(stage.modernWithToken(endless).json()), "one that would fill our memory");
    }

    @Test
    void aClientThatTakesNoStreamGetsJsonInTheEnd() throws Exception {
        var stage = new Stage((_, call) -> {
            call.takesLong();
            call.progress(1, OptionalDouble.empty(), "on it");
            return "done";
        });
        var headers = new java.util.TreeMap<>(McpBench.modernHeaders("tools/call", "act"));
        headers.put("Accept", "application/json");

        assertEquals(
                "done",
                Stage.done(stage.post(headers, Stage.modernBody(""), "someone").json()));
    }

    @Test
    void aMessageForAClientThatTakesNoStreamIsDropped() {
        var conversation = new Conversation(new Conversation.Manners(false, true), Stage.QUIET);

        Reply reply = conversation.hold(() -> {
            conversation.send(new byte[0]);
            return new Reply.Accepted();
        });

        assertInstanceOf(Reply.Accepted.class, reply);
    }

    @Test
    void aLoginRefusedBeforeTheStreamOpensTurnsTheCallerAway() throws Exception {
        var stage = new Stage((_, _) -> {
            throw new CallerRejected();
        });

        assertInstanceOf(Reply.CallerTurnedAway.class, stage.modern("").reply());
        assertInstanceOf(
                Reply.CallerTurnedAway.class,
                stage.legacy(Map.of(), "1", "someone").reply());
    }

    @Test
    void aLoginRefusedAfterThatIsAnErrorOnTheStream() throws Exception {
        var stage = new Stage((_, call) -> {
            call.takesLong();
            throw new CallerRejected();
        });

        JsonNode last = stage.modern("").event();

        assertEquals(-32603, last.path("error").path("code").intValue());
        assertTrue(last.path("error").path("message").textValue().contains("connect again"));
    }

    @Test
    void whateverTheWorkDiesOfTheClientHearsAnEnd() throws Exception {
        for (Error death : new Error[] {new OutOfMemoryError("x"), new StackOverflowError(), new AssertionError("x")}) {
            var quick = new Stage((_, _) -> {
                throw death;
            });
            var slow = new Stage((_, call) -> {
                call.takesLong();
                throw death;
            });

            JsonNode json = quick.modern("").json();
            JsonNode event = slow.modern("").event();

            assertEquals(-32603, json.path("error").path("code").intValue(), death::toString);
            assertEquals(7, json.path("id").intValue());
            assertEquals(-32603, event.path("error").path("code").intValue(), death::toString);
        }
    }

    @Test
    void aFaultAroundTheWorkIsAnEndToo() throws Exception {
        var conversation = new Conversation(new Conversation.Manners(true, false), Stage.QUIET);

        Reply reply = conversation.hold(() -> {
            throw new IllegalStateException("the body of a mail");
        });

        JsonNode json = McpBench.json(reply);
        assertEquals(-32603, json.path("error").path("code").intValue());
        assertFalse(json.toString().contains("body of a mail"));
    }

    @Test
    void aStoreThatIsDownIsAnErrorAndNoFault() throws Exception {
        var stage = new Stage((_, _) -> "done");
        var broken = new Continuity(
                stage.continuity.seal(),
                (_, _) -> {
                    throw new IllegalStateException("the disk is full");
                },
                stage.continuity.answers(),
                stage.clock);
        var server = Stage.server(
                (_, call) ->
                        call.ask("q", InputRequest.Form.of("Sure?")).action().name(),
                broken,
                Stage.QUIET,
                Changes.NONE,
                McpBench.PLENTY);
        java.util.function.Function<String, JsonNode> ask = params -> McpBench.json(server.answer(
                new McpRequest(
                        name -> Optional.ofNullable(Map.of(
                                                "Content-Type", "application/json",
                                                "MCP-Protocol-Version", McpBench.MODERN,
                                                "Mcp-Method", "tools/call",
                                                "Mcp-Name", "act")
                                        .get(name))
                                .stream()
                                .toList(),
                        Stage.modernBody(params).getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                Stage.caller("someone"),
                CallerContext.NONE));
        String state = ask.apply("").path("result").path("requestState").textValue();

        JsonNode answer = ask.apply("\"requestState\":\"" + state + "\",");

        assertEquals(-32603, answer.path("error").path("code").intValue(), answer::toString);
    }

    @Test
    void whatWaitsForASlowReaderIsBounded() throws Exception {
        var told = new AtomicInteger();
        var toldAll = new CompletableFuture<Void>();
        var stage = new Stage((_, call) -> {
            for (int i = 1; i <= 10_000; i++) {
                call.progress(i, OptionalDouble.empty(), "on it");
            }
            toldAll.complete(null);
            return "done";
        });
        var reading = new CountDownLatch(1);
        OutputStream slow = new OutputStream() {
            @Override
            public void write(int octet) {}

            @Override
            public void write(byte[] bytes) throws IOException {
                try {
                    reading.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                told.incrementAndGet();
            }
        };
        String body = Stage.modernBody("").replace("\"_meta\":{", "\"_meta\":{\"progressToken\":1,");

        var visit = new Stage.Visit(
                () -> stage.answer(McpBench.modernHeaders("tools/call", "act"), body, "someone", CallerContext.NONE),
                Optional.of(slow));

        toldAll.get(Stage.PATIENCE_SECONDS, TimeUnit.SECONDS); // The work does not wait for the reader.
        reading.countDown();
        visit.rest();
        assertTrue(told.get() <= Conversation.MOST_WAITING + 4, "not all of 10,000: " + told);
        assertTrue(told.get() >= 2, "but the end");
    }
}
