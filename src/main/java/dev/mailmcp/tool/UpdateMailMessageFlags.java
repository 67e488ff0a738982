package dev.mailmcp.tool;

import dev.mailmcp.mail.CurrentMailbox;
import dev.mailmcp.mail.Flag;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.MessageSummary;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.UidValidity;
import dev.mailmcp.mcp.Arguments;
import dev.mailmcp.mcp.Call;
import dev.mailmcp.mcp.Description;
import dev.mailmcp.mcp.Hints;
import dev.mailmcp.mcp.Parameter;
import dev.mailmcp.mcp.ToolDefinition;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code update_mail_message_flags}: sets and clears flags and keywords. */
@Singleton
final class UpdateMailMessageFlags extends MailTool {
    private static final Parameter<List<FlagWords.Word>> ADD =
            words("add", "Flags to set: read, starred, answered, draft, deleted (or as \\Seen), or keywords");
    private static final Parameter<List<FlagWords.Word>> REMOVE = words("remove", "Flags to clear");

    private static final ToolDefinition DEFINITION = new ToolDefinition(
            "update_mail_message_flags",
            "Change messages' flags",
            "Set or clear flags: mark as read (add read), star (add starred), and so on.",
            MailScope.ORGANIZE,
            new Hints(false, false, true, true),
            List.of(Which.FOLDER, Which.ONE_UID, Which.UIDS, ADD, REMOVE, Which.UIDVALIDITY, Which.DRY_RUN),
            Result.class);

    private final CurrentMailbox current;

    UpdateMailMessageFlags(CurrentMailbox current) {
        super(DEFINITION);
        this.current = current;
    }

    @RegisterForReflection
    record Result(String folder, List<Updated> updated, List<Long> notFound, boolean dryRun, List<String> preview) {}

    @RegisterForReflection
    record Updated(
            long uid, @Description("All flags it has now") List<String> flags) {}

    private static Parameter<List<FlagWords.Word>> words(String name, String description) {
        return Parameter.texts(name, description)
                .as(words -> words.stream().map(FlagWords.Word::of).toList())
                .otherwise(List.of());
    }

    @Override
    Result work(Arguments arguments, Call call) {
        FlagWords change = FlagWords.of(arguments.get(ADD), arguments.get(REMOVE));
        List<Uid> uids = Which.uids(arguments);
        Optional<UidValidity> expected = arguments.get(Which.UIDVALIDITY);
        MailboxSession session = current.session();
        MailboxName folder = session.resolve(arguments.get(Which.FOLDER));
        if (arguments.get(Which.DRY_RUN)) {
            List<MessageSummary> messages = session.describe(folder, uids, expected);
            Map<Uid, List<Flag>> after = new LinkedHashMap<>();
            messages.forEach(message -> after.put(message.uid(), change.on(message.flags())));
            return result(folder, uids, after, true, Preview.of(messages));
        }
        return result(
                folder, uids, session.store(folder, uids, expected, change.add(), change.remove()), false, List.of());
    }

    private static Result result(
            MailboxName folder, List<Uid> named, Map<Uid, List<Flag>> after, boolean dryRun, List<String> preview) {
        return new Result(
                folder.value(),
                after.entrySet().stream()
                        .map(entry -> new Updated(entry.getKey().value(), Shown.flags(entry.getValue())))
                        .toList(),
                Which.missing(named, after.keySet()),
                dryRun,
                preview);
    }
}
