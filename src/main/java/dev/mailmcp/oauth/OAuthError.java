package dev.mailmcp.oauth;

import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.Problem;
import java.time.Duration;

/** The errors of the token endpoint (RFC 6749 §5.2). */
final class OAuthError {
    private OAuthError() {}

    static HttpResponse invalidRequest(String why) {
        return Problem.json(400, "invalid_request", why);
    }

    static HttpResponse invalidGrant(String why) {
        return Problem.json(400, "invalid_grant", why);
    }

    /** @param basic whether the client used the Authorization header (RFC 6749 §5.2) */
    static HttpResponse invalidClient(boolean basic) {
        HttpResponse response = Problem.json(401, "invalid_client", "unknown client, or wrong or missing secret");
        return basic ? response.with("WWW-Authenticate", "Basic realm=\"oauth\"") : response;
    }

    /** RFC 6585 §4. */
    static HttpResponse tooMany(Duration wait) {
        return Problem.json(429, "too_many_requests", "that was too often; try again later")
                .with("Retry-After", seconds(wait));
    }

    /** For {@code Retry-After} (RFC 9110 §10.2.3): never too early, and never at once. */
    static String seconds(Duration wait) {
        return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
    }

    /** The fault is ours or the mail server's and will pass: clients keep their tokens (RFC 9110 §15.6.4). */
    static HttpResponse temporarilyUnavailable() {
        return Problem.json(503, "temporarily_unavailable", "try again in a moment")
                .with("Retry-After", "5");
    }
}
