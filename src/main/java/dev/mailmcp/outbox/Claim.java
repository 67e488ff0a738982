package dev.mailmcp.outbox;

import dev.mailmcp.mail.Submission.Refusal;
import java.util.List;
import java.util.Optional;

/** Whether a mail may be handed over now. */
public sealed interface Claim {
    /** Nobody has: it is reserved for whoever asked, who hands it over and settles the reservation or releases it. */
    record Granted(Reservation reservation) implements Claim {}

    /**
     * It has left already.
     *
     * @param localPart of its Message-ID
     * @param refused who was refused at that time; empty when that is not known
     */
    record Sent(String localPart, Optional<List<Refusal>> refused) implements Claim {}

    /**
     * It was handed over and the answer never came, or whoever did so went down: it may have left. Only what stands in the Sent
     * mailbox can tell.
     *
     * @param reservation of that attempt, to be settled when it is found
     */
    record Doubtful(Reservation reservation) implements Claim {}

    /** Someone is handing it over at this moment. */
    record UnderWay() implements Claim {}

    /** The caller's key belongs to a mail that says something else. */
    record OtherContent() implements Claim {}

    /** The store cannot be asked: it may have left before, and must not be handed over. */
    record Unavailable() implements Claim {}
}
