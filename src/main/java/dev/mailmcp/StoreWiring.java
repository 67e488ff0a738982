package dev.mailmcp;

import dev.mailmcp.audit.Audit;
import dev.mailmcp.audit.SecurityEvent.GrantRevoked;
import dev.mailmcp.store.AnnouncedGrants;
import dev.mailmcp.store.Attempts;
import dev.mailmcp.store.Grants;
import dev.mailmcp.store.OneTime;
import dev.mailmcp.store.Outgoing;
import dev.mailmcp.store.RevokedClients;
import dev.mailmcp.store.Store;
import dev.mailmcp.store.StoreUnavailable;
import dev.mailmcp.token.Custody;
import dev.mailmcp.token.MailboxMarks;
import dev.mailmcp.token.SealedCustody;
import dev.mailmcp.token.SplitCustody;
import dev.mailmcp.web.Readiness;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Opens the store that was chosen, keeps it swept, and closes it. */
@Singleton
class StoreWiring {
    private static final Logger LOG = Logger.getLogger(StoreWiring.class);
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(10);

    private final Store store;
    private final Clock clock;
    private final LocalAttachments attachments;
    private final Grants grants;
    private final Audit audit;
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sweeper").daemon().factory());

    StoreWiring(Store store, Clock clock, LocalAttachments attachments, Grants grants, Audit audit) {
        this.store = store;
        this.clock = clock;
        this.attachments = attachments;
        this.grants = grants;
        this.audit = audit;
    }

    void started(@Observes StartupEvent event, Settings settings) {
        if (settings.stateless()) {
            LOG.warn("STATE=none: grants cannot be revoked, and the reuse of a refresh token is not noticed");
        }
        sweeper.execute(() -> endGrantsOf(settings.revoked().clientIds()));
        var _ = sweeper.scheduleWithFixedDelay(this::sweep, 1, SWEEP_EVERY.toMinutes(), TimeUnit.MINUTES);
    }

    void stopping(@Observes ShutdownEvent event) {
        sweeper.shutdownNow();
        store.close();
    }

    /** Their tokens are refused anyway; what else hangs on a grant ends with its row. */
    private void endGrantsOf(Set<String> clients) {
        try {
            clients.forEach(client -> grants.deleteOfClient(client)
                    .forEach(grant ->
                            audit.note(new GrantRevoked(grant.id(), grant.clientId(), GrantRevoked.By.OPERATOR))));
        } catch (RuntimeException e) {
            LOG.warnf(
                    "grants of REVOKED_CLIENTS are still in the store, though of no use: %s",
                    e.getClass().getSimpleName());
        }
    }

    private void sweep() {
        try {
            store.sweep(clock.instant());
            attachments.store().sweep();
        } catch (RuntimeException e) {
            LOG.warnf("sweeping failed and is tried again: %s", e.getClass().getSimpleName());
        }
    }

    /** Its own bean, so that what needs the store does not need the sweeping. */
    @Singleton
    static class Opening {
        @Produces
        @Singleton
        Store open(Settings settings) {
            return Stores.open(settings);
        }

        @Produces
        @Singleton
        AnnouncedGrants grants(Store store) {
            return new AnnouncedGrants(store.grants());
        }

        @Produces
        @Singleton
        OneTime oneTime(Store store) {
            return store.oneTime();
        }

        @Produces
        @Singleton
        RevokedClients revokedClients(Store store) {
            return store.revokedClients();
        }

        @Produces
        @Singleton
        Attempts attempts(Store store) {
            return store.attempts();
        }

        @Produces
        @Singleton
        Outgoing outgoing(Store store) {
            return store.outgoing();
        }

        @Produces
        @Singleton
        Custody custody(Settings settings, Grants grants, MailboxMarks marks) {
            return settings.stateless() ? new SealedCustody() : new SplitCustody(grants, marks);
        }

        @Produces
        @Singleton
        Readiness readiness(Store store) {
            return new Readiness() {
                @Override
                public String name() {
                    return "store";
                }

                @Override
                public boolean ready() {
                    try {
                        store.check();
                        return true;
                    } catch (StoreUnavailable _) {
                        return false;
                    }
                }
            };
        }
    }
}
