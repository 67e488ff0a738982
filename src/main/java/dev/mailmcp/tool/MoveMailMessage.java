package dev.mailmcp.tool;

import dev.mailmcp.mail.CurrentMailbox;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Moved;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mcp.Arguments;
import dev.mailmcp.mcp.Call;
import dev.mailmcp.mcp.Description;
import dev.mailmcp.mcp.Hints;
import dev.mailmcp.mcp.Parameter;
import dev.mailmcp.mcp.ToolDefinition;
import dev.mailmcp.mcp.ToolError;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code move_mail_message}: from one folder to another. */
@Singleton
final class MoveMailMessage extends MailTool {
    private static final Parameter<String> DESTINATION =
            Parameter.text("destination", "Folder to move to: a name from list_mailboxes, or a role such as Archive");

    private static final ToolDefinition DEFINITION = new ToolDefinition(
            "move_mail_message",
            "Move a message",
            "Move a message to another folder. It has another UID there, which is told where the server tells it.",
            MailScope.ORGANIZE,
            // Destructive, because a destination may be emptied by itself: Trash and Junk are, by most providers.
            new Hints(false, true, false, true),
            List.of(Which.FOLDER, Which.UID, DESTINATION, Which.UIDVALIDITY),
            Result.class);

    private final CurrentMailbox current;

    MoveMailMessage(CurrentMailbox current) {
        super(DEFINITION);
        this.current = current;
    }

    @RegisterForReflection
    record Result(List<MovedMessage> moved, String from, String to) {}

    @RegisterForReflection
    record MovedMessage(
            long uid,

            @Description("UID in the destination, where known") @Nullable
            Long newUid) {}

    @Override
    Result work(Arguments arguments, Call call) {
        Uid uid = arguments.get(Which.UID);
        MailboxSession session = current.session();
        MailboxName from = session.resolve(arguments.get(Which.FOLDER));
        MailboxName to = session.resolve(arguments.get(DESTINATION));
        if (from.equals(to)) {
            throw ToolError.invalidArgument(
                    "destination is the folder where the message already is",
                    "Name another folder, or leave it there.");
        }
        Moved moved = session.move(from, List.of(uid), arguments.get(Which.UIDVALIDITY), to);
        Optional<Uid> newUid = Optional.ofNullable(moved.uids().get(uid));
        return new Result(
                List.of(new MovedMessage(uid.value(), newUid.map(Uid::value).orElse(null))),
                moved.from().value(),
                moved.to().value());
    }
}
