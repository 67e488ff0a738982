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
import dev.mailmcp.mail.pool.Lease;
import dev.mailmcp.mail.pool.NoTurnException;
import dev.mailmcp.mail.pool.Pool;
import dev.mailmcp.mail.pool.PoolKey;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Borrows a connection for each operation, the one that has the mailbox selected if there is one. When a kept connection turns out
 * to be dead, the operation is done once more on a new one, unless a change has gone out: then nobody knows what became of it.
 */
final class LeasedSession implements MailboxSession {
    private final Pool<WarmConnection> pool;
    private final PoolKey key;
    private final Function<PoolKey, WarmConnection> opener;
    private final AccountMemory memory;

    LeasedSession(
            Pool<WarmConnection> pool, PoolKey key, Function<PoolKey, WarmConnection> opener, AccountMemory memory) {
        this.pool = pool;
        this.key = key;
        this.opener = opener;
        this.memory = memory;
    }

    private <T> T on(MailboxName mailbox, Function<MailboxSession, T> work) {
        return run(connection -> connection.hasSelected(mailbox), work, () -> true);
    }

    /** For what needs no mailbox to be selected. */
    private <T> T anywhere(Function<MailboxSession, T> work) {
        return run(WarmConnection::hasNoneSelected, work, () -> true);
    }

    private <T> T run(
            Predicate<WarmConnection> preferred, Function<MailboxSession, T> work, BooleanSupplier repeatable) {
        try (Lease<WarmConnection> lease = borrow(() -> pool.borrow(key, preferred, opener))) {
            WarmConnection connection = lease.connection();
            long changes = connection.changes();
            try {
                return work.apply(connection.session());
            } catch (MailException e) {
                boolean gone = !connection.usable() && (e.fault() == Fault.UNAVAILABLE || e.fault() == Fault.TIMEOUT);
                boolean untouched = connection.changes() == changes && repeatable.getAsBoolean();
                if (!lease.warm()
                        || !gone
                        || !untouched
                        || lease.ended()
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
        }
        try (Lease<WarmConnection> lease = borrow(() -> pool.borrowFresh(key, opener))) {
            return work.apply(lease.connection().session());
        }
    }

    private static Lease<WarmConnection> borrow(Supplier<Lease<WarmConnection>> pool) {
        try {
            return pool.get();
        } catch (NoTurnException e) {
            throw new MailException(
                    Fault.THROTTLED,
                    "no connection to the mail server is free: " + e.getMessage(),
                    "Wait a moment, then try again; ask for less at once.",
                    e);
        }
    }

    @Override
    public List<Mailbox> mailboxes(boolean counts) {
        return anywhere(session -> session.mailboxes(counts));
    }

    @Override
    public MailboxName resolve(String folder) {
        return anywhere(session -> session.resolve(folder));
    }

    @Override
    public Optional<MailboxName> inRole(Role role) {
        return anywhere(session -> session.inRole(role));
    }

    @Override
    public Acquaintances acquaintances() {
        return memory.acquaintances();
    }

    @Override
    public Optional<Correspondence.Known> known(MailboxName sent, String email) {
        return on(sent, session -> session.known(sent, email));
    }

    @Override
    public MessagePage newest(MailboxName mailbox, int page, int perPage, boolean beginnings) {
        return on(mailbox, session -> session.newest(mailbox, page, perPage, beginnings));
    }

    @Override
    public List<MessageSummary> describe(MailboxName mailbox, List<Uid> uids, Optional<UidValidity> expected) {
        return on(mailbox, session -> session.describe(mailbox, uids, expected));
    }

    @Override
    public Message read(MailboxName mailbox, Uid uid, Optional<UidValidity> expected) {
        return on(mailbox, session -> session.read(mailbox, uid, expected));
    }

    /** Done once more only as long as nothing has been written. */
    @Override
    public long download(MailboxName mailbox, Uid uid, UidValidity expected, Attachment attachment, OutputStream sink)
            throws IOException {
        var noticed = new NoticedSink(sink);
        try {
            return run(
                    connection -> connection.hasSelected(mailbox),
                    session -> {
                        try {
                            return session.download(mailbox, uid, expected, attachment, noticed);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    },
                    noticed::isUntouched);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Remembers whether anything was written. */
    private static final class NoticedSink extends FilterOutputStream {
        private boolean untouched = true;

        NoticedSink(OutputStream out) {
            super(out);
        }

        boolean isUntouched() {
            return untouched;
        }

        @Override
        public void write(int octet) throws IOException {
            untouched = false;
            out.write(octet);
        }

        @Override
        public void write(byte[] octets, int from, int length) throws IOException {
            untouched &= length == 0;
            out.write(octets, from, length);
        }
    }

    @Override
    public SearchHits search(MailboxName mailbox, SearchRequest request) {
        return on(mailbox, session -> session.search(mailbox, request));
    }

    @Override
    public Map<Uid, List<Flag>> store(
            MailboxName mailbox, List<Uid> uids, Optional<UidValidity> expected, List<Flag> add, List<Flag> remove) {
        return on(mailbox, session -> session.store(mailbox, uids, expected, add, remove));
    }

    @Override
    public Moved move(MailboxName mailbox, List<Uid> uids, Optional<UidValidity> expected, MailboxName destination) {
        return on(mailbox, session -> session.move(mailbox, uids, expected, destination));
    }

    @Override
    public MailboxName create(MailboxName name) {
        return anywhere(session -> session.create(name));
    }

    @Override
    public List<Uid> expunge(MailboxName mailbox, List<Uid> uids, Optional<UidValidity> expected) {
        return on(mailbox, session -> session.expunge(mailbox, uids, expected));
    }

    @Override
    public Appended append(MailboxName mailbox, Transmittable message, List<Flag> flags) {
        return anywhere(session -> session.append(mailbox, message, flags));
    }

    /** Nothing is held between operations. */
    @Override
    public void close() {}
}
