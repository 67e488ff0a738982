package dev.mailmcp;

import dev.mailmcp.audit.Audit;
import dev.mailmcp.limit.ClientLimits;
import dev.mailmcp.limit.FailurePace;
import dev.mailmcp.limit.LimitParts;
import dev.mailmcp.limit.SignInLimits;
import dev.mailmcp.limit.TrustedProxies;
import dev.mailmcp.secret.Pseudonyms;
import dev.mailmcp.secret.Purpose;
import dev.mailmcp.store.Attempts;
import dev.mailmcp.token.MailboxMarks;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Makes what keeps strangers within bounds, and what notes them. */
@Singleton
class LimitsWiring {
    private static final Logger LOG = Logger.getLogger(LimitsWiring.class);

    void started(@Observes StartupEvent event, Settings settings) {
        if (!settings.limits().on()) {
            LOG.warn("ABUSE_LIMITS=off: anybody may guess passwords as fast as they like");
        } else if (settings.limits().proxies().blocks().isEmpty()
                && !settings.baseUrl().isLoopback()) {
            LOG.warn("TRUSTED_PROXIES is not set: limits take everybody behind your reverse proxy for one person");
        }
    }

    @Produces
    @Singleton
    Audit audit(Settings settings, MailboxMarks marks, Audit.Tally tally) {
        return settings.auditsAddresses() ? Audit.naming(tally) : Audit.marking(marks, tally);
    }

    @Produces
    @Singleton
    LimitParts parts(Settings settings, Attempts attempts, Audit audit, Clock clock) {
        return new LimitParts(
                settings.limits(), attempts, new Pseudonyms(settings.keys(), Purpose.LIMIT), audit, clock);
    }

    @Produces
    @Singleton
    SignInLimits signIns(LimitParts parts) {
        return parts.signIns();
    }

    @Produces
    @Singleton
    ClientLimits clients(LimitParts parts) {
        return parts.clients();
    }

    @Produces
    @Singleton
    FailurePace pace(Clock clock) {
        return new FailurePace(clock, new SecureRandom(), Thread::sleep);
    }

    @Produces
    @Singleton
    TrustedProxies proxies(Settings settings) {
        return settings.limits().proxies();
    }
}
