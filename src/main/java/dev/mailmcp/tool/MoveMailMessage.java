package dev.mailmcp.tool;

import dev.mailmcp.mail.CurrentMailbox;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.MessageSummary;
import dev.mailmcp.mail.Moved;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.UidValidity;
import dev.mailmcp.mcp.Arguments;
import dev.mailmcp.mcp.Call;
import dev.mailmcp.mcp.Hints;
import dev.mailmcp.mcp.Parameter;
import dev.mailmcp.mcp.ToolDefinition;
import dev.mailmcp.mcp.ToolError;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code move_mail_message}: from one folder to another. */
@Singleton
final class MoveMailMessage extends MailTool {
    private static final Parameter<String> DESTINATION =
            Parameter.text("destination", "Name from list_mailboxes, or a role such as Archive");
    private static final Parameter<Boolean> CREATE =
            Parameter.truth("create", "Make the destination if missing").otherwise(false);

    private static final ToolDefinition DEFINITION = new ToolDefinition(
            "move_mail_message",
            "Move messages",
            "Move messages to another folder, where they get a new_uid (null where the server tells none).",
            MailScope.ORGANIZE,
            // Destructive, because a destination may be emptied by itself: Trash and Junk are, by most providers.
            new Hints(false, true, false, true),
            List.of(Which.FOLDER, Which.ONE_UID, Which.UIDS, DESTINATION, CREATE, Which.UIDVALIDITY, Which.DRY_RUN),
            Result.class);

    private final CurrentMailbox current;

    MoveMailMessage(CurrentMailbox current) {
        super(DEFINITION);
        this.current = current;
    }

    @RegisterForReflection
    record Result(
            List<MovedMessage> moved,
            String from,
            String to,
            boolean created,
            List<Long> notFound,
            boolean dryRun,
            List<String> preview,
            List<String> warnings) {}

    @RegisterForReflection
    record MovedMessage(long uid, @Nullable Long newUid) {
        static List<MovedMessage> all(List<Uid> uids, Map<Uid, Uid> newUids) {
            return uids.stream()
                    .map(uid -> new MovedMessage(
                            uid.value(),
                            Optional.ofNullable(newUids.get(uid))
                                    .map(Uid::value)
                                    .orElse(null)))
                    .toList();
        }
    }

    @Override
    Result work(Arguments arguments, Call call) {
        List<Uid> uids = Which.uids(arguments);
        Optional<UidValidity> expected = arguments.get(Which.UIDVALIDITY);
        MailboxSession session = current.session();
        MailboxName from = session.resolve(arguments.get(Which.FOLDER));
        String destination = arguments.get(DESTINATION);
        Optional<MailboxName> existing = existing(session, destination, arguments.get(CREATE));
        if (existing.filter(from::equals).isPresent()) {
            throw ToolError.invalidArgument(
                    "destination is the folder where the message already is",
                    "Name another folder, or leave it there.");
        }
        if (arguments.get(Which.DRY_RUN)) {
            List<MessageSummary> messages = session.describe(from, uids, expected);
            return wouldMove(messages, uids, from, existing, destination);
        }
        MailboxName to = existing.orElseGet(() -> {
            // A folder is not made for messages that are not there.
            session.describe(from, uids, expected);
            return session.create(new MailboxName(destination.strip()));
        });
        Moved moved = session.move(from, uids, expected, to);
        return new Result(
                MovedMessage.all(moved.moved(), moved.uids()),
                from.value(),
                to.value(),
                existing.isEmpty(),
                Which.missing(uids, moved.moved()),
                false,
                List.of(),
                moved.left().stream().toList());
    }

    /** Empty when it is to be made. */
    private static Optional<MailboxName> existing(MailboxSession session, String destination, boolean create) {
        try {
            return Optional.of(session.resolve(destination));
        } catch (MailException e) {
            if (create && e.fault() == MailException.Fault.FOLDER_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Result wouldMove(
            List<MessageSummary> messages,
            List<Uid> named,
            MailboxName from,
            Optional<MailboxName> existing,
            String destination) {
        List<Uid> found = messages.stream().map(MessageSummary::uid).toList();
        return new Result(
                MovedMessage.all(found, Map.of()),
                from.value(),
                existing.map(MailboxName::value).orElse(destination),
                existing.isEmpty(),
                Which.missing(named, found),
                true,
                Preview.of(messages),
                List.of());
    }
}
