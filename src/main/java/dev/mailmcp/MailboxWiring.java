package dev.mailmcp;

import dev.mailmcp.dial.GuardedDialer;
import dev.mailmcp.mail.imap.ImapTimeouts;
import dev.mailmcp.mail.imap.WarmMailboxes;
import dev.mailmcp.mail.pool.Ages;
import dev.mailmcp.mail.pool.PoolTally;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Keeps connections to mail servers warm, and lets go of them in time. */
@Singleton
class MailboxWiring {
    private static final Logger LOG = Logger.getLogger(MailboxWiring.class);
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(10);

    private final WarmMailboxes mailboxes;
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("mailbox-sweeper").daemon().factory());

    MailboxWiring(WarmMailboxes mailboxes) {
        this.mailboxes = mailboxes;
    }

    void started(@Observes StartupEvent event) {
        long every = SWEEP_EVERY.toMillis();
        var _ = sweeper.scheduleWithFixedDelay(this::sweep, every, every, TimeUnit.MILLISECONDS);
    }

    void stopping(@Observes ShutdownEvent event) {
        sweeper.shutdownNow();
        mailboxes.close();
    }

    private void sweep() {
        try {
            mailboxes.sweep();
        } catch (RuntimeException e) {
            LOG.warnf(
                    "idle mailbox connections could not be looked after: %s",
                    e.getClass().getName());
        }
    }

    /** Its own bean, so that what needs the mailboxes does not need the sweeping. */
    @Singleton
    static class Kept {
        @Produces
        @Singleton
        WarmMailboxes mailboxes(
                Settings settings, GuardedDialer dialer, ImapTimeouts timeouts, PoolTally tally, Clock clock) {
            return new WarmMailboxes(dialer, timeouts, settings.sessions(), Ages.DEFAULT, tally, clock);
        }
    }
}
