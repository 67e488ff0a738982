package dev.mailmcp.oauth;

import dev.mailmcp.fuzz.OneOrigin;
import dev.mailmcp.fuzz.Target;
import dev.mailmcp.fuzz.UrlReader.Reading;
import dev.mailmcp.testing.ForeignRedirects;
import dev.mailmcp.value.InvalidValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Redirect URIs and what they are held against: a rule in the first line, what a client asks for in the second. Whatever may be
 * used at all is read alike by every reader of URLs; whatever a rule allows leads where the rule does; and so does the address
 * with the answer in it.
 */
public final class RedirectTarget implements Target {
    private static final String WEB = "https://app.example/callback";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String ANSWER = "code=c&state=%26s&iss=https%3A%2F%2Fmail.example.org";

    /** Further ones, beside {@link ForeignRedirects}. */
    private static final List<String> DECEITS = List.of(
            "https://app.example/callback\r",
            "https://0x7f.1/callback",
            "https://2130706433/callback",
            "https://127.1/callback",
            "https://[::ffff:7f00:1]/callback",
            "http://127.0.0.1.evil.example/callback",
            "http://localhost.evil.example/callback",
            "http://127.0.0.1:80@evil.example/callback",
            "http://localhost:1/callback",
            "http://[::1]:1/callback?a=b",
            "javascript://app.example/%0aalert(1)",
            "com.example.app:/callback",
            "app://user@host/callback");

    private static final List<String> RULES = List.of(
            WEB,
            "https://app.example/callback/*",
            "https://app.example:8443/callback?x=1",
            "http://127.0.0.1/callback",
            "http://localhost:33418/callback?x=1",
            "http://[::1]:1/callback",
            "loopback",
            "com.example.app:/callback",
            "cursor://anysphere.cursor-mcp/oauth/callback");

    private final OneOrigin origins;

    public RedirectTarget(OneOrigin origins) {
        this.origins = origins;
    }

    @Override
    public List<byte[]> seeds() {
        return RULES.stream()
                .flatMap(rule -> Stream.of(ForeignRedirects.OF_THE_WEB, ForeignRedirects.OF_LOOPBACK, DECEITS, RULES)
                        .flatMap(List::stream)
                        .map(asked -> rule + "\n" + asked))
                .map(pair -> pair.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public List<String> words() {
        List<String> words = new ArrayList<>(List.of(
                "",
                "@",
                "\\",
                "/",
                "//",
                ":",
                "::",
                "?",
                "#",
                "%",
                "%00",
                "%2e",
                "%2F",
                "%40",
                "%5c",
                "%25",
                ".",
                "..",
                "/../",
                ";",
                "*",
                "/*",
                "[",
                "]",
                "[::1]",
                "[::ffff:7f00:1]",
                "[fe80::1%25eth0]",
                "xn--",
                "xn--a",
                "_",
                "-",
                "--",
                "0",
                "00",
                "01",
                "0x7f",
                "0177",
                "127.0.0.1",
                "127.1",
                "1.2.3.4",
                "256",
                "2130706433",
                "localhost",
                "LOCALHOST",
                "evil.example",
                "app.example",
                ":0",
                ":80",
                ":443",
                ":65536",
                ":99999999999",
                ":",
                "https:",
                "http:",
                "HTTPS:",
                "javascript:",
                "\t",
                "\r",
                "\n",
                " ",
                "\u0000",
                "\u00ad",
                "\u200d",
                "\u3002",
                "\uff0f",
                "\uff20",
                "\uff41",
                "\u2100",
                "\u00df",
                "\u0130",
                "&",
                "=",
                "+",
                "'",
                "(",
                "$",
                ",",
                "!",
                "~"));
        words.addAll(RULES);
        return words;
    }

    @Override
    public boolean judge(byte[] input) {
        String[] lines = new String(input, StandardCharsets.UTF_8).split("\n", 2);
        if (lines.length < 2) {
            return false;
        }
        Optional<RedirectUri> asked = uri(lines[1]);
        if (asked.isEmpty()) {
            return false;
        }
        Reading seen = judge(asked.get());
        Stream.concat(RULES.stream(), Stream.of(lines[0]))
                .flatMap(rule -> rule(rule).stream())
                .filter(rule -> rule.allows(asked.get()))
                .forEach(rule -> judge(rule, seen, lines[1]));
        return true;
    }

    private static Optional<RedirectRule> rule(String text) {
        try {
            return Optional.of(new RedirectRule(text));
        } catch (InvalidValue _) {
            return Optional.empty();
        }
    }

    /** By itself. */
    private Reading judge(RedirectUri uri) {
        Reading seen = origins.of(uri.value());
        claim(!seen.isWeb() || seen.host().equalsIgnoreCase(uri.host()), "a person is shown " + uri.host());
        claim(seen.scheme().equals("https") || !seen.isWeb() || LOOPBACK.contains(seen.host()), "in the clear");
        claim(seen.isWeb() || uri.host().equalsIgnoreCase(seen.scheme() + "://"), "a person is shown " + uri.host());
        claim(uri.isLoopback() == (seen.scheme().equals("http") && LOOPBACK.contains(seen.host())), "loopback or not");
        String location = uri.with(ANSWER);
        Reading answered = origins.of(location);
        claim(answered.origin().equals(seen.origin()), "the answer goes elsewhere: " + location);
        claim(location.endsWith("?" + ANSWER) || location.endsWith("&" + ANSWER), "not in the query: " + location);
        return seen;
    }

    private void judge(RedirectRule rule, Reading seen, String asked) {
        if (rule.value().equals("loopback")) {
            claim(seen.scheme().equals("http") && LOOPBACK.contains(seen.host()), "not on loopback");
            return;
        }
        boolean many = rule.value().endsWith("/*");
        Reading ruled = origins.of(many ? rule.value().substring(0, rule.value().length() - 1) : rule.value());
        boolean loopback = ruled.scheme().equals("http");
        claim(seen.scheme().equals(ruled.scheme()) && seen.host().equals(ruled.host()), "led elsewhere");
        claim(loopback || seen.port() == ruled.port(), "another port");
        claim(loopback || many || rule.value().equals(asked), "not what was registered");
        claim(many || seen.path().equals(ruled.path()), "another path");
        claim(seen.path().startsWith(ruled.path()), "out of the folder");
    }

    private static Optional<RedirectUri> uri(String text) {
        try {
            return Optional.of(new RedirectUri(text));
        } catch (InvalidValue _) {
            return Optional.empty();
        }
    }

    private static void claim(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
