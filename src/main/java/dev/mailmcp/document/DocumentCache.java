package dev.mailmcp.document;

import dev.mailmcp.value.InvalidValue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;

/**
 * Documents that hold, kept for as long as their servers allow within bounds; never an error. What was refused is not asked for
 * again for a few seconds, and who asks while a fetch is under way waits for that one.
 */
final class DocumentCache<T> {
    static final int MOST = 500;

    private static final Logger LOG = Logger.getLogger(DocumentCache.class);
    private static final Duration SHORTEST = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    /** The least time between two fetches of a document that still holds. */
    private static final Duration APART = Duration.ofSeconds(60);

    private final GuardedFetch fetch;
    private final FetchRation ration;
    private final Clock clock;
    private final int largest;
    private final BiFunction<DocumentUrl, byte[], T> reading;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<DocumentUrl, Kept<T>> kept = new Recent<>();
    private final Map<DocumentUrl, Pause> pauses = new Recent<>();
    private final Map<DocumentUrl, CompletableFuture<Found<T>>> flights = new HashMap<>();

    private record Kept<T>(T content, Instant fetched, Instant end) {}

    private record Pause(Refusal why, Instant end) {}

    /**
     * @param largest bytes of a document
     * @param reading throws InvalidValue for a document that does not hold
     */
    DocumentCache(
            GuardedFetch fetch,
            FetchRation ration,
            Clock clock,
            int largest,
            BiFunction<DocumentUrl, byte[], T> reading) {
        this.fetch = fetch;
        this.ration = ration;
        this.clock = clock;
        this.largest = largest;
        this.reading = reading;
    }

    Found<T> find(DocumentUrl url) {
        return find(url, Duration.ZERO, false);
    }

    /** As {@link #find}, but asks anew unless that was done in the last minute. */
    Found<T> findNewer(DocumentUrl url) {
        return find(url, APART, true);
    }

    private Found<T> find(DocumentUrl url, Duration apart, boolean newer) {
        Instant now = clock.instant();
        CompletableFuture<Found<T>> flight;
        lock.lock();
        try {
            Optional<Found<T>> known = known(url, newer ? now.minus(apart) : Instant.MIN, now);
            if (known.isPresent()) {
                return known.get();
            }
            CompletableFuture<Found<T>> under = flights.get(url);
            if (under == null && !ration.take(url.host())) {
                return new Found.Busy<>();
            }
            flight = under == null ? launch(url) : under;
        } finally {
            lock.unlock();
        }
        return landed(flight);
    }

    private Optional<Found<T>> known(DocumentUrl url, Instant since, Instant now) {
        Kept<T> here = kept.get(url);
        if (here != null && here.end.isAfter(now) && here.fetched.isAfter(since)) {
            return Optional.of(new Found.Read<>(here.content));
        }
        Pause pause = pauses.get(url);
        return pause != null && pause.end.isAfter(now) ? Optional.of(new Found.Refused<>(pause.why)) : Optional.empty();
    }

    private CompletableFuture<Found<T>> launch(DocumentUrl url) {
        var flight = new CompletableFuture<Found<T>>();
        flights.put(url, flight);
        // A thread of its own: a name service that does not answer holds up nobody longer than he is ready to wait.
        Thread.ofVirtual().start(() -> {
            Found<T> found = new Found.Refused<>(Refusal.CONTENT);
            try {
                found = fetched(url);
            } finally {
                lock.lock();
                try {
                    flights.remove(url);
                    if (found instanceof Found.Refused<T>(Refusal why)) {
                        pause(url, why);
                    }
                } finally {
                    lock.unlock();
                }
                flight.complete(found);
            }
        });
        return flight;
    }

    private Found<T> landed(CompletableFuture<Found<T>> flight) {
        try {
            return flight.get(GuardedFetch.WHOLE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return new Found.Refused<>(Refusal.TIMEOUT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Found.Refused<>(Refusal.TIMEOUT);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a flight is always completed", e);
        }
    }

    private Found<T> fetched(DocumentUrl url) {
        switch (fetch.get(url, largest)) {
            case Fetched.Refused(Refusal why) -> {
                LOG.infof("no document from %s: %s", url.host(), why);
                return new Found.Refused<>(why);
            }
            case Fetched.Whole(byte[] body, Duration fresh) -> {
                try {
                    T content = reading.apply(url, body);
                    keep(url, content, fresh);
                    return new Found.Read<>(content);
                } catch (InvalidValue e) {
                    LOG.infof("the document from %s does not hold: %s", url.host(), e.getMessage());
                    return new Found.Refused<>(Refusal.CONTENT);
                }
            }
        }
    }

    private void keep(DocumentUrl url, T content, Duration fresh) {
        Instant now = clock.instant();
        Duration life = fresh.compareTo(SHORTEST) < 0 ? SHORTEST : fresh.compareTo(LONGEST) > 0 ? LONGEST : fresh;
        lock.lock();
        try {
            kept.put(url, new Kept<>(content, now, now.plus(life)));
        } finally {
            lock.unlock();
        }
    }

    private void pause(DocumentUrl url, Refusal why) {
        pauses.put(url, new Pause(why, clock.instant().plus(PAUSE)));
    }

    /** Those used last. */
    private static final class Recent<V> extends LinkedHashMap<DocumentUrl, V> {
        private static final long serialVersionUID = 1;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<DocumentUrl, V> eldest) {
            return size() > MOST;
        }
    }
}
