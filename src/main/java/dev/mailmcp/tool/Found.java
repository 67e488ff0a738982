package dev.mailmcp.tool;

import dev.mailmcp.mail.Envelope;
import dev.mailmcp.mail.MessageSummary;
import dev.mailmcp.mail.SearchHits;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message that a search found: enough to choose by. */
@RegisterForReflection
record Found(
        String folder,
        long uidvalidity,
        long uid,
        @Nullable String messageId,
        @Nullable String inReplyTo,
        String subject,
        List<String> from,
        List<String> to,
        String date,
        long size,
        List<String> flags,
        boolean hasAttachments) {
    /** Who wants to know the others reads the message. */
    private static final int MOST_ADDRESSES = 3;

    static Found of(SearchHits from, MessageSummary message) {
        Envelope envelope = message.envelope();
        return new Found(
                from.mailbox().value(),
                from.uidValidity().value(),
                message.uid().value(),
                envelope.messageId().map(Shown::line).orElse(null),
                envelope.inReplyTo().map(Shown::line).orElse(null),
                Shown.line(envelope.subject()),
                Shown.addresses(envelope.from(), MOST_ADDRESSES),
                Shown.addresses(envelope.to(), MOST_ADDRESSES),
                Summary.date(message),
                message.size(),
                Shown.flags(message.flags()),
                message.hasAttachments());
    }
}
