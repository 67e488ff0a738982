package dev.mailmcp.resource;

import dev.mailmcp.mail.KeptMailboxes;
import dev.mailmcp.mcp.Caller;
import dev.mailmcp.mcp.McpServer;
import dev.mailmcp.token.AccessTokens;
import dev.mailmcp.token.Grant;
import dev.mailmcp.token.Scope;
import dev.mailmcp.token.Verification;
import dev.mailmcp.web.Cors;
import dev.mailmcp.web.Credentials;
import dev.mailmcp.web.Endpoint;
import dev.mailmcp.web.Handler;
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
    private final KeptMailboxes mailboxes;
    private final McpOverHttp mcp;
    private final Challenge challenge;

    McpEndpoint(AccessTokens tokens, KeptMailboxes mailboxes, McpServer server, Challenge challenge) {
        this.tokens = tokens;
        this.mailboxes = mailboxes;
        this.mcp = new McpOverHttp(server, challenge);
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
                Map.of("POST", guarded(this::post), "*", guarded((_, _) -> McpOverHttp.wrongMethod()));
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
        return mcp.post(request, caller(grant), new Visiting(grant, mailboxes, tokens));
    }

    private static Caller caller(Grant grant) {
        return new Caller(
                grant.id(),
                Scope.withImplied(grant.scopes()).stream().map(Scope::value).collect(Collectors.toSet()));
    }
}
