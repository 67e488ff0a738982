package dev.mailmcp.web;

import java.util.List;

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

    /** RFC 9110 §11.4: it has no case. */
    String SCHEME = "bearer";

    /** @param authorization the values of all Authorization headers */
    static Credentials of(List<String> authorization) {
        if (authorization.isEmpty()) {
            return new None();
        }
        if (authorization.size() > 1) {
            return new Ambiguous();
        }
        String value = authorization.getFirst().strip();
        int start = SCHEME.length();
        while (start < value.length() && value.charAt(start) == ' ') {
            start++;
        }
        boolean bearer = start > SCHEME.length() && value.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return bearer && isToken(value, start) ? new Bearer(value.substring(start)) : new Unusable();
    }

    /** RFC 6750 §2.1: b64token, {@code =} only at its end. By hand, since it stands before every request and is long. */
    private static boolean isToken(String value, int start) {
        int end = value.length();
        while (end > start && value.charAt(end - 1) == '=') {
            end--;
        }
        for (int i = start; i < end; i++) {
            char c = value.charAt(i);
            boolean word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!word && "-._~+/".indexOf(c) < 0) {
                return false;
            }
        }
        return end > start;
    }
}
