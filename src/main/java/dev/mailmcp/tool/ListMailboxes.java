package dev.mailmcp.tool;

import dev.mailmcp.mail.CurrentMailbox;
import dev.mailmcp.mail.Mailbox;
import dev.mailmcp.mail.Role;
import dev.mailmcp.mcp.Arguments;
import dev.mailmcp.mcp.Call;
import dev.mailmcp.mcp.Description;
import dev.mailmcp.mcp.Hints;
import dev.mailmcp.mcp.Parameter;
import dev.mailmcp.mcp.ToolDefinition;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** {@code list_mailboxes}: the folders of the account. */
@Singleton
final class ListMailboxes extends MailTool {
    private static final Parameter<Boolean> COUNTS =
            Parameter.truth("counts", "Also count messages").otherwise(true);

    private static final ToolDefinition DEFINITION = new ToolDefinition(
            "list_mailboxes",
            "List folders",
            "List the folders with roles and message counts. Other tools take these names.",
            MailScope.READ,
            new Hints(true, false, true, true),
            List.of(COUNTS),
            Folders.class);

    private final CurrentMailbox current;

    ListMailboxes(CurrentMailbox current) {
        super(DEFINITION);
        this.current = current;
    }

    @RegisterForReflection
    record Folders(List<Folder> mailboxes) {}

    @RegisterForReflection
    record Folder(
            String name,

            @Nullable String delimiter,

            Role role,
            @Nullable Long total,
            @Nullable Long unread,

            @Description("False: only holds others") boolean selectable) {}

    @Override
    Folders work(Arguments arguments, Call call) {
        boolean counts = arguments.get(COUNTS);
        return new Folders(current.session().mailboxes(counts).stream()
                .map(ListMailboxes::folder)
                .toList());
    }

    private static Folder folder(Mailbox mailbox) {
        return new Folder(
                mailbox.name().value(),
                mailbox.delimiter().orElse(null),
                mailbox.role(),
                number(mailbox.total()),
                number(mailbox.unread()),
                mailbox.selectable());
    }

    private static @Nullable Long number(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }
}
