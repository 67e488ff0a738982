package dev.mailmcp.oauth;

import dev.mailmcp.oauth.AuthorizationFailure.Code;
import dev.mailmcp.oauth.AuthorizationFailure.Failed;
import dev.mailmcp.token.CodeChallenge;
import dev.mailmcp.value.InvalidValue;
import dev.mailmcp.web.Form;

/** Every client proves with S256 that it is the one who asked (OAuth 2.1 §7.5.1), also one that has a secret. */
final class PkceIsS256 {
    private PkceIsS256() {}

    static CodeChallenge check(Form query, Answer answer) throws Failed {
        // RFC 7636 §4.3: a missing method would mean plain.
        answer.unless(
                query.one("code_challenge_method").filter("S256"::equals).isPresent(),
                Code.INVALID_REQUEST,
                "code_challenge_method is S256");
        try {
            return new CodeChallenge(query.one("code_challenge").orElse(""));
        } catch (InvalidValue _) {
            throw answer.failed(Code.INVALID_REQUEST, "code_challenge is 43 characters of base64url");
        }
    }
}
