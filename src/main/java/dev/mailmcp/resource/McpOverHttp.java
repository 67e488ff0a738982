package dev.mailmcp.resource;

import dev.mailmcp.mcp.Caller;
import dev.mailmcp.mcp.CallerContext;
import dev.mailmcp.mcp.McpRequest;
import dev.mailmcp.mcp.McpServer;
import dev.mailmcp.mcp.Reply;
import dev.mailmcp.web.Headers;
import dev.mailmcp.web.HttpRequest;
import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.Problem;
import java.io.IOException;
import java.util.Set;

/**
 * MCP's Streamable HTTP on our HTTP: a POST goes in as a message, the reply comes out as a response. Who the caller is, the
 * endpoint has found out before.
 */
public final class McpOverHttp {
    private final McpServer server;
    private final Refusals refusals;

    /** How a known caller is refused. */
    public interface Refusals {
        /** @param scopes all that the operation needs */
        HttpResponse insufficientScope(Set<String> scopes);

        /** The credentials turned out to be worth nothing. */
        HttpResponse turnedAway();
    }

    public McpOverHttp(McpServer server, Refusals refusals) {
        this.server = server;
        this.refusals = refusals;
    }

    /** @throws IOException when the body cannot be read, or is larger than any message */
    public HttpResponse post(HttpRequest request, Caller caller, CallerContext context) throws IOException {
        byte[] body = request.body().read(McpRequest.MAX_BODY);
        return response(server.answer(new McpRequest(request.headers()::all, body), caller, context));
    }

    /** To anything but POST. No streams to GET and no sessions to DELETE: both are the protocol's way to say so. */
    public static HttpResponse wrongMethod() {
        return Problem.json(405, "method_not_allowed", "messages are sent by POST")
                .with("Allow", "POST, OPTIONS");
    }

    private HttpResponse response(Reply reply) {
        return switch (reply) {
            case Reply.Json(int status, byte[] json) -> HttpResponse.json(status, json);
            case Reply.Initialized(Reply.Json(int status, byte[] json), String session) ->
                HttpResponse.json(status, json).with("Mcp-Session-Id", session);
            case Reply.Events(Reply.Writer writer) -> stream(writer);
            case Reply.Accepted _ -> HttpResponse.empty(202);
            case Reply.TooMuch(Reply.Json(int status, byte[] json), var retryAfter) ->
                HttpResponse.json(status, json).with("Retry-After", Long.toString(retryAfter.toSeconds()));
            case Reply.InsufficientScope(var scopes) -> refusals.insufficientScope(scopes);
            case Reply.CallerTurnedAway _ -> refusals.turnedAway();
        };
    }

    private static HttpResponse stream(Reply.Writer writer) {
        Headers headers = Headers.of(
                "Content-Type", "text/event-stream",
                "X-Accel-Buffering", "no"); // Or a proxy holds back what is meant to arrive at once.
        return new HttpResponse(200, headers, new HttpResponse.Streamed(-1, writer::writeTo));
    }
}
