package dev.mailmcp.tool;

import dev.mailmcp.mail.Attachment;
import dev.mailmcp.mail.BodyReader.Form;
import dev.mailmcp.mail.BodyReader.Omission;
import dev.mailmcp.mail.BodyReader.Wish;
import dev.mailmcp.mail.CurrentMailbox;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Message;
import dev.mailmcp.mcp.Arguments;
import dev.mailmcp.mcp.Call;
import dev.mailmcp.mcp.Hints;
import dev.mailmcp.mcp.Parameter;
import dev.mailmcp.mcp.ToolDefinition;
import dev.mailmcp.mcp.ToolResult;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** {@code get_mail_message}: one message with its text, and its attachments as URLs. */
@Singleton
final class GetMailMessage extends MailTool {
    /** Of a result, when nobody says how much they want; with some room for the fence and for names. */
    private static final long WHOLE = 19_000;

    private static final long LEAST_BODY = 4_000;

    /** What is left out but for those who ask for it. */
    enum Include {
        HEADERS,
        IMAGES
    }

    /** What is wanted of attachments. */
    enum Attachments {
        URL,
        METADATA
    }

    private static final Parameter<MessageBody.Format> FORMAT =
            Parameter.choice("format", "html: raw", MessageBody.Format.class).otherwise(MessageBody.Format.MARKDOWN);
    private static final Parameter<Optional<Long>> MAX_CHARS = Parameter.integer(
                    "max_chars", "Most characters of body; else what fits 20000 in all", 100, 200_000)
            .optional();
    private static final Parameter<Long> OFFSET = Parameter.passedOn(
                    "offset", "next_offset of the call before", 0, Integer.MAX_VALUE)
            .otherwise(0L);
    private static final Parameter<Attachments> ATTACHMENTS = Parameter.choice(
                    "attachments", "metadata: names and sizes only, no URLs", Attachments.class)
            .otherwise(Attachments.URL);
    private static final Parameter<Set<Omission>> OMIT = Parameter.choices(
                    "omit", "quoted: earlier mails it quotes", Omission.class)
            .otherwise(Set.of());
    private static final Parameter<Set<Include>> INCLUDE = Parameter.choices(
                    "include", "headers: of transport; images: links to them", Include.class)
            .otherwise(Set.of());

    private static final ToolDefinition DEFINITION = new ToolDefinition(
            "get_mail_message",
            "Read a message",
            "Read a message: headers, text, attachments with URLs to download them. Does not mark it as read."
                    + Which.OUTSIDE_WORDS,
            MailScope.READ,
            new Hints(true, false, true, true),
            List.of(Which.FOLDER, Which.UID, Which.UIDVALIDITY, FORMAT, MAX_CHARS, OFFSET, OMIT, INCLUDE, ATTACHMENTS),
            FullMessage.class);

    private final CurrentMailbox current;
    private final MessageBody body;
    private final AttachmentLinks links;
    private final Credibility credibility;
    private final Fence fence;

    GetMailMessage(
            CurrentMailbox current, MessageBody body, AttachmentLinks links, Credibility credibility, Fence fence) {
        super(DEFINITION);
        this.current = current;
        this.body = body;
        this.links = links;
        this.credibility = credibility;
        this.fence = fence;
    }

    /** The fence is for whoever reads the text; a program that takes the structured content gets the body alone. */
    @Override
    ToolResult result(Record record) {
        return record instanceof FullMessage message
                ? ToolResult.of(message, message.fenced(fence))
                : super.result(record);
    }

    @Override
    FullMessage work(Arguments arguments, Call call) {
        MailboxSession session = current.session();
        Message message = session.read(
                session.resolve(arguments.get(Which.FOLDER)),
                arguments.get(Which.UID),
                arguments.get(Which.UIDVALIDITY));
        Set<Include> include = arguments.get(INCLUDE);
        MessageBody.Format format = arguments.get(FORMAT);
        Wish wish = new Wish(
                format == MessageBody.Format.TEXT ? Form.TEXT : Form.MARKDOWN,
                arguments.get(OMIT),
                include.contains(Include.IMAGES));
        MessageBody.Body shown = body.of(message, format, wish);
        List<String> warnings = new ArrayList<>(message.warnings());
        warnings.addAll(Meanings.warnings(message.special()));
        if (shown.body().cut()) {
            warnings.add("the HTML is so long that its rest was left out; format=html gives it as it is");
        }
        List<FullMessage.Part> parts = arguments.get(ATTACHMENTS) == Attachments.METADATA
                ? FullMessage.Part.unlinked(message, warnings)
                : FullMessage.Part.linked(message, warnings, part -> link(session, message, part, call));
        long offset = arguments.get(OFFSET);
        FullMessage bodiless = FullMessage.of(
                message,
                shown,
                credibility.of(message, shown.body()),
                // Who reads on has been told.
                offset == 0 ? credibility.firstContact(message) : Optional.empty(),
                include.contains(Include.HEADERS),
                parts,
                warnings);
        String text = shown.body().text();
        long most = arguments.get(MAX_CHARS).orElseGet(() -> room(bodiless, text, offset));
        return bodiless.with(Excerpt.of(text, offset, most));
    }

    /** How much of the body keeps the result below its bound as JSON; a beginning of it where the rest alone is long. */
    private static long room(FullMessage bodiless, String text, long offset) {
        long left = WHOLE - bodiless.toString().length() * 5L / 4;
        int from = Math.toIntExact(Math.min(offset, text.length()));
        int at = from;
        for (; at < text.length() && left > 0; at++) {
            char c = text.charAt(at);
            left -= c == '\n' || c == '"' || c == '\\' ? 2 : c < ' ' ? 6 : 1;
        }
        return Math.max(LEAST_BODY, at - from);
    }

    /** Only what has to be stored first takes long; a message whose attachments are known is answered at once. */
    private Optional<URI> link(MailboxSession session, Message message, Attachment attachment, Call call) {
        return links.link(session, message, attachment, () -> {
            int number = message.attachments().indexOf(attachment) + 1;
            int all = message.attachments().size();
            call.takesLong();
            call.progress(number - 1, OptionalDouble.of(all), "Storing attachment " + number + " of " + all);
        });
    }
}
