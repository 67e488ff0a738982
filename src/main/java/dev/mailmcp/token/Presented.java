package dev.mailmcp.token;

/** What came of reading a refresh token (RFC 6749 §6). */
public sealed interface Presented {
    /**
     * It opens, and its grant stands.
     *
     * @param stale whether the mail server refused the grant's credentials since they last worked
     */
    record Valid(Grant grant, int generation, boolean stale) implements Presented {}

    /** For the client it is {@code invalid_grant}, whatever the reason. */
    record Invalid(Verification.Reason reason) implements Presented {}

    /** It cannot be told at the moment: 503, never {@code invalid_grant}. */
    record Unavailable() implements Presented {}
}
