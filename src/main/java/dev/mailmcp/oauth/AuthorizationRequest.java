package dev.mailmcp.oauth;

import dev.mailmcp.token.CodeChallenge;
import dev.mailmcp.token.Scope;
import java.util.Optional;
import java.util.Set;

/**
 * An authorization request that passed every check (RFC 6749 §4.1.1, RFC 7636 §4.3, RFC 8707 §2).
 *
 * @param state as sent; empty when none was
 * @param scopes what the client asked for: the most that can be granted
 * @param loginHint an address to fill in; empty for none
 */
record AuthorizationRequest(
        Client client,
        RedirectUri redirectUri,
        Optional<String> state,
        CodeChallenge challenge,
        Set<Scope> scopes,
        String loginHint) {
    AuthorizationRequest {
        scopes = Set.copyOf(scopes);
    }
}
