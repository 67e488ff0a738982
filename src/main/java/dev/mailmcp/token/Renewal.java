package dev.mailmcp.token;

import java.util.Optional;

/** What came of using a refresh token (OAuth 2.1 §4.3.1). */
public sealed interface Renewal {
    /** The next tokens. */
    record Renewed(Tokens issued) implements Renewal {}

    /** It was used before, and the grant has ended by that. */
    record Reused() implements Renewal {}

    /** The grant ended after the token was read. */
    record Gone() implements Renewal {}

    /** The next tokens, if there are any. */
    default Optional<Tokens> tokens() {
        return this instanceof Renewed(Tokens issued) ? Optional.of(issued) : Optional.empty();
    }
}
