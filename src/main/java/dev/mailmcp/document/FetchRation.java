package dev.mailmcp.document;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How often strangers may make us ask other servers for something: anybody can open the authorization page with any URL, and
 * each fetch is traffic in our name.
 */
public final class FetchRation {
    private static final int MOST_OF_ONE_HOST = 10;
    private static final int MOST = 60;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    /** Of the last minute, the eldest first: never more than {@link #MOST}. */
    private final Deque<Taken> taken = new ArrayDeque<>();

    private record Taken(String host, Instant at) {}

    public FetchRation(Clock clock) {
        this.clock = clock;
    }

    /** @return whether there may be one more fetch from this host now; it counts when there may */
    boolean take(String host) {
        Instant now = clock.instant();
        lock.lock();
        try {
            while (!taken.isEmpty() && !taken.getFirst().at.plus(WINDOW).isAfter(now)) {
                taken.removeFirst();
            }
            boolean free = taken.size() < MOST
                    && taken.stream().filter(one -> one.host.equals(host)).count() < MOST_OF_ONE_HOST;
            if (free) {
                taken.addLast(new Taken(host, now));
            }
            return free;
        } finally {
            lock.unlock();
        }
    }
}
