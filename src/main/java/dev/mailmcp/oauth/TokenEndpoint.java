package dev.mailmcp.oauth;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mailmcp.store.StoreUnavailable;
import dev.mailmcp.token.Scope;
import dev.mailmcp.token.Tokens;
import dev.mailmcp.web.Cors;
import dev.mailmcp.web.Endpoint;
import dev.mailmcp.web.Form;
import dev.mailmcp.web.HttpRequest;
import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.Problem;
import dev.mailmcp.web.Route;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** The token endpoint (RFC 6749 §3.2): reads the request, knows the client, and hands on to the grant type. */
@Singleton
class TokenEndpoint implements Endpoint {
    static final String PATH = "/oauth/token";

    private static final int LARGEST_FORM = 64 * 1024;
    private static final List<String> OURS = List.of(
            "grant_type",
            "code",
            "redirect_uri",
            "code_verifier",
            "client_id",
            "client_secret",
            "client_assertion",
            "client_assertion_type",
            "refresh_token",
            "scope");

    private final ClientAuthentication authentication;
    private final CodeGrant codeGrant;
    private final RefreshGrant refreshGrant;

    TokenEndpoint(ClientAuthentication authentication, CodeGrant codeGrant, RefreshGrant refreshGrant) {
        this.authentication = authentication;
        this.codeGrant = codeGrant;
        this.refreshGrant = refreshGrant;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post(PATH, Cors.ANY, this::answer), Route.post("/token", Cors.ANY, this::answer));
    }

    private HttpResponse answer(HttpRequest request) throws IOException {
        if (!Form.isBodyOf(request)) {
            return OAuthError.invalidRequest("the request is application/x-www-form-urlencoded, in UTF-8");
        }
        if (!request.query().isEmpty()) {
            return OAuthError.invalidRequest("parameters go into the body");
        }
        try {
            return answer(request, Form.parse(request.body().read(LARGEST_FORM)));
        } catch (Form.Malformed e) {
            return OAuthError.invalidRequest(String.valueOf(e.getMessage()));
        } catch (StoreUnavailable _) {
            return OAuthError.temporarilyUnavailable();
        }
    }

    private HttpResponse answer(HttpRequest request, Form form) {
        if (form.repeated(OURS).isPresent()) {
            return OAuthError.invalidRequest("a parameter stands there more than once");
        }
        return switch (authentication.authenticate(request, form)) {
            case ClientAuthentication.Outcome.Malformed(String why) -> OAuthError.invalidRequest(why);
            case ClientAuthentication.Outcome.Failed failed -> OAuthError.invalidClient(failed.basic());
            case ClientAuthentication.Outcome.Held(Duration wait) -> OAuthError.tooMany(wait);
            case ClientAuthentication.Outcome.Unavailable _ -> OAuthError.temporarilyUnavailable();
            case ClientAuthentication.Outcome.Authenticated(Party party) ->
                switch (form.one("grant_type").orElse("")) {
                    case "authorization_code" -> codeGrant.answer(party, form);
                    case "refresh_token" -> refreshGrant.answer(request, party, form);
                    case "" -> OAuthError.invalidRequest("grant_type is missing");
                    default ->
                        Problem.json(
                                400, "unsupported_grant_type", "grant_type is authorization_code or refresh_token");
                };
        };
    }

    /** RFC 6749 §5.1. */
    static HttpResponse success(Tokens tokens) {
        byte[] json = JsonNodeFactory.instance
                .objectNode()
                .put("access_token", tokens.access().reveal())
                .put("token_type", "Bearer")
                .put("expires_in", tokens.life().toSeconds())
                .put("refresh_token", tokens.refresh().reveal())
                .put("scope", Scope.join(tokens.scopes()))
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        return HttpResponse.json(200, json).with("Cache-Control", "no-store").with("Pragma", "no-cache");
    }
}
