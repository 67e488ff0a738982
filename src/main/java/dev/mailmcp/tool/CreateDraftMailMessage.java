package dev.mailmcp.tool;

import dev.mailmcp.mail.Appended;
import dev.mailmcp.mail.Composer;
import dev.mailmcp.mail.Composer.Composed;
import dev.mailmcp.mail.Composition;
import dev.mailmcp.mail.CurrentMailbox;
import dev.mailmcp.mail.Flag;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mcp.Arguments;
import dev.mailmcp.mcp.Call;
import dev.mailmcp.mcp.Hints;
import dev.mailmcp.mcp.Parameter;
import dev.mailmcp.mcp.ToolDefinition;
import dev.mailmcp.outbox.Outbox;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code create_draft_mail_message}: a mail for the person to look at and send. */
@Singleton
final class CreateDraftMailMessage extends MailTool {
    private static final Parameter<String> FOLDER =
            Parameter.text("folder", "Name from list_mailboxes, or a role").otherwise("Drafts");

    private static final ToolDefinition DEFINITION = new ToolDefinition(
            "create_draft_mail_message",
            "Save a draft",
            "Save a mail as a draft, for the person to check and send. Nothing is sent.",
            MailScope.DRAFT,
            new Hints(false, false, false, true),
            Letter.parameters(FOLDER),
            Result.class);

    private final CurrentMailbox current;
    private final LetterWriter writer;
    private final Composer composer;
    private final Outbox outbox;

    CreateDraftMailMessage(CurrentMailbox current, LetterWriter writer, Composer composer, Outbox outbox) {
        super(DEFINITION);
        this.current = current;
        this.writer = writer;
        this.composer = composer;
        this.outbox = outbox;
    }

    enum Status {
        SAVED,
        /** It was there already, under the same key. */
        DUPLICATE
    }

    @RegisterForReflection
    record Result(Status status, String folder, @Nullable Long uid, String messageId) {}

    @Override
    Result work(Arguments arguments, Call call) {
        Composition letter = writer.write(arguments);
        MailboxSession session = current.session();
        MailboxName folder = session.resolve(arguments.get(FOLDER));
        Optional<String> key = arguments.get(Letter.IDEMPOTENCY_KEY);
        Composed mail = key.map(text -> composer.compose(letter, outbox.draft(text, letter)))
                .orElseGet(() -> composer.compose(letter));
        Optional<Uid> there = key.flatMap(_ -> Filed.find(session, folder, mail.messageId()));
        if (there.isPresent()) {
            return result(Status.DUPLICATE, folder, there, mail);
        }
        // Seen as well: one's own draft is no unread mail.
        Appended appended = session.append(folder, mail.kept(), List.of(Flag.DRAFT, Flag.SEEN));
        return result(Status.SAVED, appended.mailbox(), appended.uid(), mail);
    }

    private static Result result(Status status, MailboxName folder, Optional<Uid> uid, Composed mail) {
        return new Result(status, folder.value(), uid.map(Uid::value).orElse(null), mail.messageId());
    }
}
