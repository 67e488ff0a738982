package dev.mailmcp.fuzz;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** A parser of URLs. There are many in the world, and who follows a redirect has one of them. */
@FunctionalInterface
public interface UrlReader {
    /** The one of RFC 2396 and RFC 3986 as Java has it. */
    UrlReader URIS = UrlReader::asUri;
    /** Java's older one, which takes nearly everything. */
    UrlReader URLS = UrlReader::asUrl;

    /** Empty for what is no URL to it. */
    Optional<Reading> read(String url);

    /**
     * What it makes of a URL.
     *
     * @param scheme in lower case
     * @param user empty for none
     * @param host in lower case, IPv6 in brackets; empty for none
     * @param port that of the scheme when none is named; 0 for none
     */
    record Reading(String scheme, String user, String host, int port, String path) {
        static Reading of(String scheme, String user, String host, int port, String path) {
            String lower = scheme.toLowerCase(Locale.ROOT);
            int usual = lower.equals("https") ? 443 : lower.equals("http") ? 80 : 0;
            return new Reading(lower, user, host.toLowerCase(Locale.ROOT), port < 0 ? usual : port, path);
        }

        public boolean isWeb() {
            return scheme.equals("https") || scheme.equals("http");
        }

        /** Scheme, host and port (RFC 6454 §4). */
        public String origin() {
            return scheme + "://" + host + ":" + port;
        }
    }

    private static Optional<Reading> asUri(String url) {
        try {
            URI uri = new URI(url);
            return Optional.of(Reading.of(
                    Objects.toString(uri.getScheme(), ""),
                    Objects.toString(uri.getRawUserInfo(), ""),
                    Objects.toString(uri.getHost(), ""),
                    uri.getPort(),
                    Objects.toString(uri.getRawPath(), "")));
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("deprecation") // Its laxness is what it is here for.
    private static Optional<Reading> asUrl(String text) {
        try {
            URL url = new URL(text);
            return Optional.of(Reading.of(
                    url.getProtocol(),
                    Objects.toString(url.getUserInfo(), ""),
                    url.getHost(),
                    url.getPort(),
                    url.getPath()));
        } catch (MalformedURLException _) {
            return Optional.empty();
        }
    }
}
