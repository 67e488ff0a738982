package dev.mailmcp.mail.pool;

import dev.mailmcp.mail.pool.Pool.Figures;
import dev.mailmcp.mail.pool.Waiter.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The pool's books: which connections are idle and which in use, how many there are, who waits, and who is next. Touches no
 * connection. Guarded by the pool's lock.
 */
final class Books<C extends Pooled> {
    private final Bounds bounds;
    private final Ages ages;
    private final Idle<C> idle = new Idle<>();
    private final Set<Kept<C>> busy = new HashSet<>();
    private final Set<Waiter<C>> waiters = new LinkedHashSet<>();
    private final Census census = new Census();
    private boolean closed;

    Books(Bounds bounds, Ages ages) {
        this.bounds = bounds;
        this.ages = ages;
    }

    Figures figures() {
        return new Figures(idle.size(), busy.size(), waiters.size());
    }

    /** The keys that have connections. */
    Set<PoolKey> keys() {
        return census.keys();
    }

    /** Somebody begins to wait. */
    void join(Waiter<C> waiter) {
        waiters.add(waiter);
    }

    void leave(Waiter<C> waiter) {
        waiters.remove(waiter);
    }

    /**
     * Gives those who wait what there is, first come first served.
     *
     * @return the connections that had to go to make room
     */
    List<Kept<C>> decide(Instant now) {
        List<Kept<C>> evicted = new ArrayList<>();
        for (Waiter<C> waiter : waiters) {
            if (waiter.decision().isPresent()) {
                continue;
            }
            if (closed) {
                waiter.decide(new Decision.Refuse<>("the server stops"));
                continue;
            }
            decision(waiter, now, evicted).ifPresent(waiter::decide);
        }
        return evicted;
    }

    private Optional<Decision<C>> decision(Waiter<C> waiter, Instant now, List<Kept<C>> evicted) {
        PoolKey key = waiter.key;
        Optional<Kept<C>> kept = waiter.fresh
                ? Optional.empty()
                : idle.best(key, waiter.preferred, each -> !ages.over(each.born, each.lastUsed, now));
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

    /** Takes the place of the connection that has been idle for longest. */
    private boolean evict(Predicate<PoolKey> which, List<Kept<C>> evicted) {
        Optional<Kept<C>> oldest = idle.oldest(which);
        oldest.ifPresent(kept -> {
            strike(kept);
            evicted.add(kept);
        });
        return oldest.isPresent();
    }

    /** For a caller who went away just when its turn had come. */
    void undo(Decision<C> made, PoolKey key) {
        switch (made) {
            case Decision.Take<C>(var kept) -> {
                busy.remove(kept);
                idle.add(kept);
            }
            case Decision.Open<C> _ -> notOpened(key);
            case Decision.Refuse<C> _ -> {}
        }
    }

    /** A connection that was to be opened is there. */
    void opened(Kept<C> kept) {
        busy.add(kept);
    }

    /** A connection that was to be opened will not come. */
    void notOpened(PoolKey key) {
        census.remove(key);
    }

    /** @return whether it was idle, and is in use now */
    boolean use(Kept<C> kept) {
        return idle.remove(kept) && busy.add(kept);
    }

    /**
     * Nobody uses it any more.
     *
     * @param good whether it can be used again
     * @return whether it is out of the books, to be closed; not when it was given back before
     */
    boolean release(Kept<C> kept, boolean good) {
        if (!busy.remove(kept)) {
            return false;
        }
        if (good && !kept.ended && !closed) {
            idle.add(kept);
            return false;
        }
        census.remove(kept.key);
        return true;
    }

    List<Kept<C>> idle() {
        return idle.all().toList();
    }

    /** Takes those that have been idle for too long or are too old out of the books. */
    List<Kept<C>> retire(Instant now) {
        List<Kept<C>> old = idle.all()
                .filter(kept -> ages.over(kept.born, kept.lastUsed, now))
                .toList();
        old.forEach(this::strike);
        return old;
    }

    private void strike(Kept<C> kept) {
        idle.remove(kept);
        census.remove(kept.key);
    }

    /** Connections that have been ended; those in use stay in the books until they are given back. */
    record Ended<C extends Pooled>(List<Kept<C>> idle, List<Kept<C>> busy) {}

    /** Ends the connections whose key matches, and refuses those who wait for one. */
    Ended<C> end(Predicate<PoolKey> which) {
        Ended<C> ended = new Ended<>(matching(idle.all(), which), matching(busy.stream(), which));
        ended.busy().forEach(kept -> kept.ended = true);
        for (Kept<C> kept : ended.idle()) {
            kept.ended = true;
            strike(kept);
        }
        waiters.stream()
                .filter(waiter -> waiter.decision().isEmpty() && which.test(waiter.key))
                .forEach(waiter -> waiter.decide(new Decision.Refuse<>("the grant has ended")));
        return ended;
    }

    private static <C extends Pooled> List<Kept<C>> matching(Stream<Kept<C>> some, Predicate<PoolKey> which) {
        return some.filter(kept -> which.test(kept.key)).toList();
    }

    /** Nobody gets a connection from now on. */
    void close() {
        closed = true;
    }
}
