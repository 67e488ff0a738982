package dev.mailmcp.oauth;

import java.util.List;
import java.util.stream.Stream;

/** The operator's own filter on redirect URIs (setting {@code ALLOWED_REDIRECTS}), on top of what each client is bound to. */
public record AllowedRedirects(List<RedirectRule> rules) {
    /** What each client is bound to is all that counts. */
    public static final AllowedRedirects ANY = new AllowedRedirects(List.of());

    public AllowedRedirects {
        rules = List.copyOf(rules);
    }

    /** @param setting rules separated by commas; see {@link RedirectRule} for their forms */
    public static AllowedRedirects parse(String setting) {
        return new AllowedRedirects(Stream.of(setting.split(",", -1))
                .map(String::strip)
                .map(RedirectRule::new)
                .toList());
    }

    /** Whether an answer may go there; anywhere while there are no rules. */
    public boolean allow(RedirectUri uri) {
        return rules.isEmpty() || rules.stream().anyMatch(rule -> rule.allows(uri));
    }

    /** Those that the operator named; the callbacks of known clients and loopback when there are none. */
    List<RedirectRule> listed() {
        return rules.isEmpty() ? KnownClients.all() : rules;
    }

    /**
     * Whether an answer may go there without a person having done anything, whoever the client says it is. On loopback nobody
     * knows who listens, whatever the list.
     */
    boolean trust(RedirectUri uri) {
        return !uri.isLoopback() && listed().stream().anyMatch(rule -> rule.allows(uri));
    }
}
