package dev.mailmcp.oauth;

import dev.mailmcp.oauth.AuthorizationFailure.Code;
import dev.mailmcp.oauth.AuthorizationFailure.Failed;
import dev.mailmcp.web.Form;
import java.util.List;

/** No parameter that means something to us is given twice (RFC 6749 §3.1); {@code resource} may be (RFC 8707 §2). */
final class ParametersStandOnce {
    private static final List<String> OURS = List.of(
            "response_type",
            "response_mode",
            "scope",
            "state",
            "code_challenge",
            "code_challenge_method",
            "request",
            "request_uri",
            "prompt",
            "login_hint");

    private ParametersStandOnce() {}

    static void check(Form query, Answer answer) throws Failed {
        answer.unless(query.repeated(OURS).isEmpty(), Code.INVALID_REQUEST, "a parameter stands there more than once");
    }
}
