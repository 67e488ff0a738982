package dev.mailmcp.mail.pool;

import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A caller who waits for a connection. Guarded by the pool's lock. */
final class Waiter<C extends Pooled> {
    final PoolKey key;
    final Predicate<C> preferred;
    final boolean fresh;
    final Condition decided;
    private @Nullable Decision<C> decision;

    /** What a caller is told. */
    sealed interface Decision<C extends Pooled> {
        /** Take this one. */
        record Take<C extends Pooled>(Kept<C> kept) implements Decision<C> {}

        /** Open one; it is counted already. */
        record Open<C extends Pooled>() implements Decision<C> {}

        /** There is none for you. */
        record Refuse<C extends Pooled>(String reason) implements Decision<C> {}
    }

    /** @param fresh whether only a new connection will do */
    Waiter(PoolKey key, Predicate<C> preferred, boolean fresh, Condition decided) {
        this.key = key;
        this.preferred = preferred;
        this.fresh = fresh;
        this.decided = decided;
    }

    Optional<Decision<C>> decision() {
        return Optional.ofNullable(decision);
    }

    void decide(Decision<C> what) {
        decision = what;
        decided.signal();
    }
}
