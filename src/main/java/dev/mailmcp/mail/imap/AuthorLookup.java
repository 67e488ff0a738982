package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.AddressList;
import dev.mailmcp.mail.Correspondence.Known;
import dev.mailmcp.mail.HeaderField;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.Role;
import dev.mailmcp.mail.SearchKey;
import dev.mailmcp.mail.SentMail;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.mime.HeaderBlock;
import dev.mailmcp.value.InvalidValue;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Asks whether the author of a message that is about to be read has ever been written to, in the flight of the reading: where a
 * list has told who the author is, a stranger costs no flight then, and a correspondent none where the server keeps what it found
 * (SEARCHRES, RFC 5182). Nothing is lost when it cannot be asked so: {@link SentMail} asks what is not known afterwards.
 */
final class AuthorLookup {
    private static final String SEARCHRES = "SEARCHRES";
    /** Octets: some hundred addresses. */
    private static final int MOST_HEADER = 16 * 1024;

    /**
     * The newest of what was found. To save the newest alone by the first search (MAX without COUNT, RFC 5182 §2.1) would leave
     * nobody who counts, and a server that leaves its answers half empty would make a stranger of everybody.
     */
    private static final Command NEWEST = Command.asking("UID SEARCH RETURN (SAVE MAX) UID $");

    private static final Command ITS_RECIPIENTS =
            Command.asking("UID FETCH $ (" + Fetched.RECIPIENTS + "<0." + MOST_HEADER + ">)");

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
        if (author.isEmpty() || memory.listing().isEmpty()) {
            return false;
        }
        return directory
                .inRole(Role.SENT)
                .filter(sent -> !sent.equals(mailbox.name()))
                .filter(sent -> isAskedAlong(sent, author.get()))
                .isPresent();
    }

    /** In a flight of its own; only where the server keeps what it finds, as a count alone says too little to ask for it first. */
    void ask(MailboxName sent, String email) {
        if (connection.capabilities().has(SEARCHRES) && isAskedAlong(sent, email)) {
            connection.send(List.of(Command.NOOP));
        }
    }

    private boolean isAskedAlong(MailboxName sent, String author) {
        SearchKey question = SentMail.to(author);
        // Without ESEARCH every mail to the author would be named. Other letters go as literals, for which the server
        // may
        // have to be waited for.
        if (!connection.capabilities().has("ESEARCH") || !SearchCommand.isAscii(question) || !memory.beginsLookup()) {
            return false;
        }
        boolean saves = connection.capabilities().has(SEARCHRES);
        var opened = new AtomicBoolean();
        connection.along(Command.opening(sent, false), reply -> opened.set(reply.ok()));
        connection.along(SearchCommand.of(question, saves ? "SAVE COUNT" : "COUNT", ""), reply -> {
            memory.endsLookup();
            if (opened.get() && reply.ok() && Matches.none(reply)) {
                memory.acquaintances().note(author, Known.NEVER);
            }
            if (saves) {
                mustBeTaken(reply, opened.get());
            }
        });
        if (saves) {
            connection.along(NEWEST, reply -> mustBeTaken(reply, opened.get()));
            connection.along(ITS_RECIPIENTS, reply -> {
                if (opened.get() && reply.ok() && wentTo(reply, author)) {
                    memory.acquaintances().note(author, Known.WRITTEN_TO);
                }
            });
        }
        return true;
    }

    /** A server that has SEARCHRES but does not take it is not asked so again on this connection: it may have saved anything. */
    private void mustBeTaken(Reply reply, boolean opened) {
        if (opened && !reply.ok()) {
            connection.capabilities(connection.capabilities().without(SEARCHRES));
        }
    }

    /** Of a list that may be cut off, the last address may be the beginning of another. */
    private static boolean wentTo(Reply reply, String email) {
        return Fetched.all(reply).stream()
                .flatMap(message -> message.recipients().stream())
                .filter(octets -> octets.length() < MOST_HEADER)
                .flatMap(octets -> HeaderBlock.read(octets.copy()).stream())
                .anyMatch(field -> names(field, email));
    }

    private static boolean names(HeaderField field, String email) {
        try {
            return AddressList.parse(field.value()).stream().anyMatch(address -> SentMail.isTo(address, email));
        } catch (InvalidValue _) {
            return false;
        }
    }
}
