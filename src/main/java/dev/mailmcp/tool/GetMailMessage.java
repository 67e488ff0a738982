package dev.mailmcp.tool;

import dev.mailmcp.mail.Attachment;
import dev.mailmcp.mail.CurrentMailbox;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Message;
import dev.mailmcp.mcp.Arguments;
import dev.mailmcp.mcp.Call;
import dev.mailmcp.mcp.Hints;
import dev.mailmcp.mcp.Parameter;
import dev.mailmcp.mcp.ToolDefinition;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** {@code get_mail_message}: one message with its text, and its attachments as URLs. */
@Singleton
final class GetMailMessage extends MailTool {
    /** Which body is wanted. */
    enum Format {
        TEXT,
        HTML
    }

    /** What is wanted of attachments. */
    enum Attachments {
        URL,
        METADATA
    }

    private static final Parameter<Format> FORMAT = Parameter.choice(
                    "format", "html gives the raw HTML body instead of readable text", Format.class)
            .otherwise(Format.TEXT);
    private static final Parameter<Long> MAX_CHARS = Parameter.integer(
                    "max_chars", "Most characters of body", 100, 200_000)
            .otherwise(20_000L);
    private static final Parameter<Long> OFFSET = Parameter.integer(
                    "offset", "next_offset of the call before, to read on", 0, Integer.MAX_VALUE)
            .otherwise(0L);
    private static final Parameter<Attachments> ATTACHMENTS = Parameter.choice(
                    "attachments", "metadata: names and sizes only, no URLs", Attachments.class)
            .otherwise(Attachments.URL);

    private static final ToolDefinition DEFINITION = new ToolDefinition(
            "get_mail_message",
            "Read a message",
            "Read a message: headers, text and attachments (each with a URL to download it). Does not mark it as read."
                    + Which.OUTSIDE_WORDS,
            MailScope.READ,
            new Hints(true, false, true, true),
            List.of(Which.FOLDER, Which.UID, Which.UIDVALIDITY, FORMAT, MAX_CHARS, OFFSET, ATTACHMENTS),
            FullMessage.class);

    private final CurrentMailbox current;
    private final MessageBody body;
    private final AttachmentLinks links;

    GetMailMessage(CurrentMailbox current, MessageBody body, AttachmentLinks links) {
        super(DEFINITION);
        this.current = current;
        this.body = body;
        this.links = links;
    }

    @Override
    FullMessage work(Arguments arguments, Call call) {
        MailboxSession session = current.session();
        Message message = session.read(
                session.resolve(arguments.get(Which.FOLDER)),
                arguments.get(Which.UID),
                arguments.get(Which.UIDVALIDITY));
        MessageBody.Shown shown =
                body.of(message, arguments.get(FORMAT), arguments.get(OFFSET), arguments.get(MAX_CHARS));
        List<String> warnings = new ArrayList<>(message.warnings());
        List<FullMessage.Part> parts = arguments.get(ATTACHMENTS) == Attachments.METADATA
                ? FullMessage.Part.unlinked(message, warnings)
                : FullMessage.Part.linked(message, warnings, part -> link(session, message, part, call));
        return FullMessage.of(message, shown, parts, warnings);
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
