package dev.mailmcp.mcp;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Changes on their way to one client. The same change twice is one until it is told, so that neither a client that reads slowly
 * nor a mailbox in which much happens makes this grow, and whoever tells of a change never waits.
 */
final class News {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition any = lock.newCondition();
    private final Set<Changes.Change> untold = new LinkedHashSet<>();

    void add(Changes.Change change) {
        lock.lock();
        try {
            untold.add(change);
            any.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Takes what there is, waiting for something as long as told; nothing when there was none. */
    List<Changes.Change> within(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (untold.isEmpty() && left > 0) {
                left = any.awaitNanos(left);
            }
            List<Changes.Change> taken = List.copyOf(untold);
            untold.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
