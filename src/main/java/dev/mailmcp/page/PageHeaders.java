package dev.mailmcp.page;

import dev.mailmcp.web.Headers;

/** The headers of every page. */
public final class PageHeaders {
    /**
     * Of a page that says the same to everyone.
     *
     * <p>No {@code form-action}: browsers apply it to the whole chain of redirects after the form, and clients' callbacks lead on to
     * their own apps. No Cross-Origin-Opener-Policy: web clients open the sign-in in a popup and wait for it.
     */
    public static final Headers PUBLIC = Headers.of(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer");

    /** Of whatever is for one person at one moment. */
    public static final Headers PRIVATE = PUBLIC.and(Headers.of("Cache-Control", "no-store", "Pragma", "no-cache"));

    private PageHeaders() {}
}
