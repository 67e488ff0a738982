package dev.mailmcp.oauth;

import java.time.Instant;
import java.util.Optional;

/**
 * One sign-in, from the page shown to the button pressed.
 *
 * @param id random; attempts are counted under it
 * @param cookieHash SHA-256 of the value of the browser's cookie: the form works only in the browser that got it
 * @param query the authorization request as it came, checked again when the form comes back
 * @param shown what the person was shown of a client whose description stands elsewhere and may change meanwhile
 */
record Transaction(String id, String cookieHash, String query, Optional<AsShown> shown, Instant expires) {
    static final java.time.Duration LIFE = java.time.Duration.ofMinutes(10);
    static final int MOST_ATTEMPTS = 10;

    /** The name of its cookie: one each, so that two sign-ins at once do not disturb each other. */
    String cookieName(boolean secure) {
        return prefix(secure) + id.substring(0, 8);
    }

    /** {@code __Host-} needs TLS; plain http on loopback does without (RFC 6265bis §4.1.3.2). */
    static String prefix(boolean secure) {
        return secure ? "__Host-mm_tx_" : "mm_tx_";
    }
}
