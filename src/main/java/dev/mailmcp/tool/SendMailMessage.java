package dev.mailmcp.tool;

import dev.mailmcp.mail.Address;
import dev.mailmcp.mail.Composer;
import dev.mailmcp.mail.Composer.Composed;
import dev.mailmcp.mail.Composition;
import dev.mailmcp.mail.CurrentMailbox;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Submission;
import dev.mailmcp.mcp.Arguments;
import dev.mailmcp.mcp.Call;
import dev.mailmcp.mcp.Hints;
import dev.mailmcp.mcp.Parameter;
import dev.mailmcp.mcp.ToolDefinition;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code send_mail_message}: hands a mail over once, and says what became of it for each recipient. */
@Singleton
final class SendMailMessage extends MailTool {
    private static final Parameter<Optional<String>> FOLDER = Parameter.text(
                    "folder", "Folder for the copy, from list_mailboxes; default: Sent")
            .optional();

    private static final ToolDefinition DEFINITION = new ToolDefinition(
            "send_mail_message",
            "Send a message",
            "Send a mail now and keep a copy in Sent. It cannot be taken back. If status is unknown, do not send again.",
            MailScope.SEND,
            new Hints(false, true, false, true),
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
            SendReport.class);

    private final CurrentMailbox current;
    private final LetterWriter writer;
    private final Composer composer;

    SendMailMessage(CurrentMailbox current, LetterWriter writer, Composer composer) {
        super(DEFINITION);
        this.current = current;
        this.writer = writer;
        this.composer = composer;
    }

    @Override
    SendReport work(Arguments arguments, Call call) {
        Composition letter = writer.write(arguments);
        MailboxSession session = current.session();
        Submission submission = current.submission();
        SentCopy copy = SentCopy.plan(session, submission.savesSentCopy(), arguments.get(FOLDER));
        Composed mail = composer.compose(letter);
        call.takesLong();
        return Unstoppable.run(() -> {
            Submission.Outcome outcome =
                    submission.submit(mail.outgoing(), letter.from().email(), recipients(letter));
            return switch (outcome) {
                case Submission.Outcome.Accepted accepted ->
                    SendReport.sent(mail, accepted, copy, copy.file(session, mail));
                case Submission.Outcome.Unknown _ -> SendReport.unknown(mail);
            };
        });
    }

    private static List<String> recipients(Composition letter) {
        return Stream.of(letter.to(), letter.cc(), letter.bcc())
                .flatMap(List::stream)
                .map(Address::email)
                .distinct()
                .toList();
    }
}
