package dev.mailmcp.mail.pool;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a connection is kept: short enough that a password changed elsewhere takes hold.
 *
 * @param idle without being used
 * @param life in all
 */
public record Ages(Duration idle, Duration life) {
    /** Five minutes idle, thirty in all. */
    public static final Ages DEFAULT = new Ages(Duration.ofMinutes(5), Duration.ofMinutes(30));

    boolean over(Instant born, Instant lastUsed, Instant now) {
        return lastUsed.plus(idle).isBefore(now) || born.plus(life).isBefore(now);
    }
}
