package dev.mailmcp.tool;

import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.Submission.Refusal;
import dev.mailmcp.mcp.Description;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What really happened to a mail that was to be sent. */
@RegisterForReflection
record SendReport(
        @Description("duplicate: sent before, not now; unknown: connection lost, may be sent")
        Status status,

        String messageId,
        List<String> accepted,
        List<Rejected> rejected,

        @Description("Of the copy alone, not the mail") SentCopy.State sentCopy,

        @Nullable String folder,
        String message) {
    enum Status {
        SENT,
        DUPLICATE,
        UNKNOWN
    }

    /** A recipient who gets nothing. */
    @RegisterForReflection
    record Rejected(
            String recipient,
            boolean permanent,

            @Description("Such as 5.1.1") @Nullable String code,

            String reason) {
        static List<Rejected> all(List<Refusal> refusals) {
            return refusals.stream()
                    .map(refusal -> new Rejected(
                            refusal.recipient(),
                            refusal.permanent(),
                            refusal.status().orElse(null),
                            refusal.reason()))
                    .toList();
        }
    }

    static SendReport sent(
            String messageId, List<String> accepted, List<Refusal> refused, SentCopy copy, SentCopy.State state) {
        return new SendReport(
                Status.SENT,
                messageId,
                accepted,
                Rejected.all(refused),
                state,
                folder(copy, state),
                told(accepted.size(), refused.size()) + " " + told(state));
    }

    /** @param refused at that time; empty when nobody knows */
    static SendReport duplicate(
            String messageId,
            List<String> recipients,
            Optional<List<Refusal>> refused,
            SentCopy copy,
            SentCopy.State state) {
        List<Refusal> rejected = refused.orElse(List.of());
        List<String> accepted = recipients.stream()
                .filter(recipient -> refused.isPresent()
                        && rejected.stream()
                                .noneMatch(refusal -> refusal.recipient().equals(recipient)))
                .toList();
        return new SendReport(
                Status.DUPLICATE,
                messageId,
                accepted,
                Rejected.all(rejected),
                state,
                folder(copy, state),
                "This mail was sent by an earlier call and was not sent again; on purpose it can be, with a new"
                        + " idempotency_key."
                        + (refused.isPresent() ? "" : " Whether the server refused some recipients is not known.")
                        + " " + told(state));
    }

    static SendReport unknown(String messageId, List<Refusal> refused) {
        return new SendReport(
                Status.UNKNOWN,
                messageId,
                List.of(),
                Rejected.all(refused),
                SentCopy.State.NONE,
                null,
                "The connection broke before the server confirmed, and no copy is in Sent. It may or may not have been sent:"
                        + " do not send it again without asking the person.");
    }

    private static @Nullable String folder(SentCopy copy, SentCopy.State state) {
        return switch (state) {
            case SAVED -> copy.folder().map(MailboxName::value).orElse(null);
            case BY_PROVIDER -> copy.sent().map(MailboxName::value).orElse(null);
            case UNCONFIRMED, FAILED, NONE -> null;
        };
    }

    private static String told(int accepted, int rejected) {
        String sent = "Sent to " + accepted + (accepted == 1 ? " recipient" : " recipients");
        return rejected == 0 ? sent + "." : sent + "; the server refused " + rejected + ", see rejected.";
    }

    private static String told(SentCopy.State state) {
        return switch (state) {
            case SAVED -> "The copy is in the folder.";
            case BY_PROVIDER -> "The mail provider saved the copy.";
            case UNCONFIRMED -> "The copy was not in Sent yet; it may come.";
            case FAILED -> "The copy could not be saved, but the mail has left: do not send it again.";
            case NONE -> "There is no Sent folder, so no copy was saved.";
        };
    }
}
