package dev.mailmcp.store;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Things that end, by name, in bounded memory: when it is full the one that ends first makes room. Not safe for many threads. */
final class Ending<V> {
    private final int most;
    private final Map<String, Entry<V>> entries = new HashMap<>();
    private final TreeSet<Entry<V>> byEnd =
            new TreeSet<>(Comparator.<Entry<V>, Instant>comparing(Entry::end).thenComparing(Entry::name));

    /** @param most of them, at least 1 */
    Ending(int most) {
        this.most = most;
    }

    private record Entry<V>(String name, V value, Instant end) {}

    /** It may have ended. */
    Optional<V> get(String name) {
        return Optional.ofNullable(entries.get(name)).map(Entry::value);
    }

    /** Puts it, in the place of what was there by that name. */
    V put(String name, V value, Instant end) {
        remove(name);
        if (entries.size() >= most) {
            remove(byEnd.getFirst().name());
        }
        var entry = new Entry<>(name, value, end);
        entries.put(name, entry);
        byEnd.add(entry);
        return value;
    }

    void remove(String name) {
        @Nullable Entry<V> gone = entries.remove(name);
        if (gone != null) {
            byEnd.remove(gone);
        }
    }

    /** Removes what has ended. */
    void sweep(Instant now) {
        while (!byEnd.isEmpty() && !byEnd.getFirst().end().isAfter(now)) {
            remove(byEnd.getFirst().name());
        }
    }

    Stream<V> values() {
        return byEnd.stream().map(Entry::value);
    }

    int size() {
        return entries.size();
    }
}
