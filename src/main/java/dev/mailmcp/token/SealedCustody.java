package dev.mailmcp.token;

import dev.mailmcp.store.Grants.Rotation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Nothing is held ({@code STATE=none}): tokens are sealed by the master key alone and survive everything but its loss. They
 * cannot be revoked for good, and a refresh token that comes back is not noticed; the absolute end in the token is the only
 * bound. What this process happens to know of a grant (its login was refused, its code came twice) counts while it runs.
 */
public final class SealedCustody implements Custody {
    static final int MOST_REMEMBERED = 10_000;

    private enum Mark {
        STALE,
        ENDED
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Mark> marks = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Mark> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private static Held held(boolean stale) {
        return new Held(new byte[0], 1, true, stale);
    }

    @Override
    public Held establish(Grant grant, String label, Instant now, Instant idleEnd, String key) {
        return held(false);
    }

    @Override
    public Optional<Held> held(String grantId, Instant now) {
        Optional<Mark> mark = mark(grantId);
        return mark.filter(Mark.ENDED::equals).isPresent()
                ? Optional.empty()
                : Optional.of(held(mark.filter(Mark.STALE::equals).isPresent()));
    }

    @Override
    public Rotation rotate(String grantId, int presented, Instant now, Instant idleEnd, String key) {
        return new Rotation.Current(presented + 1);
    }

    @Override
    public void confirm(String grantId, int generation) {}

    @Override
    public void markStale(String grantId, boolean stale) {
        lock.lock();
        try {
            if (stale) {
                marks.putIfAbsent(grantId, Mark.STALE);
            } else {
                marks.remove(grantId, Mark.STALE);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void end(String grantId) {
        lock.lock();
        try {
            marks.put(grantId, Mark.ENDED);
        } finally {
            lock.unlock();
        }
    }

    private Optional<Mark> mark(String grantId) {
        lock.lock();
        try {
            return Optional.ofNullable(marks.get(grantId));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean splits() {
        return false;
    }
}
