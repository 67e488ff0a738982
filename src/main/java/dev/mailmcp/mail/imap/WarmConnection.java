package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.pool.Pooled;
import java.time.Clock;

/** A logged-in connection as the pool keeps it, with the session that works on it. */
final class WarmConnection implements Pooled {
    private final Connection connection;
    private final ImapSession session;

    WarmConnection(Connection connection, AccountMemory memory, Clock clock) {
        this.connection = connection;
        this.session = new ImapSession(connection, memory, clock);
    }

    ImapSession session() {
        return session;
    }

    /** How many changes have gone out on it. */
    long changes() {
        return connection.changes();
    }

    boolean hasSelected(MailboxName mailbox) {
        return connection
                .selected()
                .filter(selected -> selected.name().equals(mailbox))
                .isPresent();
    }

    /** Nothing is lost on it when another mailbox is selected. */
    boolean hasNoneSelected() {
        return connection.selected().isEmpty();
    }

    @Override
    public boolean usable() {
        return connection.usable();
    }

    @Override
    public boolean listen() {
        return connection.listen();
    }

    @Override
    public void close() {
        connection.close();
    }

    @Override
    public void abort() {
        connection.abort();
    }
}
