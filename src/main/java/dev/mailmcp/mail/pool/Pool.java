package dev.mailmcp.mail.pool;

import dev.mailmcp.mail.pool.PoolTally.How;
import dev.mailmcp.mail.pool.PoolTally.Why;
import dev.mailmcp.mail.pool.Waiter.Decision;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    private final Idle<C> idle = new Idle<>();
    private final Set<Kept<C>> busy = new HashSet<>();
    private final Set<Waiter<C>> waiters = new LinkedHashSet<>();
    private final Census census = new Census();
    private boolean closed;

    public Pool(Bounds bounds, Ages ages, Clock clock, PoolTally tally) {
        this.bounds = bounds;
        this.ages = ages;
        this.clock = clock;
        this.tally = tally;
    }

    /** How many connections are idle, how many in use, and how many callers wait. */
    public record Figures(int idle, int busy, int waiting) {}

    public Figures figures() {
        lock.lock();
        try {
            return new Figures(idle.size(), busy.size(), waiters.size());
        } finally {
            lock.unlock();
        }
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
        List<Kept<C>> evicted = new ArrayList<>();
        lock.lock();
        try {
            waiters.add(waiter);
            decide(evicted);
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
            waiters.remove(waiter);
            lock.unlock();
            end(evicted, Why.ROOM);
        }
    }

    /** For a caller who went away just when its turn had come. */
    private void undo(Decision<C> made, PoolKey key) {
        switch (made) {
            case Decision.Take<C>(var kept) -> {
                busy.remove(kept);
                idle.add(kept);
            }
            case Decision.Open<C> _ -> census.remove(key);
            case Decision.Refuse<C> _ -> {}
        }
        List<Kept<C>> evicted = new ArrayList<>();
        decide(evicted);
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
                    yield Optional.of(new Lease<>(kept.connection, true, () -> isEnded(kept), () -> giveBack(kept)));
                }
                forget(kept);
                end(List.of(kept), Why.HUNG_UP);
                yield Optional.empty();
            }
        };
    }

    private Lease<C> opened(PoolKey key, Function<PoolKey, C> opener) {
        C connection;
        try {
            connection = opener.apply(key);
        } catch (RuntimeException | Error e) {
            locked(() -> census.remove(key));
            throw e;
        }
        Kept<C> kept = new Kept<>(key, connection, clock.instant());
        locked(() -> busy.add(kept));
        tally.lent(How.OPENED);
        return new Lease<>(connection, false, () -> isEnded(kept), () -> giveBack(kept));
    }

    private boolean isEnded(Kept<C> kept) {
        lock.lock();
        try {
            return kept.ended;
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(Kept<C> kept) {
        boolean usable = kept.connection.usable();
        Instant now = clock.instant();
        boolean[] keep = {false};
        locked(() -> {
            if (!busy.remove(kept)) {
                return; // Given back twice, or ended meanwhile.
            }
            kept.lastUsed = now;
            keep[0] = usable && !kept.ended && !closed && !ages.over(kept.born, now, now);
            if (keep[0]) {
                idle.add(kept);
            } else {
                census.remove(kept.key);
            }
        });
        if (!keep[0]) {
            end(List.of(kept), usable ? Why.AGE : Why.FAULT);
        }
    }

    private void forget(Kept<C> kept) {
        locked(() -> {
            if (busy.remove(kept)) {
                census.remove(kept.key);
            }
        });
    }

    /** Does something that may make room, and lets those who wait have it. */
    private void locked(Runnable change) {
        List<Kept<C>> evicted = new ArrayList<>();
        lock.lock();
        try {
            change.run();
            decide(evicted);
        } finally {
            lock.unlock();
        }
        end(evicted, Why.ROOM);
    }

    /** Gives those who wait what there is, first come first served. */
    private void decide(List<Kept<C>> evicted) {
        for (Waiter<C> waiter : waiters) {
            if (waiter.decision().isPresent()) {
                continue;
            }
            if (closed) {
                waiter.decide(new Decision.Refuse<>("the server stops"));
                continue;
            }
            decision(waiter, evicted).ifPresent(waiter::decide);
        }
    }

    private Optional<Decision<C>> decision(Waiter<C> waiter, List<Kept<C>> evicted) {
        PoolKey key = waiter.key;
        Optional<Kept<C>> kept = waiter.fresh ? Optional.empty() : idle.best(key, waiter.preferred, this::isYoung);
        if (kept.isPresent()) {
            idle.remove(kept.get());
            busy.add(kept.get());
            return Optional.of(new Decision.Take<>(kept.get()));
        }
        boolean room = (census.of(key) < bounds.perKey() || evict(key::equals, evicted))
                && (census.of(key.host()) < bounds.perHost()
                        || evict(k -> k.host().equals(key.host()), evicted))
                && (census.total() < bounds.total() || evict(_ -> true, evicted));
        if (!room) {
            return Optional.empty();
        }
        census.add(key);
        return Optional.of(new Decision.Open<>());
    }

    private boolean isYoung(Kept<C> kept) {
        return !ages.over(kept.born, kept.lastUsed, clock.instant());
    }

    /** Takes the place of the connection that has been idle for longest. */
    private boolean evict(Predicate<PoolKey> which, List<Kept<C>> evicted) {
        Optional<Kept<C>> oldest = idle.oldest(which);
        oldest.ifPresent(kept -> {
            idle.remove(kept);
            census.remove(kept.key);
            evicted.add(kept);
        });
        return oldest.isPresent();
    }

    /** The grants that have connections here. */
    public Set<String> grants() {
        lock.lock();
        try {
            return census.keys().stream().map(PoolKey::grant).collect(Collectors.toSet());
        } finally {
            lock.unlock();
        }
    }

    /** The keys that have connections here. */
    public Set<PoolKey> keys() {
        lock.lock();
        try {
            return census.keys();
        } finally {
            lock.unlock();
        }
    }

    private Stream<Kept<C>> all() {
        return Stream.concat(idle.all(), busy.stream());
    }

    /** Ends all connections whose key matches, those in use too. */
    public void end(Predicate<PoolKey> which) {
        List<Kept<C>> ending = new ArrayList<>();
        List<Kept<C>> gone = new ArrayList<>();
        locked(() -> {
            all().filter(kept -> which.test(kept.key)).forEach(ending::add);
            for (Kept<C> kept : ending) {
                kept.ended = true;
                if (idle.remove(kept)) {
                    census.remove(kept.key);
                    gone.add(kept);
                }
            }
            waiters.stream()
                    .filter(waiter -> waiter.decision().isEmpty() && which.test(waiter.key))
                    .forEach(waiter -> waiter.decide(new Decision.Refuse<>("the grant has ended")));
        });
        // Those in use are counted when they are given back.
        gone.forEach(_ -> tally.closed(Why.ENDED));
        ending.forEach(kept -> kept.connection.abort());
    }

    /** Closes what has been idle for too long or is too old, and what has hung up. To be called every few seconds. */
    public void sweep() {
        Instant now = clock.instant();
        List<Kept<C>> old = new ArrayList<>();
        List<Kept<C>> others = new ArrayList<>();
        locked(() -> {
            idle.all().forEach(kept -> (ages.over(kept.born, kept.lastUsed, now) ? old : others).add(kept));
            old.forEach(kept -> {
                idle.remove(kept);
                census.remove(kept.key);
            });
        });
        end(old, Why.AGE);
        others.forEach(this::look);
    }

    private void look(Kept<C> kept) {
        lock.lock();
        try {
            if (!idle.remove(kept)) {
                return; // In use again.
            }
            busy.add(kept);
        } finally {
            lock.unlock();
        }
        boolean there = kept.connection.listen();
        locked(() -> {
            busy.remove(kept);
            if (there && !kept.ended && !closed) {
                idle.add(kept);
            } else {
                census.remove(kept.key);
            }
        });
        if (!there) {
            end(List.of(kept), Why.HUNG_UP);
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
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        end(_ -> true);
    }
}
