package dev.mailmcp.limit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * No failed login is answered at once: how long a mail server took to say no, or that it said nothing, is not for whoever
 * asks, and guessing gets slow.
 */
public final class FailurePace {
    static final Duration SHORTEST = Duration.ofMillis(700);
    static final Duration JITTER = Duration.ofMillis(300);

    private final Clock clock;
    private final RandomGenerator random;
    private final Waiting waiting;

    public FailurePace(Clock clock, RandomGenerator random, Waiting waiting) {
        this.clock = clock;
        this.random = random;
        this.waiting = waiting;
    }

    /** Lets time pass. */
    @FunctionalInterface
    public interface Waiting {
        void pass(Duration time) throws InterruptedException;
    }

    /** Returns when the answer to what began then may go out, or when nobody waits for it any more. */
    public void holdBack(Instant began) {
        Duration least = SHORTEST.plusMillis(random.nextLong(JITTER.toMillis() + 1));
        Duration left = least.minus(Duration.between(began, clock.instant()));
        if (left.isPositive()) {
            try {
                waiting.pass(left);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
