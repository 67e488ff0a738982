package dev.mailmcp.mail.pool;

import dev.mailmcp.mail.pool.PoolTally.How;
import dev.mailmcp.mail.pool.PoolTally.Why;
import dev.mailmcp.mail.pool.Waiter.Decision;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Keeps connections after use and hands them to whoever presents the same key. Bounded by key, by host and in all; callers
 * wait in the order in which they came, but nobody waits for a bound that is not their own. A new connection takes the place of
 * the one that has been idle for longest when there is no other room. Nothing slow happens under the lock.
 */
public final class Pool<C extends Pooled> implements AutoCloseable {
    private final Bounds bounds;
    private final Ages ages;
    private final Clock clock;
    private final PoolTally tally;

    private final ReentrantLock lock = new ReentrantLock();
    private final Books<C> books;

    public Pool(Bounds bounds, Ages ages, Clock clock, PoolTally tally) {
        this.bounds = bounds;
        this.ages = ages;
        this.clock = clock;
        this.tally = tally;
        this.books = new Books<>(bounds, ages);
    }

    /** How many connections are idle, how many in use, and how many callers wait. */
    public record Figures(int idle, int busy, int waiting) {}

    public Figures figures() {
        return locked(books::figures);
    }

    /** The grants that have connections here. */
    public Set<String> grants() {
        return keys().stream().map(PoolKey::grant).collect(Collectors.toSet());
    }

    /** The keys that have connections here. */
    public Set<PoolKey> keys() {
        return locked(books::keys);
    }

    /**
     * A connection for the key: a kept one that is preferred, else any that was kept, else a new one.
     *
     * @param opener makes a new one; what it throws is thrown to the caller
     * @throws NoTurnException when there was none within the caller's patience
     */
    public Lease<C> borrow(PoolKey key, Predicate<C> preferred, Function<PoolKey, C> opener) {
        while (true) {
            Waiter<C> waiter = new Waiter<>(key, preferred, false, lock.newCondition());
            Optional<Lease<C>> lease = carryOut(key, decided(waiter), opener);
            if (lease.isPresent()) {
                return lease.get();
            }
        }
    }

    /** A new connection for the key, since those that were kept have proven to be of no use. */
    public Lease<C> borrowFresh(PoolKey key, Function<PoolKey, C> opener) {
        Waiter<C> waiter = new Waiter<>(key, _ -> true, true, lock.newCondition());
        return carryOut(key, decided(waiter), opener).orElseThrow();
    }

    private Decision<C> decided(Waiter<C> waiter) {
        List<Kept<C>> evicted = List.of();
        lock.lock();
        try {
            books.join(waiter);
            evicted = books.decide(clock.instant());
            long left = bounds.patience().toNanos();
            while (waiter.decision().isEmpty() && left > 0) {
                left = waiter.decided.awaitNanos(left);
            }
            if (waiter.decision().isEmpty()) {
                tally.lent(How.NONE);
                throw new NoTurnException("all connections are in use");
            }
            return waiter.decision().get();
        } catch (InterruptedException _) {
            waiter.decision().ifPresent(made -> undo(made, waiter.key));
            Thread.currentThread().interrupt();
            throw new NoTurnException("the caller went away");
        } finally {
            books.leave(waiter);
            lock.unlock();
            end(evicted, Why.ROOM);
        }
    }

    private void undo(Decision<C> made, PoolKey key) {
        books.undo(made, key);
        List<Kept<C>> evicted = books.decide(clock.instant());
        Thread.ofVirtual().start(() -> end(evicted, Why.ROOM));
    }

    /** @return nothing when the kept one turned out to be gone */
    private Optional<Lease<C>> carryOut(PoolKey key, Decision<C> decision, Function<PoolKey, C> opener) {
        return switch (decision) {
            case Decision.Refuse<C>(String reason) -> throw new NoTurnException(reason);
            case Decision.Open<C> _ -> Optional.of(opened(key, opener));
            case Decision.Take<C>(var kept) -> {
                if (kept.connection.listen()) {
                    tally.lent(How.WARM);
                    yield Optional.of(lease(kept, true));
                }
                release(kept, false, Why.HUNG_UP);
                yield Optional.empty();
            }
        };
    }

    private Lease<C> opened(PoolKey key, Function<PoolKey, C> opener) {
        C connection;
        try {
            connection = opener.apply(key);
        } catch (RuntimeException | Error e) {
            change(() -> books.notOpened(key));
            throw e;
        }
        Kept<C> kept = new Kept<>(key, connection, clock.instant());
        change(() -> books.opened(kept));
        tally.lent(How.OPENED);
        return lease(kept, false);
    }

    private Lease<C> lease(Kept<C> kept, boolean warm) {
        return new Lease<>(kept.connection, warm, () -> locked(() -> kept.ended), () -> giveBack(kept));
    }

    private void giveBack(Kept<C> kept) {
        boolean usable = kept.connection.usable();
        Instant now = clock.instant();
        locked(() -> kept.lastUsed = now);
        release(kept, usable && !ages.over(kept.born, now, now), usable ? Why.AGE : Why.FAULT);
    }

    /** @param why it is closed if it is no good */
    private void release(Kept<C> kept, boolean good, Why why) {
        if (changed(() -> books.release(kept, good))) {
            end(List.of(kept), why);
        }
    }

    private <T> T locked(Supplier<T> reading) {
        lock.lock();
        try {
            return reading.get();
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        changed(() -> {
            change.run();
            return true;
        });
    }

    /** Does something that may make room, and lets those who wait have it. */
    private <T> T changed(Supplier<T> change) {
        T result;
        List<Kept<C>> evicted;
        lock.lock();
        try {
            result = change.get();
            evicted = books.decide(clock.instant());
        } finally {
            lock.unlock();
        }
        end(evicted, Why.ROOM);
        return result;
    }

    /** Ends all connections whose key matches, those in use too. */
    public void end(Predicate<PoolKey> which) {
        Books.Ended<C> ended = changed(() -> books.end(which));
        // Those in use are counted when they are given back.
        ended.idle().forEach(_ -> tally.closed(Why.ENDED));
        ended.idle().forEach(kept -> kept.connection.abort());
        ended.busy().forEach(kept -> kept.connection.abort());
    }

    /** Closes what has been idle for too long or is too old, and what has hung up. To be called every few seconds. */
    public void sweep() {
        Instant now = clock.instant();
        end(changed(() -> books.retire(now)), Why.AGE);
        locked(books::idle).forEach(this::look);
    }

    private void look(Kept<C> kept) {
        if (locked(() -> books.use(kept))) {
            release(kept, kept.connection.listen(), Why.HUNG_UP);
        }
    }

    private void end(List<Kept<C>> connections, Why why) {
        for (Kept<C> kept : connections) {
            tally.closed(kept.ended ? Why.ENDED : why);
            kept.connection.close();
        }
    }

    /** Ends everything; nothing can be borrowed afterwards. */
    @Override
    public void close() {
        change(books::close);
        end(_ -> true);
    }
}
