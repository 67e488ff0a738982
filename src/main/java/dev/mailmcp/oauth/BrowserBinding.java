package dev.mailmcp.oauth;

import dev.mailmcp.secret.Digest;
import dev.mailmcp.web.BaseUrl;
import dev.mailmcp.web.Headers;
import dev.mailmcp.web.HttpRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Holds the form to the browser that it was shown in: a cookie for each transaction, and whatever a browser says of itself. */
final class BrowserBinding {
    /** Sign-ins at once in one browser; the oldest cookies go, so that the header cannot grow. */
    private static final int MOST_COOKIES = 4;

    private final BaseUrl base;

    BrowserBinding(BaseUrl base) {
        this.base = base;
    }

    /** The cookie of a new transaction, and the removal of old ones that are too many. */
    Headers bind(HttpRequest request, Transaction transaction, String value) {
        List<Map.Entry<String, String>> all = new ArrayList<>();
        all.add(cookie(transaction.cookieName(base.isSecure()), value, Transaction.LIFE.toSeconds()));
        List<String> old = sent(request)
                .filter(cookie -> cookie.startsWith(Transaction.prefix(base.isSecure())))
                .map(cookie -> cookie.substring(0, Math.max(0, cookie.indexOf('='))))
                .filter(name -> name.matches("[A-Za-z0-9_-]{1,40}"))
                .toList();
        old.stream().limit(Math.max(0, old.size() - MOST_COOKIES + 1)).forEach(name -> all.add(cookie(name, "", 0)));
        return new Headers(all);
    }

    /** Removes the cookie of a transaction that is over. */
    Headers release(Transaction transaction) {
        return new Headers(List.of(cookie(transaction.cookieName(base.isSecure()), "", 0)));
    }

    private Map.Entry<String, String> cookie(String name, String value, long seconds) {
        String secure = base.isSecure() ? "; Secure" : "";
        return Map.entry(
                "Set-Cookie",
                name + "=" + value + "; Path=/; HttpOnly; SameSite=Lax" + secure + "; Max-Age=" + seconds);
    }

    boolean isSameBrowser(HttpRequest request, Transaction transaction) {
        String name = transaction.cookieName(base.isSecure()) + "=";
        return sent(request)
                .filter(cookie -> cookie.startsWith(name))
                .anyMatch(cookie ->
                        Digest.same(Digest.sha256(cookie.substring(name.length())), transaction.cookieHash()));
    }

    /**
     * Whether the browser says that the form came from elsewhere (Fetch Metadata). {@code Origin: null} is what our own page sends,
     * since it sends no referrer; a foreign page can send it too, but not the cookie (SameSite).
     */
    boolean isCrossSite(HttpRequest request) {
        List<String> sites = request.headers().all("Sec-Fetch-Site");
        List<String> origins = request.headers().all("Origin");
        return !sites.stream().allMatch("same-origin"::equals)
                || !origins.stream().allMatch(origin -> origin.equals("null") || origin.equals(base.value()));
    }

    private static Stream<String> sent(HttpRequest request) {
        return request.headers().all("Cookie").stream()
                .flatMap(header -> Arrays.stream(header.split(";")))
                .map(String::strip);
    }
}
