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
}
