package dev.mailmcp.oauth;

import java.util.Optional;

/** RFC 6749 §4.1.2.1 draws this line; the types keep us on the right side of it. */
sealed interface AuthorizationFailure {
    /** Client or redirect URI not proven: show a page, never redirect. */
    record Shown(String explanation) implements AuthorizationFailure {}

    /** It cannot be told at the moment whether they are, by a fault of ours: show a page. */
    record Later() implements AuthorizationFailure {}

    /** Both proven: tell the client, with its state and our issuer (RFC 9207 §2). */
    record Returned(Code code, String description, RedirectUri redirectUri, Optional<String> state)
            implements AuthorizationFailure {}

    /** Both proven, but nobody we know has said that the client is what it seems: the person decides whether to go back there. */
    record Offered(Returned answer) implements AuthorizationFailure {}

    /** The codes, spelt in lower case on the wire. */
    enum Code {
        INVALID_REQUEST,
        UNSUPPORTED_RESPONSE_TYPE,
        INVALID_SCOPE,
        INVALID_TARGET,
        ACCESS_DENIED,
        INTERACTION_REQUIRED,
        REQUEST_NOT_SUPPORTED,
        REQUEST_URI_NOT_SUPPORTED
    }

    /** Ends a check. */
    final class Failed extends Exception {
        private final AuthorizationFailure failure;

        Failed(AuthorizationFailure failure) {
            super(failure.getClass().getSimpleName());
            this.failure = failure;
        }

        static Failed shown(String explanation) {
            return new Failed(new Shown(explanation));
        }

        AuthorizationFailure failure() {
            return failure;
        }
    }
}
