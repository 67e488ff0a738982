package dev.mailmcp.mail;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.value.InvalidValue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whom a person has been found to have written to, or not, so that it is not looked up for each message: kept with the mailbox
 * connections and no longer. For several threads.
 */
public final class Acquaintances {
    private static final int MOST = 500;
    /** A first letter may be written at any time, by another program; whom one has written to stays so. */
    private static final Duration NEVER_LASTS = Duration.ofMinutes(10);

    private record Found(Correspondence.Known known, Instant when) {}

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Found> found = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Found> eldest) {
            return size() > MOST;
        }
    };

    public Acquaintances(Clock clock) {
        this.clock = clock;
    }

    /** What was found of an address and still holds. */
    public Optional<Correspondence.Known> of(String email) {
        lock.lock();
        try {
            return Optional.ofNullable(found.get(key(email)))
                    .filter(each -> each.known() == Correspondence.Known.WRITTEN_TO
                            || each.when().plus(NEVER_LASTS).isAfter(clock.instant()))
                    .map(Found::known);
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is remembered of UNKNOWN. */
    public void note(String email, Correspondence.Known known) {
        if (known == Correspondence.Known.UNKNOWN) {
            return;
        }
        lock.lock();
        try {
            found.put(key(email), new Found(known, clock.instant()));
        } finally {
            lock.unlock();
        }
    }

    /** A mail goes to these now: what was found before says nothing any more. */
    public void forget(Collection<String> emails) {
        lock.lock();
        try {
            emails.forEach(email -> found.remove(key(email)));
        } finally {
            lock.unlock();
        }
    }

    /** As {@link EmailAddress} compares; what is none, as it stands. */
    private static String key(String email) {
        try {
            return new EmailAddress(email).folded();
        } catch (InvalidValue _) {
            return email;
        }
    }
}
