package dev.mailmcp.oauth;

import dev.mailmcp.audit.Audit;
import dev.mailmcp.audit.SecurityEvent.GrantRevoked;
import dev.mailmcp.token.GrantTokens;
import dev.mailmcp.token.Presented;
import dev.mailmcp.web.Cors;
import dev.mailmcp.web.Endpoint;
import dev.mailmcp.web.Form;
import dev.mailmcp.web.HttpRequest;
import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.Route;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Token revocation (RFC 7009). Whichever token of a grant comes, the whole grant ends: who gives one back wants none of them
 * to work. A token that is nothing to the client is answered the same, and nothing happens to it.
 */
final class RevocationEndpoint implements Endpoint {
    static final String PATH = "/oauth/revoke";

    /** The hint is not looked at: a token says itself which kind it is. */
    private static final List<String> OURS = List.of("token", "token_type_hint");

    private final ClientForms forms;
    private final GrantTokens tokens;
    private final Audit audit;

    RevocationEndpoint(ClientForms forms, GrantTokens tokens, Audit audit) {
        this.forms = forms;
        this.tokens = tokens;
        this.audit = audit;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post(PATH, Cors.ANY, this::answer));
    }

    private HttpResponse answer(HttpRequest request) throws IOException {
        return forms.answer(request, OURS, this::answer);
    }

    private HttpResponse answer(Party party, Form form) {
        Optional<String> token = form.one("token");
        if (token.isEmpty()) {
            return OAuthError.invalidRequest("token is missing");
        }
        return switch (tokens.presentAny(token.get())) {
            case Presented.Valid valid -> {
                if (party.holds(valid.grant())) {
                    tokens.end(valid.grant().id());
                    audit.note(
                            new GrantRevoked(valid.grant().id(), valid.grant().clientId(), GrantRevoked.By.CLIENT));
                }
                yield done();
            }
            // RFC 7009 §2.2: what is not valid needs no revoking.
            case Presented.Invalid _ -> done();
            case Presented.Unavailable _ -> OAuthError.temporarilyUnavailable();
        };
    }

    private static HttpResponse done() {
        return HttpResponse.empty(200).with("Cache-Control", "no-store").with("Pragma", "no-cache");
    }
}
