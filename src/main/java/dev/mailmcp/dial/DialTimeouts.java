package dev.mailmcp.dial;

import dev.mailmcp.value.InvalidValue;
import java.time.Duration;

/**
 * How long a connection may take to come about.
 *
 * @param connect for all addresses of a host together
 * @param tls for the whole TLS handshake
 */
public record DialTimeouts(Duration connect, Duration tls) {
    /** What a person who waits for a page still bears. */
    public static final DialTimeouts DEFAULT = new DialTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5));

    public DialTimeouts {
        if (connect.toMillis() < 1 || tls.toMillis() < 1) {
            throw new InvalidValue("a timeout is at least a millisecond");
        }
    }
}
