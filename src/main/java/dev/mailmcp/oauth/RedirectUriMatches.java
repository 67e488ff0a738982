package dev.mailmcp.oauth;

import dev.mailmcp.oauth.AuthorizationFailure.Failed;
import dev.mailmcp.value.InvalidValue;
import dev.mailmcp.web.Form;
import java.util.Optional;

/** The answer goes only where the client is bound to and the operator allows (RFC 6749 §3.1.2.4, OAuth 2.1 §4.1.1). */
final class RedirectUriMatches {
    private final AllowedRedirects allowed;

    RedirectUriMatches(AllowedRedirects allowed) {
        this.allowed = allowed;
    }

    RedirectUri check(Form query, Client client) throws Failed {
        if (query.all("redirect_uri").size() > 1) {
            throw Failed.shown("The link to this page is damaged: redirect_uri stands there more than once.");
        }
        Optional<String> given = query.one("redirect_uri");
        if (given.isEmpty()) {
            return client.onlyRedirect()
                    .filter(allowed::allow)
                    .orElseThrow(
                            () -> Failed.shown(
                                    "The link to this page is incomplete: it does not say where the answer goes (redirect_uri)."));
        }
        return parsed(given.get())
                .filter(client::allows)
                .filter(allowed::allow)
                .orElseThrow(() -> Failed.shown(
                        "The client wants the answer sent to an address that it is not registered for (redirect_uri)."
                                + " Nothing was sent there."));
    }

    private static Optional<RedirectUri> parsed(String value) {
        try {
            return Optional.of(new RedirectUri(value));
        } catch (InvalidValue _) {
            return Optional.empty(); // It cannot be anybody's.
        }
    }
}
