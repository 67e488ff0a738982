package dev.mailmcp.web;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request brought to prove itself. Only the Authorization header counts: a token in a query or a body is none. */
public sealed interface Credentials {
    record None() implements Credentials {}

    /** A bearer token (RFC 6750 §2.1); nothing of it is checked yet. */
    record Bearer(String token) implements Credentials {
        @Override
        public String toString() {
            return "Bearer[redacted]";
        }
    }

    /** Another scheme, or no token where one should be. */
    record Unusable() implements Credentials {}

    /** Two of them: who would say which one counts? */
    record Ambiguous() implements Credentials {}

    // RFC 9110 §11.4: the scheme has no case; RFC 6750 §2.1: b64token.
    Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/-]+=*)");

    /** @param authorization the values of all Authorization headers */
    static Credentials of(List<String> authorization) {
        if (authorization.isEmpty()) {
            return new None();
        }
        if (authorization.size() > 1) {
            return new Ambiguous();
        }
        Matcher bearer = BEARER.matcher(authorization.getFirst().strip());
        return bearer.matches() ? new Bearer(bearer.group(1)) : new Unusable();
    }
}
