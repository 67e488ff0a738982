package dev.mailmcp.document;

import dev.mailmcp.value.InvalidValue;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a document may stand (OAuth Client ID Metadata Document §3): https, a name with a dot, a path that names something, no
 * user, no fragment, no dot segment. Held as it was written; as a {@code client_id} it is compared by characters.
 */
public record DocumentUrl(String value) {
    private static final int LONGEST = 256;
    private static final Pattern URL = Pattern.compile(
            "https://([a-z0-9.-]+)(?::([1-9][0-9]{0,4}))?"
                    + "(/(?:[A-Za-z0-9\\-._~:/@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+(?:\\?(?:[A-Za-z0-9\\-._~:/@!$&'()*+,;=?]|%[0-9A-Fa-f]{2})*)?)");
    private static final Pattern DOTS = Pattern.compile("(?i)/(\\.|%2e){1,2}(/|%2f|%5c|;|\\?|$)");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    // RFC 1123 §2.1: no top-level domain starts with a digit, but what a parser of URLs may take for an IPv4 address
    // does, decimal
    // or not (WHATWG URL §3.5).
    private static final Pattern TOP_LEVEL = Pattern.compile("[a-z].*");
    /** The one name without a dot that can be written; {@link DocumentHosts} refuses it but in tests. */
    static final String LOOPBACK = "localhost";

    private static final int HTTPS = 443;

    public DocumentUrl {
        Matcher url = URL.matcher(value);
        if (value.length() > LONGEST || !url.matches()) {
            throw new InvalidValue("is not https with a host, a path and nothing else, in " + LONGEST + " characters");
        }
        if (DOTS.matcher(value).find()) {
            throw new InvalidValue("has a dot segment");
        }
        if (!isName(url.group(1))) {
            throw new InvalidValue("has no public host name");
        }
        int port = port(url);
        // Below 1024 live other protocols, and what we send might mean something to them.
        if (port != HTTPS && (port < 1024 || port > 65_535)) {
            throw new InvalidValue("has a port that is neither 443 nor 1024 to 65535");
        }
    }

    String host() {
        return parts().group(1);
    }

    int port() {
        return port(parts());
    }

    /** What stands in the Host field: the port only when it is not the usual one. */
    String authority() {
        return port() == HTTPS ? host() : host() + ":" + port();
    }

    /** Path and query. */
    String target() {
        return parts().group(3);
    }

    private Matcher parts() {
        Matcher url = URL.matcher(value);
        if (!url.matches()) {
            throw new IllegalStateException("checked when it was made");
        }
        return url;
    }

    private static int port(Matcher url) {
        return url.group(2) == null ? HTTPS : Integer.parseInt(url.group(2));
    }

    private static boolean isName(String host) {
        if (host.equals(LOOPBACK)) {
            return true;
        }
        String[] labels = host.split("\\.", -1);
        return labels.length > 1
                && host.length() <= 253
                && Arrays.stream(labels).allMatch(label -> LABEL.matcher(label).matches())
                && TOP_LEVEL.matcher(labels[labels.length - 1]).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
