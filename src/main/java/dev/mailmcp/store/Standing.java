package dev.mailmcp.store;

import java.time.Instant;

/**
 * How somebody stands who failed.
 *
 * @param failures so far, from 1
 * @param blockedUntil no further attempt is taken before; in the past when there is no block
 * @param forgottenAt as if nothing had happened from here on
 */
public record Standing(int failures, Instant blockedUntil, Instant forgottenAt) {
    public boolean blockedAt(Instant now) {
        return now.isBefore(blockedUntil);
    }
}
