package dev.mailmcp.mail.pool;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The connections that nobody uses. Guarded by the pool's lock. */
final class Idle<C extends Pooled> {
    private final Map<PoolKey, Set<Kept<C>>> byKey = new HashMap<>();
    private int size;

    void add(Kept<C> kept) {
        size += byKey.computeIfAbsent(kept.key, _ -> new HashSet<>()).add(kept) ? 1 : 0;
    }

    /** @return whether it was there */
    boolean remove(Kept<C> kept) {
        Set<Kept<C>> own = byKey.get(kept.key);
        if (own == null || !own.remove(kept)) {
            return false;
        }
        if (own.isEmpty()) {
            byKey.remove(kept.key);
        }
        size--;
        return true;
    }

    int size() {
        return size;
    }

    Stream<Kept<C>> all() {
        return byKey.values().stream().flatMap(Collection::stream);
    }

    /** One that is preferred, else any; of several the one used last, which is the likeliest to be still there. */
    Optional<Kept<C>> best(PoolKey key, Predicate<C> preferred, Predicate<Kept<C>> good) {
        List<Kept<C>> own = byKey.getOrDefault(key, Set.of()).stream()
                .filter(good)
                .sorted(Comparator.<Kept<C>, Instant>comparing(kept -> kept.lastUsed)
                        .reversed())
                .toList();
        return own.stream()
                .filter(kept -> preferred.test(kept.connection))
                .findFirst()
                .or(() -> own.stream().findFirst());
    }

    /** The one that nobody has used for longest. */
    Optional<Kept<C>> oldest(Predicate<PoolKey> which) {
        return all().filter(kept -> which.test(kept.key)).min(Comparator.comparing(kept -> kept.lastUsed));
    }
}
