package dev.mailmcp.oauth;

import dev.mailmcp.oauth.AuthorizationFailure.Code;
import dev.mailmcp.oauth.AuthorizationFailure.Failed;
import dev.mailmcp.web.Form;

/** Parameters come in the query and nowhere else; who sends a request object is told so (RFC 9101 §6). */
final class NoRequestObject {
    private NoRequestObject() {}

    static void check(Form query, Answer answer) throws Failed {
        answer.unless(query.one("request").isEmpty(), Code.REQUEST_NOT_SUPPORTED, "request objects are not supported");
        answer.unless(
                query.one("request_uri").isEmpty(), Code.REQUEST_URI_NOT_SUPPORTED, "request_uri is not supported");
    }
}
