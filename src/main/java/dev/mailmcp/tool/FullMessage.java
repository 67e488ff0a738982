package dev.mailmcp.tool;

import dev.mailmcp.mail.Attachment;
import dev.mailmcp.mail.Envelope;
import dev.mailmcp.mail.Message;
import dev.mailmcp.mail.Removed;
import dev.mailmcp.mail.trust.Trust;
import dev.mailmcp.mcp.Description;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A message as {@code get_mail_message} gives it. */
@RegisterForReflection
record FullMessage(
        long uid,
        @Nullable String messageId,
        @Nullable String inReplyTo,

        List<String> references,

        String subject,
        List<String> from,
        List<String> sender,
        List<String> replyTo,
        List<String> to,
        List<String> cc,
        List<String> bcc,

        @Description("UTC") String date,

        Credibility.Auth auth,

        @Description("Never wrote to from; null: not known") @Nullable
        Boolean firstContact,

        List<Credibility.Risk> risk,
        @Nullable String protection,
        List<Meanings.Event> calendar,
        @Description("Of mails the person sent") List<Meanings.Report> reports,
        @Nullable String textBody,
        @Nullable String htmlBody,
        String bodyFormat,
        boolean truncated,
        @Nullable Long nextOffset,
        List<Gone> removed,
        @Nullable List<String> headers,
        List<String> flags,
        List<Part> attachments,
        List<String> warnings,
        String folder,
        long uidvalidity) {
    private static final int MOST_ADDRESSES = 50;
    private static final int MOST_REFERENCES = 10;
    private static final int MOST_PARTS = 50;
    private static final int MOST_HEADERS = 40;

    /** An attachment. */
    @RegisterForReflection
    record Part(
            String section,
            String filename,
            String contentType,
            @Description("Bytes") long size,

            @Description("Expires; also for attachment_urls") @Nullable
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

    /** What was taken out of the body, and how many of it. */
    @RegisterForReflection
    record Gone(String what, int count) {
        static List<Gone> of(Removed removed) {
            return Stream.of(
                            new Gone("hidden_elements", removed.hiddenElements()),
                            new Gone("hidden_characters", removed.hiddenCharacters()),
                            new Gone("tracking_pixels", removed.trackingPixels()),
                            new Gone("images", removed.images()),
                            new Gone("quoted_lines", removed.quotedLines()),
                            new Gone("signature_lines", removed.signatureLines()))
                    .filter(gone -> gone.count() > 0)
                    .toList();
        }
    }

    /** Everything but the body's text, which {@link #with} adds: it gets the room that is left. */
    static FullMessage of(
            Message message,
            MessageBody.Body body,
            Trust trust,
            Optional<Boolean> firstContact,
            boolean headers,
            List<Part> parts,
            List<String> warnings) {
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
                Credibility.Auth.of(trust.authentication()),
                firstContact.orElse(null),
                Credibility.Risk.of(trust),
                Meanings.protection(message.special()),
                Meanings.Event.of(message.special()),
                Meanings.Report.of(message.special()),
                null,
                null,
                body.format().word(),
                false,
                null,
                Gone.of(
                        body.format() == MessageBody.Format.HTML
                                ? Removed.NOTHING
                                : body.body().removed()),
                headers ? headers(message) : null,
                Shown.flags(message.summary().flags()),
                parts,
                List.copyOf(warnings),
                message.mailbox().value(),
                message.uidValidity().value());
    }

    private static List<String> headers(Message message) {
        return message.fields().stream()
                .limit(MOST_HEADERS)
                .map(field -> Shown.oneLine(field.name() + ": " + field.value()))
                .toList();
    }

    /** The same with a stretch of the body. */
    FullMessage with(Excerpt excerpt) {
        boolean html = bodyFormat.equals(MessageBody.Format.HTML.word());
        return copy(html ? null : excerpt.text(), html ? excerpt.text() : null, excerpt.nextOffset());
    }

    /** The same with its body between fences. */
    FullMessage fenced(Fence fence) {
        return copy(
                textBody == null ? null : fence.around(textBody),
                htmlBody == null ? null : fence.around(htmlBody),
                nextOffset);
    }

    private FullMessage copy(@Nullable String text, @Nullable String html, @Nullable Long next) {
        return new FullMessage(
                uid,
                messageId,
                inReplyTo,
                references,
                subject,
                from,
                sender,
                replyTo,
                to,
                cc,
                bcc,
                date,
                auth,
                firstContact,
                risk,
                protection,
                calendar,
                reports,
                text,
                html,
                bodyFormat,
                next != null,
                next,
                removed,
                headers,
                flags,
                attachments,
                warnings,
                folder,
                uidvalidity);
    }
}
