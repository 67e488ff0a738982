package dev.mailmcp.tool;

import dev.mailmcp.mail.CurrentMailbox;
import dev.mailmcp.mail.Flag;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mcp.Arguments;
import dev.mailmcp.mcp.Call;
import dev.mailmcp.mcp.Description;
import dev.mailmcp.mcp.Hints;
import dev.mailmcp.mcp.Parameter;
import dev.mailmcp.mcp.ToolDefinition;
import dev.mailmcp.mcp.ToolError;
import dev.mailmcp.value.InvalidValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** {@code update_mail_message_flags}: sets and clears flags and keywords. */
@Singleton
final class UpdateMailMessageFlags extends MailTool {
    private static final Parameter<List<Flag>> ADD = Parameter.texts(
                    "add", "Flags to set: Seen, Answered, Flagged, Draft, Deleted (a backslash is fine) or keywords")
            .as(UpdateMailMessageFlags::flags)
            .otherwise(List.of());
    private static final Parameter<List<Flag>> REMOVE = Parameter.texts("remove", "Flags to clear")
            .as(UpdateMailMessageFlags::flags)
            .otherwise(List.of());

    private static final ToolDefinition DEFINITION = new ToolDefinition(
            "update_mail_message_flags",
            "Change a message's flags",
            "Set or clear flags of a message: mark as read (add Seen), star (add Flagged), and so on.",
            MailScope.ORGANIZE,
            new Hints(false, false, true, true),
            List.of(Which.FOLDER, Which.UID, ADD, REMOVE, Which.UIDVALIDITY),
            Result.class);

    private final CurrentMailbox current;

    UpdateMailMessageFlags(CurrentMailbox current) {
        super(DEFINITION);
        this.current = current;
    }

    @RegisterForReflection
    record Result(String folder, List<Updated> updated) {}

    @RegisterForReflection
    record Updated(
            long uid, @Description("All flags it has now") List<String> flags) {}

    @Override
    Result work(Arguments arguments, Call call) {
        List<Flag> add = arguments.get(ADD);
        List<Flag> remove = arguments.get(REMOVE);
        if (add.isEmpty() && remove.isEmpty()) {
            throw ToolError.invalidArgument("neither add nor remove names a flag", "For instance: add [\"Seen\"].");
        }
        if (add.stream().anyMatch(remove::contains)) {
            throw ToolError.invalidArgument("add and remove name the same flag", "Put each flag into one of them.");
        }
        MailboxSession session = current.session();
        MailboxName folder = session.resolve(arguments.get(Which.FOLDER));
        Map<Uid, List<Flag>> after =
                session.store(folder, List.of(arguments.get(Which.UID)), arguments.get(Which.UIDVALIDITY), add, remove);
        return new Result(
                folder.value(),
                after.entrySet().stream()
                        .map(entry -> new Updated(entry.getKey().value(), Shown.flags(entry.getValue())))
                        .toList());
    }

    private static List<Flag> flags(List<String> words) {
        List<Flag> flags = words.stream().map(Flag::new).distinct().toList();
        if (flags.stream().anyMatch(flag -> flag.value().equalsIgnoreCase("\\Recent"))) {
            throw new InvalidValue("\\Recent belongs to the server, nobody can set or clear it");
        }
        return flags;
    }
}
