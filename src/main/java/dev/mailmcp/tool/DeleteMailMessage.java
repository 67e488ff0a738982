package dev.mailmcp.tool;

import dev.mailmcp.mail.CurrentMailbox;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Role;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.UidValidity;
import dev.mailmcp.mcp.Arguments;
import dev.mailmcp.mcp.Call;
import dev.mailmcp.mcp.ClientCapability;
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

/** {@code delete_mail_message}: to the trash; for good only when that is asked for in so many words. */
@Singleton
final class DeleteMailMessage extends MailTool {
    private static final Parameter<Boolean> PERMANENT = Parameter.truth(
                    "permanent", "Remove for good instead of moving to Trash")
            .otherwise(false);

    private static final ToolDefinition DEFINITION = new ToolDefinition(
            "delete_mail_message",
            "Delete a message",
            "Move a message to Trash, or remove it for good with permanent=true, which asks the person where the client can."
                    + " Only the message named is removed.",
            MailScope.DELETE,
            new Hints(false, true, true, true),
            List.of(Which.FOLDER, Which.UID, Which.UIDVALIDITY, PERMANENT),
            Result.class);

    private final CurrentMailbox current;

    DeleteMailMessage(CurrentMailbox current) {
        super(DEFINITION);
        this.current = current;
    }

    @RegisterForReflection
    record Result(
            @Description("UIDs removed from the folder") List<Long> deleted,
            String folder,

            @Description("The trash folder; null when removed for good") @Nullable
            String to,

            boolean permanent) {}

    @Override
    Result work(Arguments arguments, Call call) {
        Uid uid = arguments.get(Which.UID);
        Optional<UidValidity> expected = arguments.get(Which.UIDVALIDITY);
        MailboxSession session = current.session();
        MailboxName folder = session.resolve(arguments.get(Which.FOLDER));
        if (arguments.get(PERMANENT)) {
            Optional<UidValidity> agreed = call.has(ClientCapability.ELICITATION_FORM)
                    ? Optional.of(Removal.confirmed(session.read(folder, uid, expected), call))
                    : expected;
            session.expunge(folder, List.of(uid), agreed);
            return new Result(List.of(uid.value()), folder.value(), null, true);
        }
        MailboxName trash = session.inRole(Role.TRASH)
                .orElseThrow(() -> needsPermanent("this account has no Trash folder, nothing was deleted"));
        if (folder.equals(trash)) {
            // Never for good by default: what is in the trash may be all that is left of a mistake.
            throw needsPermanent("the message is already in Trash, nothing was deleted");
        }
        session.move(folder, List.of(uid), expected, trash);
        return new Result(List.of(uid.value()), folder.value(), trash.value(), false);
    }

    private static ToolError needsPermanent(String message) {
        return ToolError.invalidArgument(message, "Set permanent=true if it shall be removed for good.");
    }
}
