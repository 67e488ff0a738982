package dev.mailmcp.resource;

import dev.mailmcp.mail.Mailboxes;
import dev.mailmcp.mcp.Caller;
import dev.mailmcp.mcp.McpRequest;
import dev.mailmcp.mcp.McpServer;
import dev.mailmcp.mcp.Reply;
import dev.mailmcp.token.AccessTokens;
import dev.mailmcp.token.Grant;
import dev.mailmcp.token.Scope;
import dev.mailmcp.token.Verification;
import dev.mailmcp.web.Cors;
import dev.mailmcp.web.Credentials;
import dev.mailmcp.web.Endpoint;
import dev.mailmcp.web.Handler;
import dev.mailmcp.web.Headers;
import dev.mailmcp.web.HttpRequest;
import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.Problem;
import dev.mailmcp.web.Route;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** {@code /mcp}: no method gets past the door without a valid token, and until then nothing of the body is read. */
@Singleton
final class McpEndpoint implements Endpoint {
    private static final Logger LOG = Logger.getLogger(McpEndpoint.class);

    private final AccessTokens tokens;
    private final Mailboxes mailboxes;
    private final McpServer server;
    private final Challenge challenge;

    McpEndpoint(AccessTokens tokens, Mailboxes mailboxes, McpServer server, Challenge challenge) {
        this.tokens = tokens;
        this.mailboxes = mailboxes;
        this.server = server;
        this.challenge = challenge;
    }

    /** What is done for a caller whose grant stands. */
    @FunctionalInterface
    private interface Admitted {
        HttpResponse handle(HttpRequest request, Grant grant) throws IOException;
    }

    @Override
    public List<Route> routes() {
        Map<String, Handler> methods =
                Map.of("POST", guarded(this::post), "*", guarded((_, _) -> McpEndpoint.wrongMethod()));
        return List.of(new Route(ResourceLocation.PATH, methods, Cors.LISTED));
    }

    private Handler guarded(Admitted admitted) {
        return request -> answer(request, admitted).with("Cache-Control", "no-store");
    }

    private HttpResponse answer(HttpRequest request, Admitted admitted) throws IOException {
        return switch (Credentials.of(request.headers().all("Authorization"))) {
            case Credentials.None _ -> challenge.missing();
            case Credentials.Unusable _ -> challenge.invalidToken();
            case Credentials.Ambiguous _ -> challenge.ambiguous();
            case Credentials.Bearer(String token) ->
                switch (tokens.verify(token)) {
                    case Verification.Valid(Grant grant) -> admitted.handle(request, grant);
                    case Verification.Invalid(Verification.Reason reason) -> {
                        LOG.debugf("access token refused: %s", reason);
                        yield challenge.invalidToken();
                    }
                    case Verification.Unavailable _ ->
                        Problem.json(503, "temporarily_unavailable", "tokens cannot be checked at the moment")
                                .with("Retry-After", "5");
                };
        };
    }

    private HttpResponse post(HttpRequest request, Grant grant) throws IOException {
        byte[] body = request.body().read(McpRequest.MAX_BODY);
        return response(server.answer(
                new McpRequest(request.headers()::all, body), caller(grant), new Visiting(grant, mailboxes, tokens)));
    }

    private HttpResponse response(Reply reply) {
        return switch (reply) {
            case Reply.Json(int status, byte[] json) -> HttpResponse.json(status, json);
            case Reply.Initialized(Reply.Json(int status, byte[] json), String session) ->
                HttpResponse.json(status, json).with("Mcp-Session-Id", session);
            case Reply.Events(Reply.Writer writer) -> stream(writer);
            case Reply.Accepted _ -> HttpResponse.empty(202);
            case Reply.InsufficientScope(var scopes) -> challenge.insufficientScope(String.join(" ", scopes));
            case Reply.TooMuch(Reply.Json(int status, byte[] json), var retryAfter) ->
                HttpResponse.json(status, json).with("Retry-After", Long.toString(retryAfter.toSeconds()));
            case Reply.CallerTurnedAway _ -> challenge.invalidToken();
        };
    }

    private static HttpResponse stream(Reply.Writer writer) {
        Headers headers = Headers.of(
                "Content-Type", "text/event-stream",
                "X-Accel-Buffering", "no"); // Or a proxy holds back what is meant to arrive at once.
        return new HttpResponse(200, headers, new HttpResponse.Streamed(-1, writer::writeTo));
    }

    private static Caller caller(Grant grant) {
        return new Caller(
                grant.id(),
                Scope.withImplied(grant.scopes()).stream().map(Scope::value).collect(Collectors.toSet()));
    }

    /** No streams to GET and no sessions to DELETE: both are the protocol's way to say so. */
    private static HttpResponse wrongMethod() {
        return Problem.json(405, "method_not_allowed", "messages are sent by POST")
                .with("Allow", "POST, OPTIONS");
    }
}
