package dev.mailmcp.oauth;

import dev.mailmcp.audit.Audit;
import dev.mailmcp.audit.SecurityEvent;
import dev.mailmcp.audit.SecurityEvent.GrantRevoked;
import dev.mailmcp.audit.SecurityEvent.TokenReused.Kind;
import dev.mailmcp.token.AuthorizationCodes;
import dev.mailmcp.token.CodeChallenge;
import dev.mailmcp.token.Grant;
import dev.mailmcp.token.GrantTokens;
import dev.mailmcp.token.Scope;
import dev.mailmcp.token.Tokens;
import dev.mailmcp.web.Form;
import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.Problem;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code grant_type=authorization_code} (RFC 6749 §4.1.3). A code is taken only when everything else is right. */
final class CodeGrant {
    private final AuthorizationCodes codes;
    private final GrantTokens tokens;
    private final ResourceIndicator resource;
    private final Revocations revocations;
    private final Audit audit;

    CodeGrant(
            AuthorizationCodes codes,
            GrantTokens tokens,
            ResourceIndicator resource,
            Revocations revocations,
            Audit audit) {
        this.revocations = revocations;
        this.codes = codes;
        this.tokens = tokens;
        this.resource = resource;
        this.audit = audit;
    }

    HttpResponse answer(Party party, Form form) {
        Optional<String> code = form.one("code");
        Optional<String> verifier = form.one("code_verifier");
        if (code.isEmpty() || verifier.isEmpty()) {
            return OAuthError.invalidRequest(code.isEmpty() ? "code is missing" : "code_verifier is missing");
        }
        if (!CodeChallenge.isVerifier(verifier.get())) {
            return OAuthError.invalidRequest("code_verifier is 43 to 128 characters of A-Z a-z 0-9 - . _ ~");
        }
        if (!resource.accepts(form.all("resource"))) {
            return Problem.json(400, "invalid_target", "resource is " + resource.value());
        }
        Optional<AuthorizationCodes.Found> presented =
                codes.find(code.get()).filter(found -> party.holds(found.grant()));
        if (presented.isEmpty()) {
            return OAuthError.invalidGrant("the code is unknown, has expired, or belongs to another client");
        }
        AuthorizationCodes.Found found = presented.get();
        if (form.one("redirect_uri")
                .filter(uri -> !uri.equals(found.binding().redirectUri()))
                .isPresent()) {
            return OAuthError.invalidGrant("redirect_uri is not the one of the authorization request");
        }
        if (!found.binding().challenge().accepts(verifier.get())) {
            codes.failed(found);
            return OAuthError.invalidGrant("code_verifier does not fit the code_challenge");
        }
        if (!codes.take(found)) {
            // Only here, where the request is right otherwise: a mere guess must log nobody out.
            end(found.grant());
            return OAuthError.invalidGrant("the code was used before");
        }
        Tokens issued = tokens.issue(found.grant(), found.binding().clientName());
        audit.note(made(found.grant()));
        if (codes.replayed(found)) {
            // While these were made the replay ended a grant that did not stand yet.
            end(found.grant());
        }
        if (revocations.isRevoked(party.clientId())) {
            // Likewise: whoever revoked the client could not see this grant yet.
            tokens.end(found.grant().id());
            audit.note(new GrantRevoked(found.grant().id(), found.grant().clientId(), GrantRevoked.By.OPERATOR));
            return OAuthError.invalidClient(false);
        }
        return TokenEndpoint.success(issued);
    }

    private static SecurityEvent made(Grant grant) {
        return new SecurityEvent.GrantMade(
                grant.id(),
                grant.clientId(),
                grant.account().email(),
                grant.scopes().stream().map(Scope::value).collect(Collectors.toSet()));
    }

    /** RFC 6749 §4.1.2: what was issued for a code that comes twice is revoked. */
    private void end(Grant grant) {
        tokens.end(grant.id());
        audit.note(new SecurityEvent.TokenReused(grant.id(), grant.clientId(), Kind.CODE));
    }
}
