package dev.mailmcp;

import dev.mailmcp.resource.GrantWatch;
import dev.mailmcp.store.AnnouncedGrants;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Has the work of grants looked at: at once when this process ended one, and every few seconds for what other nodes and the time end. */
@Singleton
class WatchWiring {
    private static final Logger LOG = Logger.getLogger(WatchWiring.class);
    /** How long a call may go on, at most, after another node ended its grant. {@code docs/operations.md} says so too. */
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final GrantWatch watch;
    private final AnnouncedGrants grants;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("grant-watch").daemon().factory());

    WatchWiring(GrantWatch watch, AnnouncedGrants grants) {
        this.watch = watch;
        this.grants = grants;
    }

    void started(@Observes StartupEvent event) {
        grants.whenEnded(this::now);
        var _ = looking.scheduleWithFixedDelay(this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stopping(@Observes ShutdownEvent event) {
        looking.shutdownNow();
    }

    private void now() {
        try {
            looking.execute(this::look);
        } catch (RejectedExecutionException _) {
            // The server ends, and all work with it.
        }
    }

    private void look() {
        try {
            watch.look();
        } catch (RuntimeException e) {
            LOG.debugf("whether grants stand cannot be told: %s", e.getClass().getSimpleName());
        }
    }
}
