package dev.mailmcp.outbox;

import dev.mailmcp.attachment.CurrentOwner;
import dev.mailmcp.mail.Composition;
import dev.mailmcp.secret.Digest;
import dev.mailmcp.store.Outgoing;
import dev.mailmcp.store.Outgoing.Entry;
import dev.mailmcp.store.StoreUnavailable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Lets each mail out once. A mail is the same as another when the caller gives both the same key, or none and they say the same
 * within ten minutes of each other. Its name is reserved in the store before it is handed over, so that of any number of
 * attempts, on any number of nodes, one sends it.
 */
@Singleton
public final class Outbox {
    /** How long the caller's keys are remembered. */
    static final Duration BY_KEY = Duration.ofDays(7);
    /** How long a mail without a key is held back when nobody knows what became of it. */
    static final Duration UNSETTLED = Duration.ofHours(1);
    /** Longer than a mail takes to be handed over: whoever has not told by then went down. */
    static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int PAUSES = 40;

    private final Outgoing store;
    private final CurrentOwner current;
    private final OutboxKeys keys;
    private final Clock clock;

    public Outbox(Outgoing store, CurrentOwner current, OutboxKeys keys, Clock clock) {
        this.store = store;
        this.current = current;
        this.keys = keys;
        this.clock = clock;
    }

    /** A mail by its names: the one in use, and those under keys from before a rotation. */
    public record Mail(List<String> recipients, List<MailName> names) {
        public Mail {
            recipients = List.copyOf(recipients);
            names = List.copyOf(names);
        }
    }

    /**
     * Names a mail of whoever makes the current request; to be called on the request's own thread.
     *
     * @param key the caller's; without one the mail's content stands for it
     */
    public Mail name(Optional<String> key, Composition letter) {
        String owner = current.owner().id();
        return new Mail(
                letter.recipients(),
                keys.all().stream()
                        .map(each -> MailName.of(each, owner, key, letter))
                        .toList());
    }

    /** The part before the {@code @} of the Message-ID that a draft has under a key of the caller's: always the same. */
    public String draft(String key, Composition letter) {
        return name(Optional.of(key), letter).names().getFirst().draft();
    }

    /** Waits some seconds while somebody else is at it. */
    public Claim claim(Mail mail) {
        try {
            for (MailName old : mail.names().subList(1, mail.names().size())) {
                Optional<Entry> known = store.find(old.row(), clock.instant());
                if (known.isPresent()) {
                    return told(mail, old, known.get());
                }
            }
            return reserve(mail, mail.names().getFirst());
        } catch (StoreUnavailable _) {
            return new Claim.Unavailable();
        }
    }

    private Claim reserve(Mail mail, MailName name) {
        String holder = Digest.random(128);
        Claim claim = new Claim.UnderWay();
        for (int i = 0; i <= PAUSES && claim instanceof Claim.UnderWay; i++) {
            if (i > 0 && !paused()) {
                return claim;
            }
            Entry entry = reserved(name, holder);
            claim = entry.holder().equals(holder)
                    ? new Claim.Granted(new Reservation(store, clock, mail, name, entry))
                    : told(mail, name, entry);
        }
        return claim;
    }

    private Entry reserved(MailName name, String holder) {
        Duration life = name.given().isPresent() ? BY_KEY : UNSETTLED;
        try {
            return store.reserve(name.row(), holder, name.content(), clock.instant(), life);
        } catch (StoreUnavailable e) {
            giveUp(name, holder);
            throw e;
        }
    }

    /** It may have been written though no answer came, and would be in the way of the next attempt. */
    private void giveUp(MailName name, String holder) {
        try {
            store.release(name.row(), holder);
        } catch (StoreUnavailable _) {
            // Then the next attempt finds it reserved, and does not send it before someone has looked into Sent.
        }
    }

    private Claim told(Mail mail, MailName name, Entry entry) {
        if (!entry.content().equals(name.content())) {
            return new Claim.OtherContent();
        }
        return switch (entry.state()) {
            case SENT ->
                new Claim.Sent(name.localPart(entry.since()), KeptRefusals.read(mail.recipients(), entry.outcome()));
            case UNKNOWN -> new Claim.Doubtful(new Reservation(store, clock, mail, name, entry));
            case RESERVED ->
                entry.since().plus(LONGEST).isAfter(clock.instant())
                        ? new Claim.UnderWay()
                        : new Claim.Doubtful(new Reservation(store, clock, mail, name, entry));
        };
    }

    private static boolean paused() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
