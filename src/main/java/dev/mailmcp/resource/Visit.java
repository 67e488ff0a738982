package dev.mailmcp.resource;

import dev.mailmcp.mail.KeptMailboxes;
import dev.mailmcp.mail.MailboxSession;
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
    private final KeptMailboxes mailboxes;
    private final AccessTokens tokens;
    private @Nullable MailboxSession session;

    Visit(Grant grant, KeptMailboxes mailboxes, AccessTokens tokens) {
        this.grant = grant;
        this.mailboxes = mailboxes;
        this.tokens = tokens;
    }

    Grant grant() {
        return grant;
    }

    /**
     * May be used by several threads. Its methods throw {@link CallerRejected} when the mail server refuses the login: the grant is
     * stale from then on.
     */
    synchronized MailboxSession session() {
        MailboxSession open = session;
        if (open == null) {
            open = mailboxes.of(grant.id(), grant.account(), _ -> {
                tokens.markStale(grant.id());
                return new CallerRejected();
            });
            session = open;
        }
        return open;
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
