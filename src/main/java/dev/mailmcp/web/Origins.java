package dev.mailmcp.web;

import dev.mailmcp.value.InvalidValue;
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

    /** @param origin as the Origin header gives it; {@code null} and all else that is not listed is refused */
    public boolean allows(String origin) {
        return allowed.contains(origin) || Loopback.isOrigin(origin);
    }
}
