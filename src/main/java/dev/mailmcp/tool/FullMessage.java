package dev.mailmcp.tool;

import dev.mailmcp.mail.Attachment;
import dev.mailmcp.mail.Envelope;
import dev.mailmcp.mail.Message;
import dev.mailmcp.mcp.Description;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A message as {@code get_mail_message} gives it. */
@RegisterForReflection
record FullMessage(
        long uid,
        @Nullable String messageId,
        @Nullable String inReplyTo,

        @Description("Message IDs of the thread, oldest first")
        List<String> references,

        String subject,
        List<String> from,
        List<String> sender,
        List<String> replyTo,
        List<String> to,
        List<String> cc,
        List<String> bcc,

        @Description("Date field, or arrival where there is none; UTC")
        String date,

        @Description("The text, made from the HTML where there is no plain text; null with format=html") @Nullable
        String textBody,

        @Description("Null unless format=html") @Nullable String htmlBody,
        List<String> flags,
        List<Part> attachments,
        @Description("Whether the body goes on after this") boolean truncated,
        @Description("The offset for reading on") @Nullable Long nextOffset,
        @Description("What could not be read or stored") List<String> warnings,
        String folder,
        long uidvalidity) {
    private static final int MOST_ADDRESSES = 50;
    private static final int MOST_REFERENCES = 30;
    private static final int MOST_PARTS = 50;

    /** An attachment. */
    @RegisterForReflection
    record Part(
            String section,
            String filename,
            String contentType,
            @Description("Bytes") long size,

            @Description("Downloads it until it expires; also for attachment_urls") @Nullable
            String url) {
        static List<Part> unlinked(Message message, List<String> warnings) {
            return some(message, warnings).stream()
                    .map(attachment -> of(attachment, null))
                    .toList();
        }

        static List<Part> linked(Message message, List<String> warnings, Function<Attachment, Optional<URI>> link) {
            List<Part> parts = new ArrayList<>();
            for (Attachment attachment : some(message, warnings)) {
                Optional<URI> url = link.apply(attachment);
                if (url.isEmpty()) {
                    warnings.add("the attachment in section " + attachment.section()
                            + " could not be stored, so it has no url; read the message again later");
                }
                parts.add(of(attachment, url.map(URI::toString).orElse(null)));
            }
            return List.copyOf(parts);
        }

        private static List<Attachment> some(Message message, List<String> warnings) {
            List<Attachment> all = message.attachments();
            if (all.size() > MOST_PARTS) {
                warnings.add("only the first " + MOST_PARTS + " of " + all.size() + " attachments are shown");
            }
            return all.stream().limit(MOST_PARTS).toList();
        }

        private static Part of(Attachment attachment, @Nullable String url) {
            return new Part(
                    attachment.section(),
                    Shown.line(attachment.filename()),
                    Shown.line(attachment.contentType()),
                    attachment.size(),
                    url);
        }
    }

    static FullMessage of(Message message, MessageBody.Shown body, List<Part> parts, List<String> warnings) {
        Envelope envelope = message.summary().envelope();
        List<String> references = message.references();
        return new FullMessage(
                message.summary().uid().value(),
                envelope.messageId().map(Shown::line).orElse(null),
                envelope.inReplyTo().map(Shown::line).orElse(null),
                references.stream()
                        .skip(Math.max(0, references.size() - MOST_REFERENCES))
                        .map(Shown::line)
                        .toList(),
                Shown.line(envelope.subject()),
                Shown.addresses(envelope.from(), MOST_ADDRESSES),
                Shown.addresses(envelope.sender(), MOST_ADDRESSES),
                Shown.addresses(envelope.replyTo(), MOST_ADDRESSES),
                Shown.addresses(envelope.to(), MOST_ADDRESSES),
                Shown.addresses(envelope.cc(), MOST_ADDRESSES),
                Shown.addresses(envelope.bcc(), MOST_ADDRESSES),
                Summary.date(message.summary()),
                body.text(),
                body.html(),
                Shown.flags(message.summary().flags()),
                parts,
                body.nextOffset() != null,
                body.nextOffset(),
                List.copyOf(warnings),
                message.mailbox().value(),
                message.uidValidity().value());
    }
}
