package dev.mailmcp.tool;

import dev.mailmcp.mail.Composition;
import dev.mailmcp.mail.CurrentMailbox;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Submission;
import dev.mailmcp.mcp.Arguments;
import dev.mailmcp.mcp.Call;
import dev.mailmcp.mcp.Hints;
import dev.mailmcp.mcp.Parameter;
import dev.mailmcp.mcp.ToolDefinition;
import dev.mailmcp.outbox.Outbox;
import jakarta.inject.Singleton;
import java.util.Optional;

/** {@code send_mail_message}: hands a mail over once, and says what became of it for each recipient. */
@Singleton
final class SendMailMessage extends MailTool {
    private static final Parameter<Optional<String>> FOLDER =
            Parameter.text("folder", "Folder for the copy; default: Sent").optional();

    private static final ToolDefinition DEFINITION = new ToolDefinition(
            "send_mail_message",
            "Send a message",
            "Send a mail now, for good, and keep a copy in Sent. The same mail within ten minutes, or with the same"
                    + " idempotency_key, is not sent twice. If status is unknown, do not send again.",
            MailScope.SEND,
            new Hints(false, true, false, true),
            Letter.parameters(FOLDER),
            SendReport.class);

    private final CurrentMailbox current;
    private final LetterWriter writer;
    private final Outbox outbox;
    private final Handover handover;

    SendMailMessage(CurrentMailbox current, LetterWriter writer, Outbox outbox, Handover handover) {
        super(DEFINITION);
        this.current = current;
        this.writer = writer;
        this.outbox = outbox;
        this.handover = handover;
    }

    @Override
    SendReport work(Arguments arguments, Call call) {
        Composition letter = writer.write(arguments);
        MailboxSession session = current.session();
        Submission submission = current.submission();
        SentCopy copy = SentCopy.plan(session, submission.savesSentCopy(), arguments.get(FOLDER));
        Outbox.Mail mail = outbox.name(arguments.get(Letter.IDEMPOTENCY_KEY), letter);
        call.takesLong();
        return Unstoppable.run(() -> {
            try {
                return handover.once(mail, letter, copy, session, submission);
            } finally {
                session.acquaintances().forget(letter.recipients());
            }
        });
    }
}
