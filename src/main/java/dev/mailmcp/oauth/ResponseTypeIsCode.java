package dev.mailmcp.oauth;

import dev.mailmcp.oauth.AuthorizationFailure.Code;
import dev.mailmcp.oauth.AuthorizationFailure.Failed;
import dev.mailmcp.web.Form;

/** A code is asked for, to be sent in the query (OAuth 2.1 §4.1.1): there is no other flow. */
final class ResponseTypeIsCode {
    private ResponseTypeIsCode() {}

    static void check(Form query, Answer answer) throws Failed {
        answer.unless(query.one("response_type").isPresent(), Code.INVALID_REQUEST, "response_type is missing");
        answer.unless(
                query.one("response_type").filter("code"::equals).isPresent(),
                Code.UNSUPPORTED_RESPONSE_TYPE,
                "response_type is code");
        answer.unless(
                query.one("response_mode").filter(mode -> !mode.equals("query")).isEmpty(),
                Code.INVALID_REQUEST,
                "response_mode is query");
    }
}
