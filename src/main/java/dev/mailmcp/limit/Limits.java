package dev.mailmcp.limit;

import dev.mailmcp.audit.Audit;
import dev.mailmcp.audit.SecurityEvent;
import dev.mailmcp.secret.Pseudonyms;
import dev.mailmcp.store.Attempts;
import dev.mailmcp.store.Standing;
import dev.mailmcp.store.StoreUnavailable;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Counts by the rules, in the store that all nodes share, under names that tell nobody who is meant. Whatever fails with {@link
 * StoreUnavailable} is not done: without the store nobody gets in.
 */
final class Limits {
    private final Attempts attempts;
    private final Pseudonyms names;
    private final Audit audit;
    private final Clock clock;

    Limits(Attempts attempts, Pseudonyms names, Audit audit, Clock clock) {
        this.attempts = attempts;
        this.names = names;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Something a rule counts.
     *
     * @param subject whom it is counted for, by that rule
     */
    record Counted(Rule rule, String subject) {}

    /** How long the longest block among these lasts; empty when none is blocked. */
    Optional<Duration> blocked(List<Counted> all) {
        Instant now = clock.instant();
        return all.stream()
                .flatMap(counted -> attempts
                        .get(key(counted), now)
                        // Few failures block nobody, also where they were counted by a clock that is ahead of ours.
                        .filter(standing -> standing.failures() >= free(counted) && standing.blockedAt(now))
                        .stream())
                .map(standing -> Duration.between(now, standing.blockedUntil()))
                .max(Duration::compareTo);
    }

    /**
     * Counts one more, to be called where nothing is blocked.
     *
     * @param from who did it
     * @return how long to wait, when it is one too many because others were counted at the same time
     */
    Optional<Duration> count(Counted counted, InetAddress from) {
        Instant now = clock.instant();
        int free = free(counted);
        Standing standing = attempts.fail(key(counted), now, counted.rule().patience());
        if (standing.failures() >= free) {
            audit.note(new SecurityEvent.LimitHit(counted.rule().word(), from));
        }
        return standing.failures() > free && standing.blockedAt(now)
                ? Optional.of(Duration.between(now, standing.blockedUntil()))
                : Optional.empty();
    }

    void forget(Counted counted) {
        attempts.forget(key(counted));
    }

    private static int free(Counted counted) {
        return counted.rule().patience().free();
    }

    private String key(Counted counted) {
        return names.of(counted.rule().word() + " " + counted.subject());
    }
}
