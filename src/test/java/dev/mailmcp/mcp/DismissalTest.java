package dev.mailmcp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Work whose caller has lost its authority meanwhile. */
@Timeout(60)
class DismissalTest {
    private final Semaphore begun = new Semaphore(0);
    private final CountDownLatch go = new CountDownLatch(1);

    private Stage waiting() {
        return new Stage((_, _) -> {
            begun.release();
            go.await();
            return "done";
        });
    }

    @Test
    void aCallIsInterruptedAndItsCallerTurnedAway() throws Exception {
        Stage stage = waiting();
        Stage.Visit modern = stage.modern("", "gone");
        Stage.Visit legacy = stage.legacy(stage.initialize("gone"), "1", "gone");
        begun.acquire(2);
        assertEquals(Set.of("gone"), stage.server.callersAtWork());

        stage.server.dismiss("gone");

        assertInstanceOf(Reply.CallerTurnedAway.class, modern.reply());
        assertInstanceOf(Reply.CallerTurnedAway.class, legacy.reply());
        stage.awaitIdle();
        assertEquals(Set.of(), stage.server.callersAtWork());
    }

    @Test
    void othersGoOn() throws Exception {
        Stage stage = waiting();
        Stage.Visit other = stage.modern("", "other");
        begun.acquire();

        stage.server.dismiss("gone");
        go.countDown();

        assertEquals("done", Stage.done(other.json()));
    }

    @Test
    void whereAStreamHasBegunItEndsWithAnError() throws Exception {
        Stage stage = new Stage((_, call) -> {
            call.takesLong();
            begun.release();
            go.await();
            return "done";
        });
        Stage.Visit visit = stage.modern("", "gone");
        begun.acquire();

        stage.server.dismiss("gone");

        JsonNode last = visit.event();
        assertTrue(last.has("error"), last.toString());
        assertEquals(0, visit.rest().size());
    }

    @Test
    void whatCouldNotStopIsToldOrItWouldBeDoneTwice() throws Exception {
        Stage stage = new Stage((_, _) -> {
            begun.release();
            while (true) {
                try {
                    go.await();
                    return "sent";
                } catch (InterruptedException _) {
                    begun.release();
                }
            }
        });
        Stage.Visit visit = stage.modern("", "gone");
        begun.acquire();

        stage.server.dismiss("gone");
        begun.acquire();
        go.countDown();

        assertEquals("sent", Stage.done(visit.json()));
    }

    @Test
    void aFaultOfDismissedWorkIsNotTold() throws Exception {
        Stage stage = new Stage((_, _) -> {
            begun.release();
            try {
                go.await();
                return "done";
            } catch (InterruptedException e) {
                throw new IllegalStateException("closed by interrupt", e);
            }
        });
        Stage.Visit visit = stage.post(Map.of(), McpBench.legacyBody("tools/call", "{\"name\":\"act\"}"), "gone");
        begun.acquire();

        stage.server.dismiss("gone");

        assertInstanceOf(Reply.CallerTurnedAway.class, visit.reply());
    }
}
