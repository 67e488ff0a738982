package dev.mailmcp.mail.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.testing.SetClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Who gets a connection, for how long it is kept, and that none is ever lost or shared. */
class PoolTest {
    private static final PoolKey ADA = new PoolKey("ada", "imap.example.org", "grant-ada");
    private static final PoolKey BEN = new PoolKey("ben", "imap.example.org", "grant-ben");
    private static final PoolKey CLEO = new PoolKey("cleo", "imap.example.net", "grant-cleo");

    private final SetClock clock = new SetClock();
    private final List<FakeConnection> opened = Collections.synchronizedList(new ArrayList<>());

    private Pool<FakeConnection> pool(int perKey, int perHost, int total) {
        return new Pool<>(
                new Bounds(perKey, perHost, total, Duration.ofMillis(300)), Ages.DEFAULT, clock, PoolTally.UNCOUNTED);
    }

    private Lease<FakeConnection> borrow(Pool<FakeConnection> pool, PoolKey key) {
        return pool.borrow(key, _ -> true, this::open);
    }

    private FakeConnection open(PoolKey key) {
        var connection = new FakeConnection(key);
        opened.add(connection);
        return connection;
    }

    /** One that remembers what was done with it. */
    private static final class FakeConnection implements Pooled {
        private final PoolKey key;
        private final AtomicInteger users = new AtomicInteger();
        private volatile boolean there = true;
        private volatile boolean closed;
        private volatile String selected = "";

        FakeConnection(PoolKey key) {
            this.key = key;
        }

        @Override
        public boolean usable() {
            return there && !closed;
        }

        @Override
        public boolean listen() {
            return usable();
        }

        @Override
        public void close() {
            closed = true;
        }

        @Override
        public void abort() {
            closed = true;
        }
    }

    @Test
    void connectionIsKeptAndGivenToTheSameKeyOnly() {
        var pool = pool(5, 5, 5);
        FakeConnection first;
        try (var lease = borrow(pool, ADA)) {
            first = lease.connection();
            assertFalse(lease.warm());
        }

        try (var again = borrow(pool, ADA);
                var other = borrow(pool, BEN)) {
            assertSame(first, again.connection());
            assertTrue(again.warm());
            assertNotSame(first, other.connection());
        }
        assertEquals(new Pool.Figures(2, 0, 0), pool.figures());
    }

    @Test
    void givingBackTwiceTakesItFromNobody() {
        try (Pool<FakeConnection> pool = pool(1, 9, 9)) {
            Lease<FakeConnection> first = borrow(pool, ADA);
            first.close();
            try (Lease<FakeConnection> _ = borrow(pool, ADA)) {
                first.close();

                assertThrows(NoTurnException.class, () -> borrow(pool, ADA), "somebody else has the only one");
            }
        }
    }

    @Test
    void givingBackTwiceDoesNoMoreThanOnce() {
        try (Pool<FakeConnection> pool = pool(2, 2, 2)) {
            Lease<FakeConnection> lease = borrow(pool, ADA);
            lease.close();

            lease.close();

            assertFalse(lease.connection().closed);
            assertEquals(new Pool.Figures(1, 0, 0), pool.figures());
        }
    }

    @Test
    void oneThatIsPreferredIsTakenBeforeOneUsedLater() {
        var pool = pool(5, 5, 5);
        try (var one = borrow(pool, ADA);
                var two = borrow(pool, ADA)) {
            one.connection().selected = "INBOX";
            two.connection().selected = "Sent";
        }

        try (var lease = pool.borrow(ADA, c -> c.selected.equals("INBOX"), this::open)) {
            assertEquals("INBOX", lease.connection().selected);
        }
        try (var lease = pool.borrow(ADA, c -> c.selected.equals("Sent"), this::open)) {
            assertEquals("Sent", lease.connection().selected);
        }
        assertEquals(2, opened.size());
    }

    @Test
    void oneThatHungUpIsReplacedUnnoticed() {
        var pool = pool(5, 5, 5);
        borrow(pool, ADA).close();
        opened.getFirst().there = false;

        try (var lease = borrow(pool, ADA)) {
            assertFalse(lease.warm());
            assertTrue(lease.connection().usable());
        }
        assertTrue(opened.getFirst().closed);
        assertEquals(new Pool.Figures(1, 0, 0), pool.figures());
    }

    @Test
    void idleOnesEndAfterFiveMinutesAndAllAfterThirty() {
        var pool = pool(5, 5, 5);
        borrow(pool, ADA).close();
        clock.pass(Duration.ofMinutes(5));
        pool.sweep();
        assertEquals(1, pool.figures().idle());
        clock.pass(Duration.ofSeconds(1));
        pool.sweep();
        assertEquals(0, pool.figures().idle());
        assertTrue(opened.getFirst().closed);

        borrow(pool, ADA).close();
        clock.pass(Duration.ofMinutes(5).plusSeconds(1));
        borrow(pool, ADA).close();
        assertEquals(3, opened.size(), "not lent either, before anybody has swept");

        for (int minutes = 0; minutes <= 33; minutes += 3) {
            borrow(pool, ADA).close();
            clock.pass(Duration.ofMinutes(3));
        }
        assertEquals(4, opened.size(), "a connection in use all the time ends too");
    }

    @Test
    void sweepingLetsGoOfWhatHungUp() {
        var pool = pool(5, 5, 5);
        borrow(pool, ADA).close();
        opened.getFirst().there = false;

        pool.sweep();

        assertEquals(new Pool.Figures(0, 0, 0), pool.figures());
    }

    @Test
    void boundsHoldAndTheOneIdleForLongestMakesRoom() {
        var pool = pool(2, 3, 4);
        borrow(pool, ADA).close();
        clock.pass(Duration.ofSeconds(1));
        try (var _ = borrow(pool, ADA);
                var _ = borrow(pool, ADA)) {
            assertThrows(NoTurnException.class, () -> borrow(pool, ADA), "two for one key");
            try (var _ = borrow(pool, BEN)) {
                assertThrows(NoTurnException.class, () -> borrow(pool, BEN), "three for one host");
                try (var _ = borrow(pool, CLEO)) {
                    assertThrows(NoTurnException.class, () -> borrow(pool, CLEO), "four in all");
                }
            }
        }
        assertEquals(new Pool.Figures(4, 0, 0), pool.figures());

        borrow(pool, CLEO).close(); // Its own idle one.
        var another = new PoolKey("dora", "imap.example.net", "grant-dora");
        clock.pass(Duration.ofSeconds(1));
        borrow(pool, another).close();
        assertEquals(new Pool.Figures(4, 0, 0), pool.figures());
        assertEquals(1, opened.stream().filter(c -> c.closed).count());
    }

    @Test
    void whoeverWaitsGetsWhatIsGivenBackInTheOrderOfComing() throws Exception {
        var pool = new Pool<FakeConnection>(
                new Bounds(1, 9, 9, Duration.ofSeconds(20)), Ages.DEFAULT, clock, PoolTally.UNCOUNTED);
        var order = Collections.synchronizedList(new ArrayList<Integer>());
        var done = new CountDownLatch(3);
        try (var lease = borrow(pool, ADA)) {
            for (int i = 1; i <= 3; i++) {
                int number = i;
                Thread.ofVirtual().start(() -> {
                    try (var mine = borrow(pool, ADA)) {
                        order.add(number);
                        assertSame(lease.connection(), mine.connection());
                    }
                    done.countDown();
                });
                awaitWaiting(pool, i);
            }
            try (var other = borrow(pool, BEN)) {
                assertFalse(other.warm(), "nobody waits for another's bound");
            }
        }
        assertTrue(done.await(20, TimeUnit.SECONDS));
        assertEquals(List.of(1, 2, 3), order);
    }

    private static void awaitWaiting(Pool<?> pool, int count) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (pool.figures().waiting() < count && System.nanoTime() < deadline) {
            LockSupport.parkNanos(100_000);
        }
        assertEquals(count, pool.figures().waiting());
    }

    @Test
    void openingThatFailsLeavesItsPlaceToTheNext() {
        var pool = pool(1, 1, 1);
        for (int i = 0; i < 3; i++) {
            assertThrows(
                    IllegalStateException.class,
                    () -> pool.borrow(ADA, _ -> true, _ -> {
                        throw new IllegalStateException("no");
                    }));
        }
        borrow(pool, BEN).close();
        assertEquals(new Pool.Figures(1, 0, 0), pool.figures());
    }

    @Test
    void connectionsOfAGrantEndWithItThoseInUseToo() {
        var pool = pool(5, 5, 5);
        borrow(pool, BEN).close();
        var used = borrow(pool, ADA);
        borrow(pool, ADA).close();

        pool.end(key -> key.grant().equals("grant-ada"));

        assertEquals(new Pool.Figures(1, 1, 0), pool.figures());
        assertTrue(used.connection().closed);
        used.close();
        assertEquals(new Pool.Figures(1, 0, 0), pool.figures());
        assertEquals(java.util.Set.of("grant-ben"), pool.grants());
    }

    @Test
    void aFreshOneIsNeverOneThatWasKept() {
        var pool = pool(1, 5, 5);
        borrow(pool, ADA).close();

        try (var fresh = pool.borrowFresh(ADA, this::open)) {
            assertFalse(fresh.warm());
        }
        assertTrue(opened.getFirst().closed, "it had to make room");
    }

    @Test
    void afterItsEndNothingIsLent() {
        var pool = pool(5, 5, 5);
        borrow(pool, ADA).close();
        pool.close();

        assertTrue(opened.getFirst().closed);
        assertThrows(NoTurnException.class, () -> borrow(pool, ADA));
    }

    @Test
    void aCallerWhoGoesAwayLosesNothing() throws Exception {
        var pool = new Pool<FakeConnection>(
                new Bounds(1, 9, 9, Duration.ofSeconds(20)), Ages.DEFAULT, clock, PoolTally.UNCOUNTED);
        try (var _ = borrow(pool, ADA)) {
            var gone = new CompletableFuture<Boolean>();
            Thread waiting = Thread.ofVirtual().start(() -> {
                assertThrows(NoTurnException.class, () -> borrow(pool, ADA));
                gone.complete(Thread.currentThread().isInterrupted());
            });
            awaitWaiting(pool, 1);
            waiting.interrupt();
            assertTrue(gone.get(20, TimeUnit.SECONDS));
        }
        borrow(pool, ADA).close();
        assertEquals(new Pool.Figures(1, 0, 0), pool.figures());
    }

    /** Many callers, few connections, some of which break: nobody ever shares one, and the count comes out even. */
    @Test
    void noConnectionHasTwoUsersHoweverManyThereAre() throws Exception {
        var pool = new Pool<FakeConnection>(
                new Bounds(3, 5, 7, Duration.ofSeconds(20)), Ages.DEFAULT, clock, PoolTally.UNCOUNTED);
        var shared = new AtomicInteger();
        var most = new AtomicInteger();
        var keys = List.of(ADA, BEN, CLEO);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2_000; i++) {
                int number = i;
                callers.execute(() -> {
                    PoolKey key = keys.get(number % 3);
                    try (var lease = borrow(pool, key)) {
                        FakeConnection mine = lease.connection();
                        if (mine.users.incrementAndGet() > 1 || !mine.key.equals(key) || mine.closed) {
                            shared.incrementAndGet();
                        }
                        most.accumulateAndGet(pool.figures().busy(), Math::max);
                        LockSupport.parkNanos(number % 7 * 10_000L);
                        mine.there = number % 50 != 0;
                        mine.users.decrementAndGet();
                    }
                });
            }
        }
        assertEquals(0, shared.get());
        assertTrue(most.get() <= 7, "" + most);
        assertEquals(0, pool.figures().busy());
        assertEquals(
                pool.figures().idle(), opened.stream().filter(c -> !c.closed).count());
    }
}
