package dev.mailmcp.tool;

import dev.mailmcp.mail.CurrentMailbox;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.MessageSummary;
import dev.mailmcp.mail.Moved;
import dev.mailmcp.mail.Role;
import dev.mailmcp.mail.SearchHits;
import dev.mailmcp.mail.SearchKey;
import dev.mailmcp.mail.SearchRequest;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.UidValidity;
import dev.mailmcp.mcp.Arguments;
import dev.mailmcp.mcp.Call;
import dev.mailmcp.mcp.ClientCapability;
import dev.mailmcp.mcp.Hints;
import dev.mailmcp.mcp.Parameter;
import dev.mailmcp.mcp.ToolDefinition;
import dev.mailmcp.mcp.ToolError;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code delete_mail_message}: to the trash; for good only when that is asked for in so many words. */
@Singleton
final class DeleteMailMessage extends MailTool {
    private static final Parameter<Boolean> PERMANENT =
            Parameter.truth("permanent", "For good, not to Trash").otherwise(false);

    private static final ToolDefinition DEFINITION = new ToolDefinition(
            "delete_mail_message",
            "Delete messages",
            "Move messages to Trash, or remove them for good with permanent=true, which asks the person where the client can.",
            MailScope.DELETE,
            new Hints(false, true, true, true),
            List.of(Which.FOLDER, Which.ONE_UID, Which.UIDS, Which.UIDVALIDITY, PERMANENT, Which.DRY_RUN),
            Result.class);

    private final CurrentMailbox current;

    DeleteMailMessage(CurrentMailbox current) {
        super(DEFINITION);
        this.current = current;
    }

    @RegisterForReflection
    record Result(
            List<Long> deleted,
            String folder,

            @Nullable String to,

            boolean permanent,
            List<Long> notFound,
            boolean dryRun,
            List<String> preview,
            List<String> warnings) {}

    /** What to delete, and where from. */
    private record Order(MailboxName folder, List<Uid> uids, Optional<UidValidity> expected) {
        Result done(List<Uid> deleted, Optional<MailboxName> trash, Optional<String> warning) {
            return result(deleted, trash, false, List.of(), warning);
        }

        Result wouldDo(List<MessageSummary> messages, Optional<MailboxName> trash) {
            List<Uid> found = messages.stream().map(MessageSummary::uid).toList();
            return result(found, trash, true, Preview.of(messages), Optional.empty());
        }

        private Result result(
                List<Uid> deleted,
                Optional<MailboxName> trash,
                boolean dryRun,
                List<String> preview,
                Optional<String> warning) {
            return new Result(
                    deleted.stream().map(Uid::value).toList(),
                    folder.value(),
                    trash.map(MailboxName::value).orElse(null),
                    trash.isEmpty(),
                    Which.missing(uids, deleted),
                    dryRun,
                    preview,
                    warning.stream().toList());
        }

        /** The search that finds exactly these messages, and says under which UIDVALIDITY. */
        SearchRequest search() {
            String set = uids.stream().map(Uid::toString).collect(Collectors.joining(","));
            return new SearchRequest(
                    new SearchKey.Sequence(true, set), uids.size(), uids.size(), expected, Optional.empty());
        }
    }

    @Override
    Result work(Arguments arguments, Call call) {
        List<Uid> uids = Which.uids(arguments);
        MailboxSession session = current.session();
        var order = new Order(session.resolve(arguments.get(Which.FOLDER)), uids, arguments.get(Which.UIDVALIDITY));
        boolean dryRun = arguments.get(Which.DRY_RUN);
        if (arguments.get(PERMANENT)) {
            return dryRun
                    ? order.wouldDo(described(session, order), Optional.empty())
                    : order.done(removed(session, order, call), Optional.empty(), Optional.empty());
        }
        MailboxName trash = trash(session, order.folder());
        if (dryRun) {
            return order.wouldDo(described(session, order), Optional.of(trash));
        }
        Moved moved = session.move(order.folder(), uids, order.expected(), trash);
        return order.done(moved.moved(), Optional.of(trash), moved.left());
    }

    private static List<MessageSummary> described(MailboxSession session, Order order) {
        return session.describe(order.folder(), order.uids(), order.expected());
    }

    private static MailboxName trash(MailboxSession session, MailboxName folder) {
        MailboxName trash = session.inRole(Role.TRASH)
                .orElseThrow(() -> needsPermanent("this account has no Trash folder, nothing was deleted"));
        if (folder.equals(trash)) {
            // Never for good by default: what is in the trash may be all that is left of a mistake.
            throw needsPermanent("the message is already in Trash, nothing was deleted");
        }
        return trash;
    }

    private static List<Uid> removed(MailboxSession session, Order order, Call call) {
        if (!call.has(ClientCapability.ELICITATION_FORM)) {
            return session.expunge(order.folder(), order.uids(), order.expected());
        }
        SearchHits shown = session.search(order.folder(), order.search());
        if (shown.summaries().isEmpty()) {
            throw new ToolError(
                    "message_not_found",
                    "none of the messages is in the folder",
                    "List or search the folder for current UIDs.",
                    false);
        }
        Removal.confirmed(shown, call);
        List<Uid> agreed = shown.summaries().stream().map(MessageSummary::uid).toList();
        return session.expunge(order.folder(), agreed, Optional.of(shown.uidValidity()));
    }

    private static ToolError needsPermanent(String message) {
        return ToolError.invalidArgument(message, "Set permanent=true if it shall be removed for good.");
    }
}
