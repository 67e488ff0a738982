package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.Correspondence.Known;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.Role;
import dev.mailmcp.mail.SearchKey;
import dev.mailmcp.mail.SentMail;
import dev.mailmcp.mail.Uid;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Asks whether the author of a message that is about to be read has ever been written to, in the flight of the reading: where a
 * list has told who the author is, a stranger costs no flight then. Nothing is lost when it cannot be asked so: {@link SentMail}
 * asks what is not known afterwards.
 */
final class AuthorLookup {
    private final Connection connection;
    private final Directory directory;
    private final AccountMemory memory;

    AuthorLookup(Connection connection, Directory directory, AccountMemory memory) {
        this.connection = connection;
        this.directory = directory;
        this.memory = memory;
    }

    /** @return whether it goes along with the next commands, which have to open the mailbox again then */
    boolean goesAlong(Selected mailbox, Uid uid) {
        Optional<String> author = memory.author(mailbox, uid)
                .filter(email -> memory.acquaintances().of(email).isEmpty());
        // Without ESEARCH every mail to the author would be named.
        if (author.isEmpty()
                || !connection.capabilities().has("ESEARCH")
                || memory.listing().isEmpty()) {
            return false;
        }
        Optional<MailboxName> sent = directory.inRole(Role.SENT).filter(name -> !name.equals(mailbox.name()));
        SearchKey question = SentMail.to(author.get());
        // Other letters go as literals, for which the server may have to be waited for.
        if (sent.isEmpty() || !SearchCommand.isAscii(question) || !memory.beginsLookup()) {
            return false;
        }
        var opened = new AtomicBoolean();
        connection.along(Command.opening(sent.get(), false), reply -> opened.set(reply.ok()));
        connection.along(SearchCommand.of(question, "COUNT", ""), reply -> {
            memory.endsLookup();
            if (opened.get() && reply.ok() && Matches.none(reply)) {
                memory.acquaintances().note(author.get(), Known.NEVER);
            }
        });
        return true;
    }
}
