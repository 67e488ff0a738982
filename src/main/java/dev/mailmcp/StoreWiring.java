package dev.mailmcp;

import dev.mailmcp.store.MemoryOneTime;
import dev.mailmcp.store.OneTime;
import dev.mailmcp.store.StoreUnavailable;
import dev.mailmcp.store.embedded.SqliteStore;
import dev.mailmcp.token.Custody;
import dev.mailmcp.token.SealedCustody;
import dev.mailmcp.token.SplitCustody;
import dev.mailmcp.value.InvalidValue;
import dev.mailmcp.web.Readiness;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Opens the store that was chosen, keeps it swept, and closes it. */
@Singleton
class StoreWiring {
    private static final Logger LOG = Logger.getLogger(StoreWiring.class);
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(10);

    private final Optional<SqliteStore> file;
    private final OneTime oneTime;
    private final Clock clock;
    private final LocalAttachments attachments;
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sweeper").daemon().factory());

    StoreWiring(OpenStore store, Clock clock, LocalAttachments attachments) {
        this.file = store.file();
        this.oneTime = store.oneTime();
        this.clock = clock;
        this.attachments = attachments;
    }

    void started(@Observes StartupEvent event, Settings settings) {
        if (settings.stateless()) {
            LOG.warn("STATE=none: grants cannot be revoked, and the reuse of a refresh token is not noticed");
        }
        var _ = sweeper.scheduleWithFixedDelay(this::sweep, 1, SWEEP_EVERY.toMinutes(), TimeUnit.MINUTES);
    }

    void stopping(@Observes ShutdownEvent event) {
        sweeper.shutdownNow();
        file.ifPresent(SqliteStore::close);
    }

    private void sweep() {
        try {
            oneTime.sweep(clock.instant());
            attachments.store().sweep();
        } catch (RuntimeException e) {
            LOG.warnf("sweeping failed and is tried again: %s", e.getClass().getSimpleName());
        }
    }

    /**
     * The store as it was chosen.
     *
     * @param file empty with {@code STATE=none}
     */
    record OpenStore(Optional<SqliteStore> file, OneTime oneTime, Custody custody) {
        private static OpenStore of(Settings settings) {
            if (settings.stateless()) {
                return new OpenStore(Optional.empty(), new MemoryOneTime(), new SealedCustody());
            }
            try {
                SqliteStore store = SqliteStore.open(settings.dataDirectory());
                return new OpenStore(Optional.of(store), store, new SplitCustody(store));
            } catch (InvalidValue e) {
                throw new ConfigurationFaults(List.of(Setting.DATA_DIR + ": " + e.getMessage()));
            }
        }
    }

    /** Its own bean, so that what needs the store does not need the sweeping. */
    @Singleton
    static class Opening {
        @Produces
        @Singleton
        OpenStore open(Settings settings) {
            return OpenStore.of(settings);
        }

        @Produces
        @Singleton
        OneTime oneTime(OpenStore store) {
            return store.oneTime();
        }

        @Produces
        @Singleton
        Custody custody(OpenStore store) {
            return store.custody();
        }

        @Produces
        @Singleton
        Readiness readiness(OpenStore store, Clock clock) {
            return new Readiness() {
                @Override
                public String name() {
                    return "store";
                }

                @Override
                public boolean ready() {
                    try {
                        store.oneTime().sweep(clock.instant());
                        return true;
                    } catch (StoreUnavailable _) {
                        return false;
                    }
                }
            };
        }
    }
}
