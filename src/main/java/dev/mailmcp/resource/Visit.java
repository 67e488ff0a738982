package dev.mailmcp.resource;

import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Mailboxes;
import dev.mailmcp.mcp.CallerRejected;
import dev.mailmcp.token.AccessTokens;
import dev.mailmcp.token.Grant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One request of one caller: its grant, and the mailbox session opened for it. Everything that belongs to a caller lives here,
 * bound to the request's thread, and ends with the request.
 */
final class Visit implements AutoCloseable {
    /** Bound by {@link McpEndpoint} around each request; tools reach it through the ports that read it. */
    static final ScopedValue<Visit> CURRENT = ScopedValue.newInstance();

    private static final Logger LOG = Logger.getLogger(Visit.class);

    private final Grant grant;
    private final Mailboxes mailboxes;
    private final AccessTokens tokens;
    private @Nullable MailboxSession session;

    Visit(Grant grant, Mailboxes mailboxes, AccessTokens tokens) {
        this.grant = grant;
        this.mailboxes = mailboxes;
        this.tokens = tokens;
    }

    Grant grant() {
        return grant;
    }

    /**
     * @throws CallerRejected when the mail server refuses the login: the grant is stale from then on
     * @throws MailException when the server cannot be used for another reason
     */
    MailboxSession session() {
        MailboxSession open = session;
        if (open == null) {
            open = open();
            session = open;
        }
        return open;
    }

    private MailboxSession open() {
        try {
            return mailboxes.open(grant.account());
        } catch (MailException e) {
            if (e.fault() == MailException.Fault.LOGIN_REFUSED) {
                tokens.markStale(grant.id());
                throw new CallerRejected();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            if (session != null) {
                session.close();
            }
        } catch (RuntimeException e) {
            // The reply is made; a connection that does not close well must not spoil it.
            LOG.debugf("a mailbox session did not close well: %s", e.getClass().getName());
        }
    }
}
