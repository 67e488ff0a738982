package dev.mailmcp.store;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Mails to be handed over once, in the memory of one process, no more than {@value #MOST}. */
public final class MemoryOutgoing implements Outgoing {
    static final int MOST = 10_000;

    private final Ending<Kept> mails = new Ending<>(MOST);
    private final ReentrantLock lock = new ReentrantLock();

    private record Kept(Entry entry, Instant end) {}

    @Override
    public Entry reserve(String id, String holder, String content, Instant now, Duration life) {
        return locked(() -> standing(id, now).orElseGet(() -> {
            Entry reserved = Entry.reserved(holder, content, now.truncatedTo(ChronoUnit.MILLIS));
            return put(id, reserved, now.plus(life));
        }));
    }

    @Override
    public Optional<Entry> find(String id, Instant now) {
        return locked(() -> standing(id, now));
    }

    @Override
    public void settle(String id, String holder, State state, String outcome, Instant now, Duration life) {
        locked(() -> held(id, holder).map(entry -> put(id, entry.settled(state, outcome), now.plus(life))));
    }

    @Override
    public void release(String id, String holder) {
        locked(() -> {
            Optional<Entry> held = held(id, holder);
            held.ifPresent(_ -> mails.remove(id));
            return held;
        });
    }

    @Override
    public void sweep(Instant now) {
        locked(() -> {
            mails.sweep(now);
            return now;
        });
    }

    private Optional<Entry> standing(String id, Instant now) {
        return mails.get(id).filter(kept -> kept.end.isAfter(now)).map(Kept::entry);
    }

    private Optional<Entry> held(String id, String holder) {
        return mails.get(id).map(Kept::entry).filter(entry -> entry.holder().equals(holder));
    }

    private Entry put(String id, Entry entry, Instant end) {
        return mails.put(id, new Kept(entry, end), end).entry;
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
