package dev.mailmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP 2026-07-28, subscriptions. */
@Timeout(60)
class SubscriptionsTest {
    private static final Changes.Change TOOLS = new Changes.Change.OfList(Changes.Kind.TOOLS);
    private static final Changes.Change MAIL = new Changes.Change.OfResource("mail://INBOX/1/1");

    private final Town town = new Town();
    private final Stage stage = new Stage((_, _) -> "", Stage.QUIET, town, McpBench.PLENTY);

    /** Where things happen; one thing happens as soon as anybody listens. */
    private static final class Town implements Changes {
        private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
        private final CountDownLatch left = new CountDownLatch(1);
        private final List<String> heard = new CopyOnWriteArrayList<>();

        @Override
        public Set<Kind> kinds() {
            return Set.of(Kind.TOOLS, Kind.RESOURCE);
        }

        @Override
        public Listening listen(Caller caller, Interest interest, Consumer<Change> sink) {
            heard.add(caller.id() + " hears of " + new java.util.TreeSet<>(interest.kinds()) + interest.uris());
            sink.accept(TOOLS);
            listeners.add(sink);
            return () -> {
                listeners.remove(sink);
                left.countDown();
            };
        }

        void tell(Change change) {
            listeners.forEach(listener -> listener.accept(change));
        }
    }

    private Stage.Visit listen(String id, String notifications) {
        String body = McpBench.modernBody("subscriptions/listen", "\"notifications\":" + notifications + ",")
                .replace("\"id\":7", "\"id\":" + id);
        return stage.post(McpBench.modernHeaders("subscriptions/listen", ""), body, "someone");
    }

    private static final String ALL =
            "{\"toolsListChanged\":true,\"promptsListChanged\":true,\"resourceSubscriptions\":[\"mail://INBOX/1/1\"]}";

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"seven\""})
    void acknowledgedFirstAndEveryFrameNamesTheSubscription(String id) throws Exception {
        Stage.Visit visit = listen(id, ALL);

        JsonNode acknowledged = visit.event();
        assertEquals(
                "notifications/subscriptions/acknowledged",
                acknowledged.path("method").textValue());
        assertEquals(
                "{\"toolsListChanged\":true,\"resourceSubscriptions\":[\"mail://INBOX/1/1\"]}",
                acknowledged.path("params").path("notifications").toString(),
                "prompts do not change here");
        JsonNode first = visit.event();
        town.tell(MAIL);
        JsonNode second = visit.event();

        assertEquals("notifications/tools/list_changed", first.path("method").textValue(), "and nothing was missed");
        assertEquals("notifications/resources/updated", second.path("method").textValue());
        assertEquals("mail://INBOX/1/1", second.path("params").path("uri").textValue());
        for (JsonNode frame : List.of(acknowledged, first, second)) {
            assertEquals(
                    id,
                    frame.path("params")
                            .path("_meta")
                            .path(Meta.SUBSCRIPTION_ID)
                            .toString(),
                    "as it came: a number or a string");
        }
    }

    @Test
    void onlyWhatWasAskedForIsAgreed() throws Exception {
        JsonNode acknowledged = listen("7", "{\"toolsListChanged\":false,\"promptsListChanged\":true}")
                .event();

        assertEquals("{}", acknowledged.path("params").path("notifications").toString());
    }

    @Test
    void itIsListenedForTheCallerAndToNothingElse() throws Exception {
        listen("7", ALL).event();
        listen("8", "{\"toolsListChanged\":true}").event();
        listen("9", "{\"resourceSubscriptions\":[]}").event();

        assertEquals(
                List.of(
                        "someone hears of [TOOLS, RESOURCE][mail://INBOX/1/1]",
                        "someone hears of [TOOLS][]",
                        "someone hears of [][]"),
                town.heard);
    }

    @ParameterizedTest
    @CsvSource({"100, true", "101, false"})
    void soManyResourcesCanBeListenedToAtOnce(int count, boolean taken) throws Exception {
        String uris = IntStream.range(0, count)
                .mapToObj(i -> "\"mail://INBOX/1/" + i + "\"")
                .collect(Collectors.joining(","));

        Reply reply = listen("7", "{\"resourceSubscriptions\":[" + uris + "]}").reply();

        assertEquals(taken, reply instanceof Reply.Events, reply::toString);
    }

    @Test
    void resourcesThatNobodyTellsOfAreNotAgreedOn() throws Exception {
        var few = new Subscriptions(new Changes() {
            @Override
            public Set<Kind> kinds() {
                return Set.of(Kind.TOOLS);
            }

            @Override
            public Listening listen(Caller caller, Interest interest, Consumer<Change> sink) {
                return () -> {};
            }
        });
        JsonNode filter = McpBench.tree(ALL.getBytes(StandardCharsets.UTF_8));

        Changes.Interest agreed = few.agreed(Json.object().set("notifications", filter));

        assertEquals(new Changes.Interest(Set.of(Changes.Kind.TOOLS), Set.of()), agreed);
    }

    @Test
    void closingTheStreamEndsIt() throws Exception {
        Stage.Visit visit = listen("7", ALL);
        visit.event();

        visit.hangUp();

        assertTrue(town.left.await(Stage.PATIENCE_SECONDS, TimeUnit.SECONDS));
        stage.awaitIdle();
    }

    @Test
    void theSameChangeTwiceIsOneUntilItIsTold() throws Exception {
        var news = new News();
        for (int i = 0; i < 10_000; i++) {
            news.add(TOOLS);
            news.add(MAIL);
        }

        assertEquals(List.of(TOOLS, MAIL), news.within(1));
        assertEquals(List.of(), news.within(1));
    }

    @Test
    void aServerThatEndsEndsItInGoodOrder() throws Exception {
        Stage.Visit visit = listen("7", ALL);
        visit.event();
        visit.event();

        stage.server.end(java.time.Duration.ZERO);

        JsonNode last = visit.event();
        assertEquals(7, last.path("id").intValue());
        assertEquals("complete", last.path("result").path("resultType").textValue());
        assertEquals(
                "7",
                last.path("result").path("_meta").path(Meta.SUBSCRIPTION_ID).toString());
    }

    /** Two things are under way: a subscription, and a call that ends by itself once the test lets it. */
    private final class Evening {
        private final CountDownLatch go = new CountDownLatch(1);
        private final Stage.Visit subscription;
        private final Stage.Visit call;
        private final Stage stage;

        Evening() throws Exception {
            var began = new CountDownLatch(1);
            stage = new Stage(
                    (_, _) -> {
                        began.countDown();
                        go.await();
                        return "done";
                    },
                    Stage.QUIET,
                    town,
                    McpBench.PLENTY);
            String body = McpBench.modernBody("subscriptions/listen", "\"notifications\":" + ALL + ",");
            subscription = stage.post(McpBench.modernHeaders("subscriptions/listen", ""), body, "someone");
            subscription.event();
            call = stage.modern("");
            assertTrue(began.await(Stage.PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
    }

    @Test
    void aServerThatEndsLetsCallsEndByThemselvesForAWhileAndSubscriptionsAtOnce() throws Exception {
        var evening = new Evening();
        Thread ending = Thread.ofVirtual().start(() -> evening.stage.server.end(Stage.QUIET));

        evening.subscription.rest();
        assertFalse(ending.join(java.time.Duration.ofMillis(50)), "the call is waited for");
        evening.go.countDown();

        assertEquals("done", Stage.done(evening.call.json()));
        assertTrue(ending.join(java.time.Duration.ofSeconds(Stage.PATIENCE_SECONDS)), "and waits for nothing else");
    }

    @Test
    void aCallThatOutlastsTheGraceIsInterruptedAndStillAnswered() throws Exception {
        var evening = new Evening();

        evening.stage.server.end(java.time.Duration.ZERO);

        assertTrue(evening.call.json().path("result").path("isError").booleanValue());
    }

    @Test
    void oneGrantHoldsAFewAndItsCallsGoOn() throws Exception {
        for (int i = 0; i < 4; i++) {
            listen(Integer.toString(i), ALL).event();
        }

        assertTrue(listen("5", ALL).reply() instanceof Reply.TooMuch);
        assertEquals("", Stage.done(stage.modern("").json()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "true"})
    void whatToListenToMustBeSaid(String notifications) throws Exception {
        JsonNode answer = listen("7", notifications).json();

        assertEquals(-32602, answer.path("error").path("code").intValue());
    }

    @Test
    void itNeedsAStream() throws Exception {
        var headers = new java.util.TreeMap<>(McpBench.modernHeaders("subscriptions/listen", ""));
        headers.put("Accept", "application/json");

        JsonNode answer = stage.post(
                        headers,
                        McpBench.modernBody("subscriptions/listen", "\"notifications\":" + ALL + ","),
                        "someone")
                .json();

        assertEquals(406, answer.path("status").intValue());
    }

    @Test
    void nothingToListenToIsNoMethod() throws Exception {
        var deaf = new Stage((_, _) -> "");

        JsonNode answer = deaf.post(
                        Map.copyOf(McpBench.modernHeaders("subscriptions/listen", "")),
                        McpBench.modernBody("subscriptions/listen", "\"notifications\":{},"),
                        "someone")
                .json();

        assertEquals(404, answer.path("status").intValue());
    }
}
