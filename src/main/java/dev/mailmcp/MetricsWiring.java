package dev.mailmcp;

import dev.mailmcp.audit.Audit;
import dev.mailmcp.mail.imap.WarmMailboxes;
import dev.mailmcp.mail.pool.PoolTally;
import dev.mailmcp.mcp.Tolerances;
import dev.mailmcp.metric.Metrics;
import dev.mailmcp.metric.MetricsEndpoint;
import dev.mailmcp.web.Endpoint;
import dev.mailmcp.web.Traffic;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Counts where the operator asked for figures. Without a token the library is not even loaded: it costs start time. */
@Singleton
class MetricsWiring {
    private final Settings settings;
    private final Optional<Metrics> metrics;

    MetricsWiring(Settings settings) {
        this.settings = settings;
        this.metrics = settings.metrics().map(_ -> new Metrics());
    }

    @Produces
    @Singleton
    Tolerances tolerances() {
        boolean tolerant = settings.toleratesLegacyVersionHeader();
        return metrics.map(counted -> new Tolerances(tolerant, counted::legacyVersionHeader))
                .orElseGet(() -> new Tolerances(tolerant));
    }

    @Produces
    @Singleton
    Traffic traffic() {
        return metrics.<Traffic>map(counted -> counted::answered).orElse(Traffic.UNCOUNTED);
    }

    @Produces
    @Singleton
    Audit.Tally securityEvents() {
        return metrics.<Audit.Tally>map(counted -> counted::securityEvent).orElse(Audit.Tally.UNCOUNTED);
    }

    @Produces
    @Singleton
    PoolTally mailboxes() {
        return metrics.<PoolTally>map(MailboxTally::new).orElse(PoolTally.UNCOUNTED);
    }

    /** Counts by the words that the pool has. */
    private record MailboxTally(Metrics metrics) implements PoolTally {
        @Override
        public void lent(How how) {
            metrics.mailboxConnectionLent(how.name().toLowerCase(Locale.ROOT));
        }

        @Override
        public void closed(Why why) {
            metrics.mailboxConnectionClosed(why.name().toLowerCase(Locale.ROOT));
        }
    }

    /** Figures of the moment, asked for when somebody looks. */
    void started(@Observes StartupEvent event, WarmMailboxes mailboxes) {
        metrics.ifPresent(counted -> counted.mailboxConnections(Map.of(
                "idle", () -> mailboxes.figures().idle(),
                "busy", () -> mailboxes.figures().busy(),
                "waiting", () -> mailboxes.figures().waiting())));
    }

    @Produces
    @Singleton
    Endpoint endpoint() {
        return settings.metrics()
                .flatMap(token -> metrics.<Endpoint>map(counted -> new MetricsEndpoint(token, counted)))
                .orElse(List::of);
    }
}
