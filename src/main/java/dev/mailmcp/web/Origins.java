package dev.mailmcp.web;

import dev.mailmcp.value.InvalidValue;
import java.net.URI;
import java.util.Set;

/**
 * The browser origins that may talk to the protected resource: the listed ones and any loopback origin.
 *
 * @param allowed serialised origins (RFC 6454 §6.2), for instance {@code https://mail.example.org}
 */
public record Origins(Set<String> allowed) {
    public Origins {
        allowed = Set.copyOf(allowed);
        for (String origin : allowed) {
            if (!origin.matches("https?://[A-Za-z0-9.\\-]+(:[0-9]{1,5})?|https?://\\[[0-9a-fA-F:]+\\](:[0-9]{1,5})?")) {
                throw new InvalidValue("an origin looks like https://host or https://host:port, without a path");
            }
        }
    }

    public boolean allows(String origin) {
        return allowed.contains(origin) || isLoopback(origin);
    }

    private static boolean isLoopback(String origin) {
        try {
            URI uri = new URI(origin);
            String host = uri.getHost();
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getRawUserInfo() == null
                    && "".equals(uri.getRawPath()) // Null in "http:opaque".
                    && ("localhost".equals(host) || "127.0.0.1".equals(host) || "[::1]".equals(host));
        } catch (java.net.URISyntaxException _) {
            return false;
        }
    }
}
