package dev.mailmcp.resource;

import dev.mailmcp.mcp.McpServer;
import dev.mailmcp.web.Endpoint;

/** The endpoint of the protected resource before a server of a test's choice, for tests of what is around it. */
public final class VisitedEndpoint {
    /** A token that is taken. */
    public static final String TOKEN = "token-of-ada";

    private VisitedEndpoint() {}

    public static Endpoint before(McpServer server) {
        var visitors = new Visitors();
        return new McpEndpoint(visitors, visitors, server, new Challenge(Visitors.BASE));
    }
}
