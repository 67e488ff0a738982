package dev.mailmcp.web;

import java.io.IOException;

/** Answers preflight requests and adds the CORS headers, before any authentication (Fetch standard §3.2). */
final class CorsPolicy {
    private static final Headers PREFLIGHT = Headers.of(
            "Access-Control-Allow-Methods",
            "GET, POST, DELETE, OPTIONS",
            "Access-Control-Allow-Headers",
            "Authorization, Content-Type, Accept, MCP-Protocol-Version, Mcp-Method, Mcp-Name, Mcp-Session-Id, Last-Event-ID",
            "Access-Control-Max-Age",
            "7200");
    private static final String EXPOSED = "WWW-Authenticate, Retry-After, Mcp-Session-Id, MCP-Protocol-Version";

    private final Origins origins;

    CorsPolicy(Origins origins) {
        this.origins = origins;
    }

    /** The handler behind the policy. */
    @FunctionalInterface
    interface Next {
        HttpResponse handle() throws IOException;
    }

    HttpResponse apply(Route route, HttpRequest request, Next next) throws IOException {
        if (route.cors() == Cors.NONE) {
            return next.handle();
        }
        String origin = request.header("Origin").orElse("");
        boolean listed = route.cors() == Cors.LISTED;
        if (listed && !request.headers().all("Origin").isEmpty() && !origins.allows(origin)) {
            // Also the guard against DNS rebinding: a page of another origin gets nothing (MCP, Streamable HTTP,
            // security).
            return Problem.json(403, "forbidden_origin", "this origin may not use the server from a browser");
        }
        HttpResponse response =
                request.method().equals("OPTIONS") ? HttpResponse.empty(204).with(PREFLIGHT) : next.handle();
        if (listed && origin.isEmpty()) {
            return response;
        }
        response = response.with("Access-Control-Allow-Origin", listed ? origin : "*")
                .with("Access-Control-Expose-Headers", EXPOSED);
        return listed ? response.with("Vary", "Origin") : response;
    }
}
