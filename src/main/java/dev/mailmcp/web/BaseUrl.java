package dev.mailmcp.web;

import dev.mailmcp.value.InvalidValue;
import java.net.InetAddress;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The public origin of this server: the issuer identifier (RFC 8414 §2), and the start of every URL we hand out. It comes
 * from configuration alone, never from a request.
 *
 * @param value scheme, host and port, without a trailing slash; https unless the host is loopback
 */
public record BaseUrl(String value) {
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern ORIGIN = Pattern.compile("https?://(" + LABEL + "(\\." + LABEL
            + "){0,30}|\\[(?<six>[0-9a-f:]*:[0-9a-f:]*)\\])(:(?<port>[1-9][0-9]{0,4}))?");

    public BaseUrl {
        if (!isOrigin(value)) {
            throw new InvalidValue("must look like https://mail.example.org: scheme, lower-case host, perhaps a port,"
                    + " no path and no trailing slash");
        }
        if (value.startsWith("http://") && !loopback(value)) {
            throw new InvalidValue("must be https unless its host is localhost, 127.0.0.1 or [::1]");
        }
    }

    private static boolean isOrigin(String value) {
        Matcher origin = ORIGIN.matcher(value);
        return origin.matches()
                && (origin.group("port") == null || Integer.parseInt(origin.group("port")) <= 65_535)
                && (origin.group("six") == null || isAddress(origin.group("six")));
    }

    private static boolean isAddress(String text) {
        try {
            return InetAddress.ofLiteral(text).getAddress().length == 16;
        } catch (IllegalArgumentException _) {
            return false;
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
