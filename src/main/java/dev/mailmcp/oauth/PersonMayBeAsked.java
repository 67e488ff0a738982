package dev.mailmcp.oauth;

import dev.mailmcp.oauth.AuthorizationFailure.Code;
import dev.mailmcp.oauth.AuthorizationFailure.Failed;
import dev.mailmcp.web.Form;
import java.util.Arrays;
import java.util.List;

/** We keep nobody signed in, so nothing can be granted without a page (OpenID Connect Core §3.1.2.6). */
final class PersonMayBeAsked {
    private PersonMayBeAsked() {}

    static void check(Form query, Answer answer) throws Failed {
        List<String> prompts = query.one("prompt").stream()
                .flatMap(prompt -> Arrays.stream(prompt.split(" ")))
                .toList();
        answer.unless(!prompts.contains("none"), Code.INTERACTION_REQUIRED, "the person has to sign in each time");
    }
}
