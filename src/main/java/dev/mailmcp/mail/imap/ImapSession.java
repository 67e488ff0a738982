package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.Acquaintances;
import dev.mailmcp.mail.Appended;
import dev.mailmcp.mail.Attachment;
import dev.mailmcp.mail.Correspondence;
import dev.mailmcp.mail.Flag;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.mail.Mailbox;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Message;
import dev.mailmcp.mail.MessagePage;
import dev.mailmcp.mail.MessageSummary;
import dev.mailmcp.mail.Moved;
import dev.mailmcp.mail.Role;
import dev.mailmcp.mail.SearchHits;
import dev.mailmcp.mail.SearchRequest;
import dev.mailmcp.mail.Transmittable;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.UidValidity;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One authenticated connection as a mailbox session: says which class does what. */
final class ImapSession implements MailboxSession {
    private final Connection connection;
    private final AccountMemory memory;
    private final Directory directory;
    private final AuthorLookup authors;
    private final Reading reading;
    private final Searching searching;
    private final Changing changing;

    /** @param memory of the account, shared with its other sessions */
    ImapSession(Connection connection, AccountMemory memory, Clock clock) {
        this.connection = connection;
        this.memory = memory;
        this.directory = new Directory(connection, memory);
        Opening opening = new Opening(connection, directory, memory);
        this.authors = new AuthorLookup(connection, directory, memory);
        this.reading = new Reading(connection, opening, directory, memory, authors);
        this.searching = new Searching(connection, opening, memory, clock);
        this.changing = new Changing(connection, opening, directory);
    }

    @Override
    public List<Mailbox> mailboxes(boolean counts) {
        return directory.list(counts);
    }

    @Override
    public MailboxName resolve(String folder) {
        return directory.resolve(folder);
    }

    @Override
    public Optional<MailboxName> inRole(Role role) {
        return directory.inRole(role);
    }

    @Override
    public Acquaintances acquaintances() {
        return memory.acquaintances();
    }

    @Override
    public Optional<Correspondence.Known> known(MailboxName sent, String email) {
        authors.ask(sent, email);
        return memory.acquaintances().of(email);
    }

    @Override
    public MessagePage newest(MailboxName mailbox, int page, int perPage, boolean beginnings) {
        if (page < 1 || perPage < 1 || perPage > 100) {
            throw new MailException(
                    Fault.INVALID_ARGUMENT, "page starts at 1, per_page is 1 to 100", "Give numbers in these ranges.");
        }
        return reading.newest(mailbox, page, perPage, beginnings);
    }

    @Override
    public List<MessageSummary> describe(MailboxName mailbox, List<Uid> uids, Optional<UidValidity> expected) {
        return reading.describe(mailbox, uids, expected);
    }

    @Override
    public Message read(MailboxName mailbox, Uid uid, Optional<UidValidity> expected) {
        return reading.read(mailbox, uid, expected);
    }

    @Override
    public long download(MailboxName mailbox, Uid uid, UidValidity expected, Attachment attachment, OutputStream sink)
            throws IOException {
        return reading.download(mailbox, uid, expected, attachment, sink);
    }

    @Override
    public SearchHits search(MailboxName mailbox, SearchRequest request) {
        return searching.search(mailbox, request);
    }

    @Override
    public Map<Uid, List<Flag>> store(
            MailboxName mailbox, List<Uid> uids, Optional<UidValidity> expected, List<Flag> add, List<Flag> remove) {
        return afresh(() -> changing.store(mailbox, uids, expected, add, remove));
    }

    @Override
    public Moved move(MailboxName mailbox, List<Uid> uids, Optional<UidValidity> expected, MailboxName destination) {
        return afresh(() -> changing.move(mailbox, uids, expected, destination));
    }

    @Override
    public MailboxName create(MailboxName name) {
        return changing.create(name);
    }

    @Override
    public List<Uid> expunge(MailboxName mailbox, List<Uid> uids, Optional<UidValidity> expected) {
        return afresh(() -> changing.expunge(mailbox, uids, expected));
    }

    @Override
    public Appended append(MailboxName mailbox, Transmittable message, List<Flag> flags) {
        return changing.append(mailbox, message, flags);
    }

    /** A message that is not there may have come since the server last told this connection of news; nothing was changed then. */
    private <T> T afresh(Supplier<T> change) {
        try {
            return change.get();
        } catch (MailException e) {
            if (e.fault() != Fault.MESSAGE_NOT_FOUND || !connection.usable()) {
                throw e;
            }
            connection.send(Command.NOOP);
            return change.get();
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
