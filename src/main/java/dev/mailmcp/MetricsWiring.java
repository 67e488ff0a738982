package dev.mailmcp;

import dev.mailmcp.audit.Audit;
import dev.mailmcp.mcp.Tolerances;
import dev.mailmcp.metric.Metrics;
import dev.mailmcp.metric.MetricsEndpoint;
import dev.mailmcp.web.Endpoint;
import dev.mailmcp.web.Traffic;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
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
    Endpoint endpoint() {
        return settings.metrics()
                .flatMap(token -> metrics.<Endpoint>map(counted -> new MetricsEndpoint(token, counted)))
                .orElse(List::of);
    }
}
