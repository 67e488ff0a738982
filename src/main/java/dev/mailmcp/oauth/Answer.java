package dev.mailmcp.oauth;

import dev.mailmcp.oauth.AuthorizationFailure.Code;
import dev.mailmcp.oauth.AuthorizationFailure.Failed;
import dev.mailmcp.oauth.AuthorizationFailure.Offered;
import dev.mailmcp.oauth.AuthorizationFailure.Returned;
import dev.mailmcp.web.Form;
import java.util.Optional;

/**
 * Where a failure is told once client and redirect URI are proven.
 *
 * @param state as sent, byte for byte; empty when none was
 * @param atOnce whether it is told without a person having done anything. Else this server would take people, from its own
 *     address, to wherever any stranger has registered (OAuth 2.1 §7.12)
 */
record Answer(RedirectUri redirect, Optional<String> state, boolean atOnce) {
    static Optional<String> state(Form query) {
        return query.all("state").size() == 1 ? query.one("state") : Optional.empty();
    }

    /** @param description for the client's developer: ASCII, ours, no value from the request */
    void unless(boolean right, Code code, String description) throws Failed {
        if (!right) {
            throw failed(code, description);
        }
    }

    Failed failed(Code code, String description) {
        var returned = new Returned(code, description, redirect, state);
        return new Failed(atOnce ? returned : new Offered(returned));
    }
}
