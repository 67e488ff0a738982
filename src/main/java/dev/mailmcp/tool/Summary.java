package dev.mailmcp.tool;

import dev.mailmcp.mail.Envelope;
import dev.mailmcp.mail.MessageSummary;
import dev.mailmcp.mcp.Description;
import dev.mailmcp.mcp.WhereWanted;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message in a list, without its body. */
@RegisterForReflection
record Summary(
        long uid,
        @Nullable String messageId,
        @Nullable String inReplyTo,
        String subject,
        List<String> from,
        List<String> sender,
        List<String> replyTo,
        List<String> to,
        List<String> cc,
        List<String> bcc,

        @Description("UTC") String date,

        @Description("Bytes") long size,
        List<String> flags,
        boolean hasAttachments,
        @WhereWanted @Nullable String preview) {
    /** A list is for choosing a message; who reads one sees more of its recipients. */
    private static final int MOST_ADDRESSES = 10;

    static Summary of(MessageSummary message) {
        return of(message, Optional.empty());
    }

    /** @param preview as {@link FirstWords} makes it */
    static Summary of(MessageSummary message, Optional<String> preview) {
        Envelope envelope = message.envelope();
        return new Summary(
                message.uid().value(),
                envelope.messageId().map(Shown::line).orElse(null),
                envelope.inReplyTo().map(Shown::line).orElse(null),
                Shown.line(envelope.subject()),
                Shown.addresses(envelope.from(), MOST_ADDRESSES),
                Shown.addresses(envelope.sender(), MOST_ADDRESSES),
                Shown.addresses(envelope.replyTo(), MOST_ADDRESSES),
                Shown.addresses(envelope.to(), MOST_ADDRESSES),
                Shown.addresses(envelope.cc(), MOST_ADDRESSES),
                Shown.addresses(envelope.bcc(), MOST_ADDRESSES),
                date(message),
                message.size(),
                Shown.flags(message.flags()),
                message.hasAttachments(),
                preview.orElse(null));
    }

    static String date(MessageSummary message) {
        return message.envelope().date().orElse(message.internalDate()).toString();
    }
}
