package dev.mailmcp.mcp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Holds each caller to an {@link Allowance}: a token bucket, and a count of what is under way. */
final class Turnstile {
    private static final Duration SWEEP = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Allowance allowance;
    private final Clock clock;
    private final Map<String, Usage> usages = new HashMap<>();
    private Instant swept;

    Turnstile(Allowance allowance, Clock clock) {
        this.allowance = allowance;
        this.clock = clock;
        this.swept = clock.instant();
    }

    /** Whether a caller gets in. */
    sealed interface Entry {
        /** Until {@link #close}, which may come from any thread, once. */
        record Admitted(Runnable leaving) implements Entry, AutoCloseable {
            @Override
            public void close() {
                leaving.run();
            }
        }

        /** @param retryAfter whole seconds, at least one */
        record Refused(Duration retryAfter) implements Entry {}
    }

    private static final class Usage {
        private double tokens;
        private Instant counted;
        private int underWay;

        Usage(double tokens, Instant counted) {
            this.tokens = tokens;
            this.counted = counted;
        }
    }

    synchronized Entry enter(Caller caller) {
        Instant now = clock.instant();
        sweep(now);
        Usage usage = usages.computeIfAbsent(caller.id(), _ -> new Usage(allowance.burst(), now));
        refill(usage, now);
        if (usage.underWay >= allowance.atOnce() || usage.tokens < 1) {
            return new Entry.Refused(SOON); // When work ends, nobody knows; and each second lets one more begin.
        }
        usage.tokens--;
        usage.underWay++;
        return new Entry.Admitted(() -> leave(usage));
    }

    private synchronized void leave(Usage usage) {
        usage.underWay--;
    }

    /** How many callers are remembered. */
    synchronized int known() {
        return usages.size();
    }

    private void refill(Usage usage, Instant now) {
        double seconds = Duration.between(usage.counted, now).toNanos() / (double) SOON.toNanos();
        if (seconds > 0) { // A clock may be set back.
            usage.tokens = Math.min(allowance.burst(), usage.tokens + seconds * allowance.perSecond());
        }
        usage.counted = now;
    }

    /** Who is as good as new need not be remembered. */
    private void sweep(Instant now) {
        if (Duration.between(swept, now).compareTo(SWEEP) > 0) {
            swept = now;
            usages.values().removeIf(usage -> {
                refill(usage, now);
                return usage.underWay == 0 && usage.tokens >= allowance.burst();
            });
        }
    }
}
