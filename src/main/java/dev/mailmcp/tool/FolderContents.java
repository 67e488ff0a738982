package dev.mailmcp.tool;

import dev.mailmcp.mail.MessagePage;
import dev.mailmcp.mail.MessageSummary;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** A folder as a resource: its newest messages, each with the URI to read it by. */
@RegisterForReflection
record FolderContents(String note, String folder, long uidvalidity, long total, List<Row> messages) {
    /** As many as one looks through at a glance; tools page through the rest. */
    static final int MOST = 25;

    private static final int MOST_SENDERS = 3;

    /** A message in brief. */
    @RegisterForReflection
    record Row(
            String uri,
            long uid,
            String date,
            List<String> from,
            String subject,
            List<String> flags,
            boolean hasAttachments) {}

    static FolderContents of(MessagePage page) {
        return new FolderContents(
                "The newest messages." + Which.OUTSIDE_WORDS,
                page.mailbox().value(),
                page.uidValidity().value(),
                page.total(),
                page.messages().stream().map(message -> row(page, message)).toList());
    }

    private static Row row(MessagePage page, MessageSummary message) {
        return new Row(
                new MailUri.Mail(page.mailbox(), page.uidValidity(), message.uid()).toString(),
                message.uid().value(),
                Summary.date(message),
                Shown.addresses(message.envelope().from(), MOST_SENDERS),
                Shown.line(message.envelope().subject()),
                Shown.flags(message.flags()),
                message.hasAttachments());
    }
}
