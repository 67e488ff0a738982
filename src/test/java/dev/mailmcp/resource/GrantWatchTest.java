package dev.mailmcp.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.web.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call whose grant ends while it lasts. */
@Timeout(60)
class GrantWatchTest {
    private final Visitors visitors = new Visitors();

    private CompletableFuture<HttpResponse> patient(String person) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return visitors.call(person, "patient");
                    } catch (java.io.IOException e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> Thread.ofVirtual().start(task));
    }

    private void awaitAtWork(String person) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!visitors.sessions.containsKey(person) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void itsMailboxIsLetGoAndOthersWorkOn() throws Exception {
        CompletableFuture<HttpResponse> ada = patient("ada");
        CompletableFuture<HttpResponse> ben = patient("ben");
        awaitAtWork("ada");
        awaitAtWork("ben");
        visitors.watch().look();
        assertEquals(0, visitors.interrupted.availablePermits(), "both grants stand");

        visitors.stale.add("grant-ada");
        visitors.watch().look();

        assertTrue(visitors.interrupted.tryAcquire(20, TimeUnit.SECONDS));
        assertTrue(visitors.released("ada"));
        visitors.go.countDown();
        assertEquals(200, ben.get(20, TimeUnit.SECONDS).status());
        assertEquals(0, visitors.interrupted.availablePermits());
        ada.get(20, TimeUnit.SECONDS);
    }
}
