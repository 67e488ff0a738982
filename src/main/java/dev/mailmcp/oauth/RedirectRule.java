package dev.mailmcp.oauth;

import dev.mailmcp.value.InvalidValue;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which redirect URIs a client may use: one exactly; with {@code /*} at its end, one with a further path segment (clients that
 * make one per connector); or the word {@code loopback} for any on the person's own computer. For http on loopback the port is
 * free (RFC 8252 §7.3), everything else is compared character by character.
 */
public record RedirectRule(String value) {
    private static final String ANY_LOOPBACK = "loopback";
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,199}");

    public RedirectRule {
        if (!value.equals(ANY_LOOPBACK)) {
            RedirectUri uri = new RedirectUri(base(value));
            if (value.endsWith("/*") && uri.isLoopback()) {
                throw new InvalidValue("a redirect URI on loopback is given whole; its port is free anyway");
            }
        }
    }

    /**
     * One URI, for clients that say themselves where their answers go: they may not have the freedom that an operator may give.
     *
     * @throws InvalidValue when it would be read as a rule for more than one
     */
    public static RedirectRule exactly(RedirectUri uri) {
        if (uri.value().endsWith("/*")) {
            throw new InvalidValue("a redirect URI does not end in /*");
        }
        return new RedirectRule(uri.value());
    }

    private static String base(String value) {
        return value.endsWith("/*") ? value.substring(0, value.length() - 1) : value;
    }

    /** The URI itself, when the rule is one. */
    Optional<RedirectUri> exact() {
        return value.equals(ANY_LOOPBACK) || value.endsWith("/*")
                ? Optional.empty()
                : Optional.of(new RedirectUri(value));
    }

    /** Whether an answer may go there by this rule. */
    public boolean allows(RedirectUri requested) {
        if (value.equals(ANY_LOOPBACK)) {
            return requested.isLoopback();
        }
        if (value.endsWith("/*")) {
            String base = base(value);
            return requested.value().startsWith(base)
                    && SEGMENT.matcher(requested.value().substring(base.length()))
                            .matches();
        }
        return value.equals(requested.value()) || sameButForPort(requested.value());
    }

    private boolean sameButForPort(String requested) {
        Matcher own = RedirectUri.LOOPBACK.matcher(value);
        Matcher other = RedirectUri.LOOPBACK.matcher(requested);
        return own.matches()
                && other.matches()
                && own.group(1).equals(other.group(1))
                && rest(own).equals(rest(other));
    }

    private static String rest(Matcher loopback) {
        String rest = loopback.group(3);
        return rest == null ? "" : rest;
    }

    @Override
    public String toString() {
        return value;
    }
}
