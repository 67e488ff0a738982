package dev.mailmcp.oauth;

import dev.mailmcp.web.Headers;

/** The headers of everything a browser sees of the sign-in. */
final class PageHeaders {
    /**
     * No {@code form-action}: browsers apply it to the whole chain of redirects after the form, and clients' callbacks lead on to
     * their own apps. No Cross-Origin-Opener-Policy: web clients open this page in a popup and wait for it.
     */
    static final Headers ALL = Headers.of(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cache-Control",
            "no-store",
            "Pragma",
            "no-cache");

    private PageHeaders() {}
}
