package dev.mailmcp.oauth;

import dev.mailmcp.oauth.AuthorizationFailure.Code;
import dev.mailmcp.oauth.AuthorizationFailure.Failed;

/** A state may be missing, since PKCE guards the flow, but not longer than a URL can carry back. */
final class StateIsShort {
    private static final int LONGEST = 2048;

    private StateIsShort() {}

    static void check(Answer answer) throws Failed {
        answer.unless(
                answer.state().filter(state -> state.length() > LONGEST).isEmpty(),
                Code.INVALID_REQUEST,
                "state is longer than " + LONGEST + " characters");
    }
}
