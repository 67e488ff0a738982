package dev.mailmcp.tool;

import dev.mailmcp.mail.Composer.Composed;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.Submission;
import dev.mailmcp.mcp.Description;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What really happened to a mail that was to be sent. */
@RegisterForReflection
record SendReport(
        @Description("unknown: the connection broke while it was handed over; look into Sent before doing anything")
        Status status,

        String messageId,
        @Description("Recipients the server took it for") List<String> accepted,
        List<Rejected> rejected,

        @Description("failed does not mean that the mail failed")
        SentCopy.State sentCopy,

        @Description("Where the copy is") @Nullable String folder,
        String message) {
    enum Status {
        SENT,
        UNKNOWN
    }

    /** A recipient who gets nothing. */
    @RegisterForReflection
    record Rejected(String recipient, String reason) {}

    static SendReport sent(Composed mail, Submission.Outcome.Accepted outcome, SentCopy copy, SentCopy.State state) {
        List<Rejected> rejected = outcome.rejected().stream()
                .map(refusal -> new Rejected(refusal.recipient(), refusal.reason()))
                .toList();
        String folder = state == SentCopy.State.SAVED
                ? copy.folder().map(MailboxName::value).orElse(null)
                : null;
        return new SendReport(
                Status.SENT,
                mail.messageId(),
                outcome.accepted(),
                rejected,
                state,
                folder,
                told(outcome.accepted().size(), rejected.size()) + " " + told(state));
    }

    static SendReport unknown(Composed mail) {
        return new SendReport(
                Status.UNKNOWN,
                mail.messageId(),
                List.of(),
                List.of(),
                SentCopy.State.NONE,
                null,
                "The connection broke before the server confirmed. It may or may not have been sent: do not send it again"
                        + " without asking the person.");
    }

    private static String told(int accepted, int rejected) {
        String sent = "Sent to " + accepted + (accepted == 1 ? " recipient" : " recipients");
        return rejected == 0 ? sent + "." : sent + "; the server refused " + rejected + ", see rejected.";
    }

    private static String told(SentCopy.State state) {
        return switch (state) {
            case SAVED -> "The copy was saved.";
            case BY_PROVIDER -> "The mail provider saves the copy.";
            case FAILED -> "The copy could not be saved, but the mail has left: do not send it again.";
            case NONE -> "There is no Sent folder, so no copy was saved.";
        };
    }
}
