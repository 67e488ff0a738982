package dev.mailmcp.store;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Failures in the memory of one process. */
public final class MemoryAttempts implements Attempts {
    static final int MOST = 20_000;

    private final Ending<Standing> standings = new Ending<>(MOST);
    private final ReentrantLock lock = new ReentrantLock();

    @Override
    public Optional<Standing> get(String key, Instant now) {
        lock.lock();
        try {
            return standings.get(key).filter(standing -> standing.forgottenAt().isAfter(now));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Standing fail(String key, Instant now, Patience patience) {
        lock.lock();
        try {
            Standing standing = patience.after(standings.get(key), now);
            return standings.put(key, standing, standing.forgottenAt());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void forget(String key) {
        lock.lock();
        try {
            standings.remove(key);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void sweep(Instant now) {
        lock.lock();
        try {
            standings.sweep(now);
        } finally {
            lock.unlock();
        }
    }

    int size() {
        return standings.size();
    }
}
