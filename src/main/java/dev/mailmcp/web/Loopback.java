package dev.mailmcp.web;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Names that reach this machine from this machine alone, as URIs write them. */
final class Loopback {
    private Loopback() {}

    /** @param host of a URI: lower case, an IPv6 address in brackets */
    static boolean names(@Nullable String host) {
        return "localhost".equals(host) || "127.0.0.1".equals(host) || "[::1]".equals(host);
    }

    /** @param origin serialised (RFC 6454 §6.2); anything else names nothing */
    static boolean isOrigin(String origin) {
        try {
            URI uri = new URI(origin);
            return names(uri.getHost())
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getRawUserInfo() == null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
