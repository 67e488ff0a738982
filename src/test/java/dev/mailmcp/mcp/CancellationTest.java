package dev.mailmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.testing.Together;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP, cancellation: by closing the stream since 2026-07-28, by a notification before. */
@Timeout(60)
class CancellationTest {
    private final Semaphore began = new Semaphore(0);
    private final CountDownLatch go = new CountDownLatch(1);
    /** How each piece of work ended: {@code done} or {@code interrupted}. */
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

    private final Stage quiet = new Stage((_, _) -> work());
    private final Stage streaming = new Stage((_, call) -> {
        call.takesLong();
        return work();
    });

    private String work() throws InterruptedException {
        began.release();
        try {
            go.await();
            ends.add("done");
            return "done";
        } catch (InterruptedException e) {
            ends.add("interrupted");
            throw e;
        }
    }

    private void begun() throws InterruptedException {
        assertTrue(began.tryAcquire(Stage.PATIENCE_SECONDS, TimeUnit.SECONDS), "the work begins");
    }

    private String end() throws InterruptedException {
        String end = ends.poll(Stage.PATIENCE_SECONDS, TimeUnit.SECONDS);
        return end == null ? "none" : end;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hangingUpInterruptsModernWork(boolean streams) throws Exception {
        Stage.Visit visit = (streams ? streaming : quiet).modern("");
        begun();
        if (streams) {
            visit.frame();
        }

        visit.hangUp();

        assertEquals("interrupted", end());
        visit.rest();
    }

    @Test
    void aPeerThatLeavesBetweenHeadersAndStreamInterruptsTheWorkToo() throws Exception {
        var stream = new CompletableFuture<Reply>();
        Thread.ofVirtual()
                .start(() -> stream.complete(streaming.answer(
                        McpBench.modernHeaders("tools/call", "act"),
                        Stage.modernBody(""),
                        "someone",
                        CallerContext.NONE)));
        var events = assertInstanceOf(Reply.Events.class, stream.get(Stage.PATIENCE_SECONDS, TimeUnit.SECONDS));
        begun();

        try {
            events.writer().writeTo(new java.io.OutputStream() {
                @Override
                public void write(int octet) throws java.io.IOException {
                    throw new java.io.IOException("gone");
                }
            });
        } catch (java.io.IOException _) {
            // As it must.
        }

        assertEquals("interrupted", end());
    }

    @Test
    void aTransportThatFailsInAnUnknownWayLeavesNoWorkBehind() throws Exception {
        var events = assertInstanceOf(
                Reply.Events.class,
                streaming.answer(
                        McpBench.modernHeaders("tools/call", "act"),
                        Stage.modernBody(""),
                        "someone",
                        CallerContext.NONE));
        begun();

        try {
            events.writer().writeTo(new java.io.OutputStream() {
                @Override
                public void write(int octet) {
                    throw new IllegalStateException("a bug");
                }
            });
        } catch (IllegalStateException | java.io.IOException _) {
            // As it may.
        }

        assertEquals("interrupted", end());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hangingUpLetsLegacyWorkGoOn(boolean streams) throws Exception {
        Stage.Visit visit = (streams ? streaming : quiet).legacy(Map.of(), "1", "someone");
        begun();
        if (streams) {
            visit.frame();
        }

        visit.hangUp();
        visit.rest();
        go.countDown();

        assertEquals("done", end());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aNotificationInterruptsLegacyWorkAndNoResponseIsSent(boolean streams) throws Exception {
        Stage stage = streams ? streaming : quiet;
        Map<String, String> session = stage.initialize("someone");
        Stage.Visit visit = stage.legacy(session, "1", "someone");
        begun();

        stage.cancel(session, "1", "someone");

        assertEquals("interrupted", end());
        assertInstanceOf(Reply.Events.class, visit.reply());
        assertEquals(0, visit.rest().size());
    }

    @ParameterizedTest(name = "{0} of {1} in session {2}")
    @CsvSource({"2, someone, own", "'\"1\"', someone, own", "1, another, own", "1, someone, second", "1, someone, none"
    })
    void onlyTheVeryCallIsCancelled(String id, String caller, String which) throws Exception {
        Map<String, String> session = quiet.initialize("someone");
        Stage.Visit visit = quiet.legacy(session, "1", "someone");
        begun();

        quiet.cancel(
                switch (which) {
                    case "own" -> session;
                    case "second" -> quiet.initialize("someone");
                    default -> Map.of("MCP-Protocol-Version", "2025-11-25");
                },
                id,
                caller);
        go.countDown();

        assertEquals("done", end());
        assertEquals("done", Stage.done(visit.json()));
    }

    @Test
    void aCancellationThatNamesNothingIsIgnored() throws Exception {
        Stage.Visit visit = quiet.legacy(Map.of(), "1", "someone");
        begun();

        quiet.post(Map.of(), "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{}}", "someone")
                .reply();
        go.countDown();

        assertEquals("done", Stage.done(visit.json()));
    }

    @Test
    void modernWorkIsNotCancelledByNotification() throws Exception {
        Stage.Visit visit = quiet.modern("");
        begun();

        quiet.cancel(Map.of("MCP-Protocol-Version", McpBench.MODERN), "7", "someone");
        quiet.cancel(Map.of(), "7", "someone");
        go.countDown();

        assertEquals("done", Stage.done(visit.json()));
    }

    @Test
    void twinsCancelNeitherUntilOneIsLeft() {
        var running = new RunningCalls();
        var id = Json.object().numberNode(1);
        var one = new Conversation(new Conversation.Manners(true, true), Stage.QUIET);
        var other = new Conversation(new Conversation.Manners(true, true), Stage.QUIET);
        RunningCalls.Registration earlier = running.add(Stage.caller("someone"), LegacySession.NONE, id, one);
        RunningCalls.Registration later = running.add(Stage.caller("someone"), LegacySession.NONE, id, other);

        running.cancel(Stage.caller("someone"), LegacySession.NONE, id);

        assertTrue(one.heard() && other.heard(), "which one is meant cannot be told");
        earlier.close();
        running.cancel(Stage.caller("someone"), LegacySession.NONE, id);
        assertFalse(other.heard(), "the one that is left is found, although it came second");
        assertTrue(one.heard());
        later.close();
        assertTrue(running.isEmpty());
    }

    @Test
    void aCancelledCallAnswersAlthoughItsWorkMustNotStop() throws Exception {
        var ended = new CountDownLatch(1);
        var stage = new Stage((_, _) -> {
            began.release();
            boolean waits = true;
            while (waits) {
                try {
                    go.await();
                    waits = false;
                } catch (InterruptedException _) {
                    // A mail is being handed over.
                }
            }
            ended.countDown();
            return "sent";
        });
        Stage.Visit visit = stage.legacy(Map.of(), "1", "someone");
        begun();

        stage.cancel(Map.of(), "1", "someone");

        assertEquals(0, visit.rest().size(), "the answer ended, the work did not");
        assertEquals(1, ended.getCount());
        go.countDown();
        assertTrue(ended.await(Stage.PATIENCE_SECONDS, TimeUnit.SECONDS), "but did in the end");
    }

    @Test
    void cancelledBeforeItBeganIsCancelledAllTheSame() {
        var conversation = new Conversation(new Conversation.Manners(true, true), Stage.QUIET);
        conversation.withdraw();
        var interrupted = new CompletableFuture<Boolean>();

        Reply reply = conversation.hold(() -> {
            interrupted.complete(Thread.currentThread().isInterrupted());
            return new Reply.Accepted();
        });

        assertInstanceOf(Reply.Events.class, reply);
        assertTrue(interrupted.join());
    }

    /** A conversation whose work has said more than waits for a reader, and nobody has read any of it. */
    private static final class Overfull {
        private final Conversation conversation = new Conversation(new Conversation.Manners(true, true), Stage.QUIET);
        private final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        private final Reply.Events reply;

        Overfull() throws InterruptedException {
            var held = new CountDownLatch(1);
            var full = new CountDownLatch(1);
            reply = assertInstanceOf(Reply.Events.class, conversation.hold(() -> {
                conversation.open();
                awaitUninterrupted(held);
                for (int i = 0; i <= Conversation.MOST_WAITING; i++) {
                    conversation.mention(new byte[0]);
                }
                full.countDown();
                conversation.send(new byte[0]);
                interrupted.complete(Thread.currentThread().isInterrupted());
                return new Reply.Accepted();
            }));
            held.countDown();
            assertTrue(full.await(Stage.PATIENCE_SECONDS, TimeUnit.SECONDS));
        }

        private static void awaitUninterrupted(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Returns when the stream ends. */
        void read() throws java.io.IOException {
            reply.writer().writeTo(java.io.OutputStream.nullOutputStream());
        }

        boolean interrupted() throws Exception {
            return interrupted.get(Stage.PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void aCancelledCallEndsHoweverMuchWaitsForItsReader() throws Exception {
        var overfull = new Overfull();

        overfull.conversation.withdraw();

        org.junit.jupiter.api.Assertions.assertDoesNotThrow(overfull::read, "there is an end to it");
    }

    @Test
    void legacyWorkGoesOnWhenItsPeerLeavesWithoutHavingRead() throws Exception {
        var overfull = new Overfull();

        org.junit.jupiter.api.Assertions.assertThrows(
                java.io.IOException.class, () -> overfull.reply.writer().writeTo(new java.io.OutputStream() {
                    @Override
                    public void write(int octet) throws java.io.IOException {
                        throw new java.io.IOException("gone");
                    }
                }));

        assertFalse(overfull.interrupted(), "it goes on, and waits for nobody");
    }

    @Test
    void anInterruptWhileTheReaderIsAwaitedIsNotForgotten() throws Exception {
        var overfull = new Overfull();

        overfull.conversation.interrupt();
        overfull.read();

        assertTrue(overfull.interrupted());
    }

    @Test
    void noRaceBetweenEndStreamAndCancelLosesAnEnd() {
        var random = new Random(7);
        var stage = new Stage((_, call) -> {
            if (random.nextBoolean()) {
                call.takesLong();
            }
            Thread.sleep(0, random.nextInt(200_000));
            return "done";
        });

        Together.times(2000, () -> {
            int id = random.nextInt(50);
            boolean modern = random.nextBoolean();
            Stage.Visit visit = modern ? stage.modern("") : stage.legacy(Map.of(), Integer.toString(id), "someone");
            if (random.nextBoolean()) {
                visit.hangUp();
            }
            stage.cancel(Map.of(), Integer.toString(id), "someone");
            return visit.rest();
        });

        stage.awaitIdle();
    }
}
