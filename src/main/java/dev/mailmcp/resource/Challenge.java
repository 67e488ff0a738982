package dev.mailmcp.resource;

import dev.mailmcp.token.Scope;
import dev.mailmcp.web.BaseUrl;
import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.Problem;
import jakarta.inject.Singleton;
import java.util.Set;

/** Refusals with the challenge that tells a client where to get a token and with which scopes (RFC 6750 §3, RFC 9728 §5.1). */
@Singleton
final class Challenge implements McpOverHttp.Refusals {
    private final String metadata;

    Challenge(BaseUrl base) {
        this.metadata = ResourceLocation.metadata(base);
    }

    /** No credentials at all: RFC 6750 §3.1 wants no error code then. */
    HttpResponse missing() {
        return Problem.json(401, "authentication_required", "this endpoint needs a bearer token; see WWW-Authenticate")
                .with("WWW-Authenticate", "Bearer " + parameters(everything()));
    }

    /** One word for whatever is wrong with a token: the reason is for our log. */
    HttpResponse invalidToken() {
        return refusal(401, "invalid_token", "the access token is invalid, expired or revoked", everything());
    }

    HttpResponse ambiguous() {
        return refusal(400, "invalid_request", "more than one Authorization header", everything());
    }

    @Override
    public HttpResponse insufficientScope(Set<String> scopes) {
        return refusal(403, "insufficient_scope", "the grant does not allow this tool", String.join(" ", scopes));
    }

    @Override
    public HttpResponse turnedAway() {
        return invalidToken();
    }

    private HttpResponse refusal(int status, String error, String description, String scopes) {
        return Problem.json(status, error, description)
                .with(
                        "WWW-Authenticate",
                        "Bearer error=\"" + error + "\", error_description=\"" + description + "\", "
                                + parameters(scopes));
    }

    private String parameters(String scopes) {
        return "resource_metadata=\"" + metadata + "\", scope=\"" + scopes + "\"";
    }

    private static String everything() {
        return Scope.join(Scope.all());
    }
}
