package dev.mailmcp.tool;

import dev.mailmcp.mail.CurrentMailbox;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.Mailbox;
import dev.mailmcp.mcp.Completer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Completes the name of a folder. */
@Singleton
public final class FolderNames implements Completer {
    private final CurrentMailbox current;

    public FolderNames(CurrentMailbox current) {
        this.current = current;
    }

    /** Nothing while the mail server cannot be reached: whoever types goes on without help. */
    @Override
    public List<String> complete(String typed, Map<String, String> others) {
        return Completer.among(this::names).complete(typed, others);
    }

    private List<String> names() {
        try {
            return current.session().mailboxes(false).stream()
                    .filter(Mailbox::selectable)
                    .map(mailbox -> mailbox.name().value())
                    .toList();
        } catch (MailException _) {
            return List.of();
        }
    }
}
