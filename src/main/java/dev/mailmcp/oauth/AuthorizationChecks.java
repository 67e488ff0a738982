package dev.mailmcp.oauth;

import dev.mailmcp.oauth.AuthorizationFailure.Failed;
import dev.mailmcp.token.CodeChallenge;
import dev.mailmcp.token.Scope;
import dev.mailmcp.web.Form;
import java.util.Optional;
import java.util.Set;

/**
 * The checks of an authorization request, one class each. Their order is security: until client and redirect URI are proven
 * nothing may be sent to that URI, and after that everything is checked before a person is asked for a password.
 */
final class AuthorizationChecks {
    private final ClientIsKnown clientIsKnown;
    private final AllowedRedirects allowed;
    private final RedirectUriMatches redirectUriMatches;
    private final ResourceIsOurs resourceIsOurs;

    AuthorizationChecks(
            Clients clients, DocumentClients documents, AllowedRedirects allowed, ResourceIndicator resource) {
        this.clientIsKnown = new ClientIsKnown(clients, documents);
        this.allowed = allowed;
        this.redirectUriMatches = new RedirectUriMatches(allowed);
        this.resourceIsOurs = new ResourceIsOurs(resource);
    }

    AuthorizationRequest check(Form query) throws Failed {
        // Nobody is proven yet: a failure is shown here and goes nowhere else.
        return check(query, clientIsKnown.check(query));
    }

    /** @param shown what the person was shown of the client, when it is of the kind that may have changed since */
    AuthorizationRequest check(Form query, Optional<AsShown> shown) throws Failed {
        return check(query, clientIsKnown.check(query, shown));
    }

    private AuthorizationRequest check(Form query, Client client) throws Failed {
        RedirectUri redirect = redirectUriMatches.check(query, client);
        // Both are proven: from here on the client is told.
        var answer = new Answer(redirect, Answer.state(query), isTrusted(client, redirect));
        ParametersStandOnce.check(query, answer);
        StateIsShort.check(answer);
        ResponseTypeIsCode.check(query, answer);
        NoRequestObject.check(query, answer);
        CodeChallenge challenge = PkceIsS256.check(query, answer);
        resourceIsOurs.check(query, answer);
        Set<Scope> scopes = ScopeIsKnown.check(query, answer);
        PersonMayBeAsked.check(query, answer);
        return new AuthorizationRequest(client, redirect, answer.state(), challenge, scopes, loginHint(query));
    }

    private boolean isTrusted(Client client, RedirectUri redirect) {
        return switch (client.kind()) {
            case ClientKind.Generated _ -> true;
            case ClientKind.Registered _, ClientKind.Document _, ClientKind.Legacy _ -> allowed.trust(redirect);
        };
    }

    private static String loginHint(Form query) {
        return query.one("login_hint").filter(hint -> hint.length() <= 254).orElse("");
    }
}
