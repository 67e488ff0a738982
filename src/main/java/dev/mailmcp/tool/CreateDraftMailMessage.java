package dev.mailmcp.tool;

import dev.mailmcp.mail.Appended;
import dev.mailmcp.mail.Composer;
import dev.mailmcp.mail.Composer.Composed;
import dev.mailmcp.mail.Composition;
import dev.mailmcp.mail.CurrentMailbox;
import dev.mailmcp.mail.Flag;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mcp.Arguments;
import dev.mailmcp.mcp.Call;
import dev.mailmcp.mcp.Description;
import dev.mailmcp.mcp.Hints;
import dev.mailmcp.mcp.Parameter;
import dev.mailmcp.mcp.ToolDefinition;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code create_draft_mail_message}: a mail for the person to look at and send. */
@Singleton
final class CreateDraftMailMessage extends MailTool {
    private static final Parameter<String> FOLDER = Parameter.text(
                    "folder", "Folder for the draft, from list_mailboxes; Drafts means the role")
            .otherwise("Drafts");

    private static final ToolDefinition DEFINITION = new ToolDefinition(
            "create_draft_mail_message",
            "Save a draft",
            "Save a mail as a draft, for the person to check and send. Nothing is sent.",
            MailScope.DRAFT,
            new Hints(false, false, false, true),
            List.of(
                    Letter.TO,
                    Letter.SUBJECT,
                    Letter.TEXT_BODY,
                    Letter.CC,
                    Letter.BCC,
                    Letter.HTML_BODY,
                    Letter.ATTACHMENT_URLS,
                    FOLDER,
                    Letter.FROM),
            Result.class);

    private final CurrentMailbox current;
    private final LetterWriter writer;
    private final Composer composer;

    CreateDraftMailMessage(CurrentMailbox current, LetterWriter writer, Composer composer) {
        super(DEFINITION);
        this.current = current;
        this.writer = writer;
        this.composer = composer;
    }

    enum Status {
        SAVED
    }

    @RegisterForReflection
    record Result(
            Status status,
            String folder,

            @Description("UID in the folder, where known") @Nullable
            Long uid,

            String messageId) {}

    @Override
    Result work(Arguments arguments, Call call) {
        Composition letter = writer.write(arguments);
        MailboxSession session = current.session();
        Composed mail = composer.compose(letter);
        // Seen as well: one's own draft is no unread mail.
        Appended appended =
                session.append(session.resolve(arguments.get(FOLDER)), mail.kept(), List.of(Flag.DRAFT, Flag.SEEN));
        return new Result(
                Status.SAVED,
                appended.mailbox().value(),
                appended.uid().map(Uid::value).orElse(null),
                mail.messageId());
    }
}
