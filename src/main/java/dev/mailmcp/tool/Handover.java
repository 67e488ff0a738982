package dev.mailmcp.tool;

import dev.mailmcp.attachment.AttachmentStoreException;
import dev.mailmcp.mail.Composer;
import dev.mailmcp.mail.Composer.Composed;
import dev.mailmcp.mail.Composition;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Submission;
import dev.mailmcp.mail.Submission.Outcome;
import dev.mailmcp.mcp.ToolError;
import dev.mailmcp.outbox.Claim;
import dev.mailmcp.outbox.Outbox;
import dev.mailmcp.outbox.Reservation;
import dev.mailmcp.value.InvalidValue;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Supplier;

/** Hands a mail over unless it has left before, keeps what became of it, and sees to its copy. */
@Singleton
final class Handover {
    private final Outbox outbox;
    private final Composer composer;

    Handover(Outbox outbox, Composer composer) {
        this.outbox = outbox;
        this.composer = composer;
    }

    SendReport once(
            Outbox.Mail mail, Composition letter, SentCopy copy, MailboxSession session, Submission submission) {
        return switch (outbox.claim(mail)) {
            case Claim.Granted(Reservation ours) -> send(ours, letter, copy, session, submission);
            case Claim.Sent sent -> duplicate(sent, letter, copy, session);
            case Claim.Doubtful(Reservation earlier) -> doubtful(earlier, letter, copy, session);
            case Claim.UnderWay() ->
                throw new ToolError(
                        "send_in_progress",
                        "another call is handing this very mail over at this moment",
                        "Make the same call again in a minute: it tells what became of the mail.",
                        true);
            case Claim.OtherContent() ->
                throw ToolError.invalidArgument(
                        "idempotency_key was used for a mail that says something else; nothing was sent",
                        "Use a key of its own for each mail, and the same one only to make the same call again.");
            case Claim.Unavailable() ->
                throw new ToolError(
                        "store_unavailable",
                        "whether this mail was sent before cannot be told at the moment, so nothing was sent",
                        "Make the same call again later.",
                        true);
        };
    }

    private SendReport send(
            Reservation ours, Composition letter, SentCopy copy, MailboxSession session, Submission submission) {
        Composed mail = beforehand(ours, () -> composer.compose(letter, ours.localPart()));
        // The store forgets a caller's key after days; Sent does not.
        if (ours.byKey() && beforehand(ours, () -> copy.isThere(session, mail.messageId()))) {
            return duplicate(ours.found(), letter, copy, session);
        }
        return switch (handedOver(ours, mail, letter, submission)) {
            case Outcome.Accepted accepted -> {
                ours.sent(accepted.rejected()); // At once: the copy may take its time, or never come to an end.
                yield SendReport.sent(
                        mail.messageId(), accepted.accepted(), accepted.rejected(), copy, copy.file(session, mail));
            }
            case Outcome.Unknown unknown -> {
                ours.unknown(unknown.rejected());
                yield broken(ours, mail, unknown, copy, session);
            }
        };
    }

    /** Nothing can have left yet. */
    private static <T> T beforehand(Reservation ours, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            ours.release();
            throw e;
        }
    }

    private static Outcome handedOver(Reservation ours, Composed mail, Composition letter, Submission submission) {
        try {
            return submission.submit(mail.outgoing(), letter.from().email(), letter.recipients());
        } catch (MailException | InvalidValue | AttachmentStoreException e) {
            ours.release(); // These say that nothing was accepted.
            throw e;
        } catch (RuntimeException e) {
            ours.unknown(List.of());
            throw e;
        }
    }

    /** The answer never came. A provider that files what it takes may tell all the same. */
    private static SendReport broken(
            Reservation ours, Composed mail, Outcome.Unknown outcome, SentCopy copy, MailboxSession session) {
        SentCopy.State found = copy.confirmed(session, mail.messageId());
        if (found == SentCopy.State.UNCONFIRMED) {
            return SendReport.unknown(mail.messageId(), outcome.rejected());
        }
        ours.sent(outcome.rejected());
        return SendReport.sent(mail.messageId(), outcome.recipients(), outcome.rejected(), copy, found);
    }

    private SendReport duplicate(Claim.Sent sent, Composition letter, SentCopy copy, MailboxSession session) {
        String messageId = messageId(letter, sent.localPart());
        return SendReport.duplicate(
                messageId, letter.recipients(), sent.refused(), copy, copy.confirmed(session, messageId));
    }

    private SendReport doubtful(Reservation earlier, Composition letter, SentCopy copy, MailboxSession session) {
        String messageId = messageId(letter, earlier.localPart());
        return copy.confirmed(session, messageId) == SentCopy.State.UNCONFIRMED
                ? SendReport.unknown(messageId, List.of())
                : duplicate(earlier.found(), letter, copy, session);
    }

    private String messageId(Composition letter, String localPart) {
        return composer.compose(letter, localPart).messageId();
    }
}
