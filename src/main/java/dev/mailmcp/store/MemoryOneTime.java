package dev.mailmcp.store;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** One-time things in the memory of one process, bounded: when it is full the one that expires first makes room. */
public final class MemoryOneTime implements OneTime {
    static final int MOST = 10_000;

    private final Map<String, Entry> codes = new HashMap<>();
    private final Map<String, Entry> transactions = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    private record Entry(byte[] payload, int count, Instant expires) {
        Entry counted() {
            return new Entry(payload, count == Integer.MAX_VALUE ? count : count + 1, expires);
        }
    }

    @Override
    public void putCode(String id, byte[] payload, Instant expires) {
        locked(() -> {
            put(codes, id, new Entry(payload, 0, expires));
            return true;
        });
    }

    @Override
    public Optional<Kept> code(String id, Instant now) {
        return locked(() -> Optional.ofNullable(codes.get(id))
                .filter(entry -> entry.expires.isAfter(now))
                .map(entry -> new Kept(entry.payload, entry.count == Integer.MAX_VALUE)));
    }

    @Override
    public boolean takeCode(String id, Instant now) {
        return locked(() -> {
            Entry entry = codes.get(id);
            if (entry == null || entry.count == Integer.MAX_VALUE || !entry.expires.isAfter(now)) {
                return false;
            }
            codes.put(id, new Entry(entry.payload, Integer.MAX_VALUE, entry.expires));
            return true;
        });
    }

    @Override
    public void failCode(String id, int most) {
        locked(() -> codes.computeIfPresent(
                        id,
                        (_, entry) ->
                                entry.count < Integer.MAX_VALUE && entry.count + 1 >= most ? null : entry.counted())
                == null);
    }

    @Override
    public int attempt(String transaction, Instant expires) {
        return locked(() -> {
            Entry entry = Optional.ofNullable(transactions.get(transaction))
                    .orElse(new Entry(new byte[0], 0, expires))
                    .counted();
            put(transactions, transaction, entry);
            return entry.count;
        });
    }

    @Override
    public boolean use(String transaction, Instant expires) {
        return locked(() -> {
            Entry before = transactions.get(transaction);
            put(transactions, transaction, new Entry(new byte[0], Integer.MAX_VALUE, expires));
            return before == null || before.count < Integer.MAX_VALUE;
        });
    }

    @Override
    public void sweep(Instant now) {
        locked(() -> {
            transactions.values().removeIf(entry -> !entry.expires.isAfter(now));
            return codes.values().removeIf(entry -> !entry.expires.isAfter(now));
        });
    }

    private static void put(Map<String, Entry> map, String id, Entry entry) {
        if (map.size() >= MOST && !map.containsKey(id)) {
            map.entrySet().stream()
                    .min(java.util.Comparator.comparing((Map.Entry<String, Entry> kept) -> kept.getValue().expires))
                    .map(Map.Entry::getKey)
                    .ifPresent(map::remove);
        }
        map.put(id, entry);
    }

    private <T> T locked(java.util.function.Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
