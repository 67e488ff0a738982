package dev.mailmcp.resource;

import dev.mailmcp.mcp.McpServer;
import dev.mailmcp.token.AccessTokens;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Ends the work of grants that have ended, wherever that happened: calls under way, and with them the mail connections that they
 * hold. A token is looked at when a call comes; this looks again while the call lasts.
 */
@Singleton
public final class GrantWatch {
    private static final Logger LOG = Logger.getLogger(GrantWatch.class);

    private final McpServer server;
    private final AccessTokens tokens;

    GrantWatch(McpServer server, AccessTokens tokens) {
        this.server = server;
        this.tokens = tokens;
    }

    /**
     * Looks once at each grant that has work under way.
     *
     * @throws RuntimeException when it cannot be told whether a grant stands; what is under way goes on then
     */
    public void look() {
        for (String grant : server.callersAtWork()) {
            if (!tokens.alive(grant)) {
                LOG.infof("the work of grant %s ends with it", grant);
                server.dismiss(grant);
            }
        }
    }
}
