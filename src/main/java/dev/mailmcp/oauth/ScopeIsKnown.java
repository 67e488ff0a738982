package dev.mailmcp.oauth;

import dev.mailmcp.oauth.AuthorizationFailure.Code;
import dev.mailmcp.oauth.AuthorizationFailure.Failed;
import dev.mailmcp.token.Scope;
import dev.mailmcp.web.Form;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Unknown scopes are dropped while a known one remains (RFC 6749 §3.3); asking for none offers everything there is. */
final class ScopeIsKnown {
    private static final int LONGEST = 1024;
    /** Asks for a refresh token, which everyone gets; no scope of the resource. */
    private static final String OFFLINE = "offline_access";

    private ScopeIsKnown() {}

    static Set<Scope> check(Form query, Answer answer) throws Failed {
        Optional<String> asked = query.one("scope");
        if (asked.map(String::strip).filter(scope -> !scope.equals(OFFLINE)).isEmpty()) {
            return Scope.all();
        }
        answer.unless(
                asked.get().length() <= LONGEST,
                Code.INVALID_REQUEST,
                "scope is longer than " + LONGEST + " characters");
        Set<Scope> known = EnumSet.noneOf(Scope.class);
        Arrays.stream(asked.get().split(" "))
                .flatMap(word -> Scope.of(word).stream())
                .forEach(known::add);
        answer.unless(!known.isEmpty(), Code.INVALID_SCOPE, "none of these scopes is known here");
        return known;
    }
}
