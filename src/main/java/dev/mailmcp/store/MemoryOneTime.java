package dev.mailmcp.store;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One-time things in the memory of one process, of each kind no more than {@value #MOST}. */
public final class MemoryOneTime implements OneTime {
    static final int MOST = 10_000;

    private final Ending<Entry> codes = new Ending<>(MOST);
    private final Map<Use, Ending<Entry>> used = new EnumMap<>(Use.class);
    private final ReentrantLock lock = new ReentrantLock();

    public MemoryOneTime() {
        for (Use use : Use.values()) {
            used.put(use, new Ending<>(MOST));
        }
    }

    /**
     * @param count of wrong presentations of a code, or of attempts in a transaction
     * @param takes how often it was taken or used
     */
    private record Entry(byte[] payload, int count, int takes, Instant expires) {
        Entry counted() {
            return new Entry(payload, count + 1, takes, expires);
        }

        Entry taken() {
            return new Entry(payload, count, takes + 1, expires);
        }
    }

    @Override
    public void putCode(String id, byte[] payload, Instant now, Duration life) {
        locked(() -> put(codes, id, new Entry(payload, 0, 0, now.plus(life))));
    }

    @Override
    public Optional<Kept> code(String id, Instant now) {
        return locked(() -> standing(id, now).map(entry -> new Kept(entry.payload, entry.takes)));
    }

    @Override
    public boolean takeCode(String id, Instant now) {
        return locked(() -> standing(id, now)
                .map(entry -> put(codes, id, entry.taken()).takes == 1)
                .orElse(false));
    }

    private Optional<Entry> standing(String id, Instant now) {
        return codes.get(id).filter(entry -> entry.expires.isAfter(now));
    }

    @Override
    public void failCode(String id, int most) {
        locked(() -> {
            Optional<Entry> failed = codes.get(id).map(Entry::counted);
            failed.ifPresent(entry -> put(codes, id, entry));
            failed.filter(entry -> entry.takes == 0 && entry.count >= most).ifPresent(_ -> codes.remove(id));
            return failed;
        });
    }

    @Override
    public int attempt(String transaction, Instant expires) {
        return locked(() -> {
            Ending<Entry> transactions = of(Use.SIGN_IN);
            Entry entry = put(
                    transactions,
                    transaction,
                    entry(transactions, transaction, expires).counted());
            return entry.takes > 0 ? Integer.MAX_VALUE : entry.count;
        });
    }

    @Override
    public boolean use(Use use, String id, Instant expires) {
        Ending<Entry> kind = of(use);
        return locked(() -> put(kind, id, entry(kind, id, expires).taken()).takes == 1);
    }

    private Ending<Entry> of(Use use) {
        return Objects.requireNonNull(used.get(use));
    }

    private static Entry entry(Ending<Entry> kind, String id, Instant expires) {
        return kind.get(id).orElse(new Entry(new byte[0], 0, 0, expires));
    }

    @Override
    public void sweep(Instant now) {
        locked(() -> {
            codes.sweep(now);
            used.values().forEach(kind -> kind.sweep(now));
            return now;
        });
    }

    private static Entry put(Ending<Entry> map, String id, Entry entry) {
        return map.put(id, entry, entry.expires);
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
