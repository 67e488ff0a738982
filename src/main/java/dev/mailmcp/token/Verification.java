package dev.mailmcp.token;

/** What came of reading an access token. Reasons are for our log; RFC 6750 §3.1 gives the client one word. */
public sealed interface Verification {
    record Valid(Grant grant) implements Verification {}

    record Invalid(Reason reason) implements Verification {}

    /** The store that holds the other half of the key cannot be reached: 503, never 401. */
    record Unavailable() implements Verification {}

    enum Reason {
        MALFORMED,
        UNKNOWN_KEY,
        DECRYPTION_FAILED,
        WRONG_TYPE,
        WRONG_ISSUER,
        WRONG_AUDIENCE,
        EXPIRED,
        REVOKED
    }
}
