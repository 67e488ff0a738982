package dev.mailmcp.tool;

import dev.mailmcp.mail.CurrentMailbox;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.MessagePage;
import dev.mailmcp.mcp.Arguments;
import dev.mailmcp.mcp.Call;
import dev.mailmcp.mcp.Hints;
import dev.mailmcp.mcp.Parameter;
import dev.mailmcp.mcp.ToolDefinition;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.util.List;

/** {@code list_mail_messages}: one page of a folder, newest first. */
@Singleton
final class ListMailMessages extends MailTool {
    private static final Parameter<Long> PAGE =
            Parameter.integer("page", "1 is the newest page", 1, 1_000_000).otherwise(1L);
    private static final Parameter<Long> PER_PAGE =
            Parameter.integer("per_page", "Messages per page", 1, 100).otherwise(20L);

    private static final Parameter<Boolean> PREVIEWS =
            Parameter.truth("previews", "First words of each").otherwise(false);

    private static final ToolDefinition DEFINITION = new ToolDefinition(
            "list_mail_messages",
            "List messages",
            "List a folder's messages page by page, newest first, without bodies." + Which.OUTSIDE_WORDS,
            MailScope.READ,
            new Hints(true, false, true, true),
            List.of(Which.FOLDER, PAGE, PER_PAGE, PREVIEWS),
            Page.class);

    private final CurrentMailbox current;
    private final FirstWords words;

    ListMailMessages(CurrentMailbox current, FirstWords words) {
        super(DEFINITION);
        this.current = current;
        this.words = words;
    }

    @RegisterForReflection
    record Page(String folder, long uidvalidity, long total, long page, long perPage, List<Summary> messages) {}

    @Override
    Page work(Arguments arguments, Call call) {
        int number = Math.toIntExact(arguments.get(PAGE));
        int perPage = Math.toIntExact(arguments.get(PER_PAGE));
        MailboxSession session = current.session();
        MessagePage page =
                session.newest(session.resolve(arguments.get(Which.FOLDER)), number, perPage, arguments.get(PREVIEWS));
        return new Page(
                page.mailbox().value(),
                page.uidValidity().value(),
                page.total(),
                number,
                perPage,
                page.messages().stream()
                        .map(message -> Summary.of(message, message.beginning().flatMap(words::of)))
                        .toList());
    }
}
