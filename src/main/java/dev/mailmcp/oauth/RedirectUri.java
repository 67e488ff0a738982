package dev.mailmcp.oauth;

import dev.mailmcp.value.InvalidValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A redirect URI that may be used at all (RFC 6749 §3.1.2, RFC 8252 §7): https, http on loopback, or an app's own scheme. Held
 * as it was written: comparing is by characters, never after normalising.
 */
public record RedirectUri(String value) {
    private static final int LONGEST = 2048;
    // What a URL parser might read differently from another stays out: controls, spaces, backslash, quotes, non-ASCII.
    private static final Pattern CHARACTERS = Pattern.compile("[A-Za-z0-9\\-._~:/?#\\[\\]@!$&'()*+,;=%]+");
    private static final Pattern OWN_SCHEME = Pattern.compile("[a-z][a-z0-9+.-]{1,60}");
    private static final Pattern DOTS = Pattern.compile("(?i)/(\\.|%2e){1,2}(/|$|\\?)");
    static final Pattern LOOPBACK =
            Pattern.compile("http://(localhost|127\\.0\\.0\\.1|\\[::1\\])(:[1-9][0-9]{0,4})?([/?].*)?");
    private static final Pattern HTTPS =
            Pattern.compile("https://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(:[1-9][0-9]{0,4})?([/?].*)?");
    // RFC 1123 §2.1: no top-level domain starts with a digit. Browsers read what ends in a number as an IPv4 address,
    // whether
    // octal, hexadecimal or of one part (WHATWG URL §3.5), so that only the form which everybody reads alike is left.
    private static final Pattern TOP_LEVEL = Pattern.compile("(.*\\.)?[A-Za-z][A-Za-z0-9-]*");
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
    private static final Set<String> WEB = Set.of("http", "https");
    private static final Set<String> DANGEROUS = Set.of(
            "javascript",
            "data",
            "file",
            "vbscript",
            "about",
            "blob",
            "ftp",
            "mailto",
            "tel",
            "sms",
            "ws",
            "wss",
            "view-source",
            "chrome",
            "resource",
            "jar",
            "intent",
            "content",
            "filesystem",
            "shell",
            "search-ms",
            "ms-msdt",
            "ms-settings",
            "smb",
            "ssh",
            "telnet",
            "ldap",
            "gopher",
            "feed",
            "facetime",
            "itms-services",
            "chrome-extension",
            "moz-extension");

    public RedirectUri {
        if (value.length() > LONGEST || !CHARACTERS.matcher(value).matches()) {
            throw new InvalidValue("the redirect URI is too long or has a character that cannot stand there");
        }
        if (value.indexOf('#') >= 0) {
            throw new InvalidValue("a redirect URI has no fragment");
        }
        String scheme = scheme(value);
        boolean web = WEB.contains(scheme);
        if (DANGEROUS.contains(scheme) || (!web && !OWN_SCHEME.matcher(scheme).matches())) {
            throw new InvalidValue("the redirect URI's scheme is not allowed");
        }
        if (web && !LOOPBACK.matcher(value).matches() && !HTTPS.matcher(value).matches()) {
            throw new InvalidValue("a redirect URI is https, or http on localhost, 127.0.0.1 or [::1]");
        }
        if (DOTS.matcher(value).find()) {
            throw new InvalidValue("a redirect URI has no dot segments");
        }
        URI uri = uri(value);
        if (uri.getPort() > 65_535) {
            throw new InvalidValue("a port is a number from 1 to 65535");
        }
        // In the authority as it stands: of an app's own scheme URI does not look for a user when it cannot tell the
        // host.
        if (Objects.toString(uri.getRawAuthority(), "").contains("@") || (web && !isHost(uri)) || uri.isOpaque()) {
            throw new InvalidValue("a redirect URI has a plain host and no user");
        }
    }

    private static String scheme(String value) {
        int colon = value.indexOf(':');
        return colon < 1 ? "" : value.substring(0, colon).toLowerCase(Locale.ROOT);
    }

    private static boolean isHost(URI uri) {
        String host = Objects.toString(uri.getHost(), "");
        return host.startsWith("[")
                || TOP_LEVEL.matcher(host).matches()
                || IPV4.matcher(host).matches();
    }

    private static URI uri(String value) {
        try {
            return new URI(value);
        } catch (URISyntaxException _) {
            throw new InvalidValue("the redirect URI cannot be read");
        }
    }

    /** An application on the person's own computer (RFC 8252 §7.3). */
    public boolean isLoopback() {
        return LOOPBACK.matcher(value).matches();
    }

    /** What a person is shown of it: the host, or an app's scheme. */
    public String host() {
        URI uri = uri(value);
        return WEB.contains(uri.getScheme()) ? uri.getHost() : uri.getScheme() + "://";
    }

    /** The URI with further parameters, its own query kept (RFC 6749 §4.1.2). */
    String with(String query) {
        return value + (value.indexOf('?') < 0 ? "?" : value.endsWith("?") || value.endsWith("&") ? "" : "&") + query;
    }

    @Override
    public String toString() {
        return value;
    }
}
