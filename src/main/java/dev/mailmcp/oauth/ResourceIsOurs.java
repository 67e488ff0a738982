package dev.mailmcp.oauth;

import dev.mailmcp.oauth.AuthorizationFailure.Code;
import dev.mailmcp.oauth.AuthorizationFailure.Failed;
import dev.mailmcp.web.Form;

/** The grant is asked for our protected resource, or for none by name (RFC 8707 §2). */
final class ResourceIsOurs {
    private final ResourceIndicator resource;

    ResourceIsOurs(ResourceIndicator resource) {
        this.resource = resource;
    }

    void check(Form query, Answer answer) throws Failed {
        answer.unless(resource.accepts(query.all("resource")), Code.INVALID_TARGET, "resource is " + resource.value());
    }
}
