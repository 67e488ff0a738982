package dev.mailmcp.resource;

import dev.mailmcp.mail.KeptMailboxes;
import dev.mailmcp.mcp.McpServer;
import dev.mailmcp.token.AccessTokens;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Ends the work of grants that have ended, wherever that happened: calls under way, and with them the mail connections that they
 * hold. A token is looked at when a call comes; this looks again while the call lasts.
 */
@Singleton
public final class GrantWatch {
    private static final Logger LOG = Logger.getLogger(GrantWatch.class);

    private final McpServer server;
    private final KeptMailboxes mailboxes;
    private final AccessTokens tokens;

    GrantWatch(McpServer server, KeptMailboxes mailboxes, AccessTokens tokens) {
        this.server = server;
        this.mailboxes = mailboxes;
        this.tokens = tokens;
    }

    /**
     * Looks once at each grant that has work under way or connections kept.
     *
     * @throws RuntimeException when it cannot be told whether a grant stands; what is under way goes on then
     */
    public void look() {
        Set<String> working = server.callersAtWork();
        Set<String> grants = new HashSet<>(working);
        grants.addAll(mailboxes.grants());
        for (String grant : grants) {
            if (!tokens.alive(grant)) {
                if (working.contains(grant)) {
                    LOG.infof("the work of grant %s ends with it", grant);
                    server.dismiss(grant);
                }
                mailboxes.end(grant);
            }
        }
    }
}
