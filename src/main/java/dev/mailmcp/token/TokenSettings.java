package dev.mailmcp.token;

import java.time.Duration;

/**
 * @param issuer our issuer identifier (RFC 8414 §2)
 * @param resource the protected resource all tokens are for (RFC 8707)
 * @param accessLife of an access token
 * @param refreshLife of a refresh token that is not used
 * @param grantMaxAge after which the person must sign in again
 */
public record TokenSettings(
        String issuer, String resource, Duration accessLife, Duration refreshLife, Duration grantMaxAge) {
    /** How long a refresh token is still taken after its successor was issued: parallel clients, lost answers. */
    static final Duration GRACE = Duration.ofSeconds(60);
}
