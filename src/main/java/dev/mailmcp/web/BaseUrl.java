package dev.mailmcp.web;

import dev.mailmcp.value.InvalidValue;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * The public origin of this server: the issuer identifier (RFC 8414 §2), and the start of every URL we hand out. It comes
 * from configuration alone, never from a request.
 *
 * @param value scheme, host and port, without a trailing slash; https unless the host is loopback
 */
public record BaseUrl(String value) {
    private static final Pattern ORIGIN = Pattern.compile("https?://([a-z0-9.-]+|\\[[0-9a-f:]+\\])(:[0-9]{1,5})?");

    public BaseUrl {
        if (!ORIGIN.matcher(value).matches()) {
            throw new InvalidValue("must look like https://mail.example.org: scheme, lower-case host, perhaps a port,"
                    + " no path and no trailing slash");
        }
        if (value.startsWith("http://") && !loopback(value)) {
            throw new InvalidValue("must be https unless its host is localhost, 127.0.0.1 or [::1]");
        }
    }

    private static boolean loopback(String value) {
        return Loopback.names(URI.create(value).getHost());
    }

    /** Whether only programs on this machine reach it by this name. */
    public boolean isLoopback() {
        return loopback(value);
    }

    /** Whether it is https. */
    public boolean isSecure() {
        return value.startsWith("https://");
    }

    /** @param path starting with a slash */
    public String at(String path) {
        return value + path;
    }

    @Override
    public String toString() {
        return value;
    }
}
