package dev.mailmcp.oauth;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import java.util.List;

/** The token endpoint (RFC 6749 §3.2): reads the request, knows the client, and hands on to the grant type. */
@Singleton
class TokenEndpoint implements Endpoint {
    static final String PATH = "/oauth/token";

    private static final List<String> OURS =
            List.of("grant_type", "code", "redirect_uri", "code_verifier", "refresh_token", "scope");

    private final ClientForms forms;
    private final CodeGrant codeGrant;
    private final RefreshGrant refreshGrant;

    TokenEndpoint(ClientForms forms, CodeGrant codeGrant, RefreshGrant refreshGrant) {
        this.forms = forms;
        this.codeGrant = codeGrant;
        this.refreshGrant = refreshGrant;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post(PATH, Cors.ANY, this::answer), Route.post("/token", Cors.ANY, this::answer));
    }

    private HttpResponse answer(HttpRequest request) throws IOException {
        return forms.answer(request, OURS, (party, form) -> answer(request, party, form));
    }

    private HttpResponse answer(HttpRequest request, Party party, Form form) {
        return switch (form.one("grant_type").orElse("")) {
            case "authorization_code" -> codeGrant.answer(party, form);
            case "refresh_token" -> refreshGrant.answer(request, party, form);
            case "" -> OAuthError.invalidRequest("grant_type is missing");
            default -> Problem.json(400, "unsupported_grant_type", "grant_type is authorization_code or refresh_token");
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
