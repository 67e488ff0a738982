package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.UidValidity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Opens mailboxes. Questions may travel with their EXAMINE: what they answer under another UIDVALIDITY is thrown away. Changes
 * may not: they are sent only after the UIDVALIDITY has been seen.
 */
final class Opening {
    private final Connection connection;
    private final Directory directory;

    Opening(Connection connection, Directory directory) {
        this.connection = connection;
        this.directory = directory;
    }

    /** A mailbox opened for reading, and the replies to what was asked along with it. */
    record Examined(Selected mailbox, List<Reply> replies) {}

    /**
     * EXAMINE and questions in one flight.
     *
     * @param questions must not depend on what EXAMINE tells, nor change anything
     */
    Examined examine(MailboxName name, Optional<UidValidity> expected, List<Command> questions) {
        List<Command> commands = new ArrayList<>();
        commands.add(Command.asking("EXAMINE ").mailbox(name));
        commands.addAll(questions);
        List<Reply> replies = connection.send(commands);
        return new Examined(opened(name, expected, replies.getFirst()), replies.subList(1, replies.size()));
    }

    /** SELECT, alone. */
    Selected select(MailboxName name, Optional<UidValidity> expected) {
        return opened(name, expected, connection.send(Command.asking("SELECT ").mailbox(name)));
    }

    private Selected opened(MailboxName name, Optional<UidValidity> expected, Reply reply) {
        if (!reply.ok()) {
            throw directory.refused(name, reply);
        }
        Selected selected = Selected.of(name, reply);
        selected.mustHave(expected);
        return selected;
    }
}
