package dev.mailmcp.fuzz;

import dev.mailmcp.document.DocumentTarget;
import dev.mailmcp.oauth.ClientIdTarget;
import dev.mailmcp.oauth.RedirectTarget;
import dev.mailmcp.oauth.RegistrationTarget;
import dev.mailmcp.token.ClaimsTarget;
import dev.mailmcp.token.TokenTarget;

/** What the authorization server reads of strangers. */
enum Targets {
    TOKENS,
    CLAIMS,
    CLIENT_IDS,
    REDIRECTS,
    DOCUMENTS,
    REGISTRATIONS;

    /** Whether its seeds are sealed under keys, or names of a store, that are only in the process that made them. */
    boolean isSealed() {
        return switch (this) {
            case TOKENS, CLIENT_IDS -> true;
            case CLAIMS, REDIRECTS, DOCUMENTS, REGISTRATIONS -> false;
        };
    }

    Target open(OneOrigin origins) {
        return switch (this) {
            case TOKENS -> new TokenTarget();
            case CLAIMS -> new ClaimsTarget();
            case CLIENT_IDS -> new ClientIdTarget();
            case REDIRECTS -> new RedirectTarget(origins);
            case DOCUMENTS -> new DocumentTarget(origins);
            case REGISTRATIONS -> new RegistrationTarget(origins);
        };
    }
}
