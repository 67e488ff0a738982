package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.UidValidity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Opens mailboxes; one that is open already costs nothing. Questions may travel with their EXAMINE: what they answer under another
 * UIDVALIDITY is thrown away. Changes may not: they are sent only after the UIDVALIDITY has been seen.
 */
final class Opening {
    private final Connection connection;
    private final Directory directory;
    private final AccountMemory memory;

    Opening(Connection connection, Directory directory, AccountMemory memory) {
        this.connection = connection;
        this.directory = directory;
        this.memory = memory;
    }

    /** A mailbox opened for reading, and the replies to what was asked along with it. */
    record Examined(Selected mailbox, List<Reply> replies) {}

    /** The mailbox, when it is the one selected on this connection. */
    Optional<Selected> current(MailboxName name) {
        return connection.selected().filter(selected -> selected.name().equals(name));
    }

    /**
     * EXAMINE and questions in one flight; where the mailbox is open already, questions that see all that has arrived in it by now.
     *
     * @param questions must not depend on what EXAMINE tells, nor change anything
     */
    Examined examine(MailboxName name, Optional<UidValidity> expected, List<Command> questions) {
        Optional<Selected> before = current(name);
        if (before.isEmpty()) {
            return ask(Command.opening(name, false), name, expected, questions);
        }
        before.get().mustHave(expected);
        Examined now = ask(Command.NOOP, name, expected, questions);
        boolean late = now.mailbox().exists() > before.get().exists();
        // Dovecot may tell of new mail after it has answered what was asked behind the NOOP.
        return late && !questions.isEmpty() ? ask(Command.NOOP, name, expected, questions) : now;
    }

    /**
     * One command and questions in one flight.
     *
     * @param first opens the mailbox, or is a NOOP where it is open
     */
    Examined ask(Command first, MailboxName name, Optional<UidValidity> expected, List<Command> questions) {
        List<Command> commands = new ArrayList<>();
        commands.add(first);
        commands.addAll(questions);
        List<Reply> replies = connection.send(commands);
        return new Examined(opened(name, expected, replies.getFirst()), replies.subList(1, replies.size()));
    }

    /** Opens it for reading, unless it is open. */
    Selected open(MailboxName name, Optional<UidValidity> expected) {
        Optional<Selected> current = current(name);
        if (current.isEmpty()) {
            return ask(Command.opening(name, false), name, expected, List.of()).mailbox();
        }
        current.get().mustHave(expected);
        return current.get();
    }

    /** Opens it for changes, unless it is: a SELECT, alone. */
    Selected select(MailboxName name, Optional<UidValidity> expected) {
        Optional<Selected> current = current(name).filter(Selected::writable);
        if (current.isEmpty()) {
            return ask(Command.opening(name, true), name, expected, List.of()).mailbox();
        }
        current.get().mustHave(expected);
        return current.get();
    }

    private Selected opened(MailboxName name, Optional<UidValidity> expected, Reply reply) {
        if (!reply.ok()) {
            throw directory.refused(name, reply);
        }
        // Gone when the server has changed the UIDVALIDITY of an open mailbox: nothing of the answers can be relied on.
        Selected selected = current(name).orElseThrow(Faults::stale);
        memory.opened(selected);
        selected.mustHave(expected);
        return selected;
    }
}
