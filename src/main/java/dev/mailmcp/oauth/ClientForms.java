package dev.mailmcp.oauth;

import dev.mailmcp.store.StoreUnavailable;
import dev.mailmcp.web.Form;
import dev.mailmcp.web.HttpRequest;
import dev.mailmcp.web.HttpResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Reads the forms that clients post by themselves, at the token and the revocation endpoint, and knows who posts them. */
final class ClientForms {
    private static final int LARGEST_FORM = 64 * 1024;
    private static final List<String> CREDENTIALS =
            List.of("client_id", "client_secret", "client_assertion", "client_assertion_type");

    private final ClientAuthentication authentication;

    ClientForms(ClientAuthentication authentication) {
        this.authentication = authentication;
    }

    /**
     * Answers a request, which must be a form of a client that proves itself.
     *
     * @param once the parameters that mean something there and must not be repeated, besides the client's credentials
     * @param answer asked once all of that is right
     */
    HttpResponse answer(HttpRequest request, List<String> once, BiFunction<Party, Form, HttpResponse> answer)
            throws IOException {
        if (!Form.isBodyOf(request)) {
            return OAuthError.invalidRequest("the request is application/x-www-form-urlencoded, in UTF-8");
        }
        if (!request.query().isEmpty()) {
            return OAuthError.invalidRequest("parameters go into the body");
        }
        try {
            Form form = Form.parse(request.body().read(LARGEST_FORM));
            if (form.repeated(Stream.of(CREDENTIALS, once).flatMap(List::stream).toList())
                    .isPresent()) {
                return OAuthError.invalidRequest("a parameter stands there more than once");
            }
            return switch (authentication.authenticate(request, form)) {
                case ClientAuthentication.Outcome.Malformed(String why) -> OAuthError.invalidRequest(why);
                case ClientAuthentication.Outcome.Failed failed -> OAuthError.invalidClient(failed.basic());
                case ClientAuthentication.Outcome.Held(Duration wait) -> OAuthError.tooMany(wait);
                case ClientAuthentication.Outcome.Unavailable _ -> OAuthError.temporarilyUnavailable();
                case ClientAuthentication.Outcome.Authenticated(Party party) -> answer.apply(party, form);
            };
        } catch (Form.Malformed e) {
            return OAuthError.invalidRequest(String.valueOf(e.getMessage()));
        } catch (StoreUnavailable _) {
            return OAuthError.temporarilyUnavailable();
        }
    }
}
