package dev.mailmcp.outbox;

import dev.mailmcp.mail.Submission.Refusal;
import dev.mailmcp.store.Outgoing;
import dev.mailmcp.store.Outgoing.State;
import dev.mailmcp.store.StoreUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The right to hand one mail over. Settling it never fails: whatever the store says, the mail has left or has not. What could not
 * be settled stays reserved, and counts as doubtful later.
 */
public final class Reservation {
    private static final Logger LOG = Logger.getLogger(Reservation.class);
    private static final int TRIES = 2;

    private final Outgoing store;
    private final Clock clock;
    private final Outbox.Mail mail;
    private final MailName name;
    private final Outgoing.Entry entry;

    Reservation(Outgoing store, Clock clock, Outbox.Mail mail, MailName name, Outgoing.Entry entry) {
        this.store = store;
        this.clock = clock;
        this.mail = mail;
        this.name = name;
        this.entry = entry;
    }

    /** Of the Message-ID, before the {@code @}. */
    public String localPart() {
        return name.localPart(entry.since());
    }

    /** Whether the caller named the mail: then it has the same Message-ID for ever, and may lie in Sent from long ago. */
    public boolean byKey() {
        return name.given().isPresent();
    }

    /** The mail server took it. */
    public void sent(List<Refusal> refused) {
        settle(State.SENT, KeptRefusals.written(mail.recipients(), refused), life(MailName.WINDOW));
    }

    /** It was found in Sent. Who was refused is known if the attempt lived to tell. */
    public Claim.Sent found() {
        String outcome = entry.state() == State.RESERVED ? KeptRefusals.NOT_KNOWN : entry.outcome();
        settle(State.SENT, outcome, life(MailName.WINDOW));
        return new Claim.Sent(localPart(), KeptRefusals.read(mail.recipients(), outcome));
    }

    /** It was handed over and no answer came. */
    public void unknown(List<Refusal> refused) {
        settle(State.UNKNOWN, KeptRefusals.written(mail.recipients(), refused), life(Outbox.UNSETTLED));
    }

    /** Nothing of it can have left: the next attempt hands it over. */
    public void release() {
        insist(() -> store.release(name.row(), entry.holder()));
    }

    private Duration life(Duration withoutKey) {
        return byKey() ? Outbox.BY_KEY : withoutKey;
    }

    private void settle(State state, String outcome, Duration life) {
        insist(() -> store.settle(name.row(), entry.holder(), state, outcome, clock.instant(), life));
    }

    private static void insist(Runnable settling) {
        for (int i = 1; i <= TRIES; i++) {
            try {
                settling.run();
                return;
            } catch (StoreUnavailable _) {
                if (i == TRIES) {
                    LOG.warn("what became of a mail could not be kept; sending it again will be answered as unknown");
                }
            }
        }
    }
}
