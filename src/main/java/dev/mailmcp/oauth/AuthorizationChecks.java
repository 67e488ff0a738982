package dev.mailmcp.oauth;

import dev.mailmcp.oauth.AuthorizationFailure.Code;
import dev.mailmcp.oauth.AuthorizationFailure.Failed;
import dev.mailmcp.oauth.AuthorizationFailure.Returned;
import dev.mailmcp.oauth.AuthorizationFailure.Shown;
import dev.mailmcp.token.CodeChallenge;
import dev.mailmcp.token.Scope;
import dev.mailmcp.value.InvalidValue;
import dev.mailmcp.web.Form;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The checks of an authorization request. Their order is security: until client and redirect URI are proven nothing may be sent
 * to that URI, and after that everything is checked before a person is asked for a password.
 */
final class AuthorizationChecks {
    private static final int LONGEST_CLIENT_ID = 2048;
    private static final int LONGEST_STATE = 2048;
    private static final int LONGEST_SCOPE = 1024;
    private static final List<String> OURS = List.of(
            "client_id",
            "redirect_uri",
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

    private final SealedClients clients;
    private final AllowedRedirects allowed;
    private final ResourceIndicator resource;

    AuthorizationChecks(SealedClients clients, AllowedRedirects allowed, ResourceIndicator resource) {
        this.clients = clients;
        this.allowed = allowed;
        this.resource = resource;
    }

    AuthorizationRequest check(Form query) throws Failed {
        noneTwice(query, List.of("client_id", "redirect_uri"));
        Client client = client(query);
        RedirectUri redirect = redirect(query, client);
        // From here on the client may be told.
        var answer = new Answer(redirect, state(query));
        answer.unless(query.repeated(OURS).isEmpty(), Code.INVALID_REQUEST, "a parameter stands there more than once");
        answer.unless(
                answer.state.isEmpty() || !tooLong(query, "state", LONGEST_STATE),
                Code.INVALID_REQUEST,
                "state is too long");
        responseTypeIsCode(query, answer);
        noRequestObject(query, answer);
        CodeChallenge challenge = pkceIsS256(query, answer);
        resourceIsOurs(query, answer);
        Set<Scope> scopes = scopes(query, answer);
        answer.unless(
                query.one("prompt").filter("none"::equals).isEmpty(),
                Code.INTERACTION_REQUIRED,
                "the person has to sign in each time");
        return new AuthorizationRequest(
                query.one("client_id").orElseThrow(),
                client,
                redirect,
                answer.state,
                challenge,
                scopes,
                query.one("login_hint").filter(hint -> hint.length() <= 254).orElse(""));
    }

    private Client client(Form query) throws Failed {
        if (tooLong(query, "client_id", LONGEST_CLIENT_ID)) {
            throw shown("The link to this page is damaged: its client_id is too long.");
        }
        String id = query.one("client_id")
                .orElseThrow(() -> shown("The link to this page is incomplete: it names no client (client_id)."));
        return clients.find(id)
                .orElseThrow(
                        () -> shown("This server does not know the client that sent you here. Its client ID is wrong,"
                                + " has expired, or was made for another server."));
    }

    private RedirectUri redirect(Form query, Client client) throws Failed {
        Optional<String> given = query.one("redirect_uri");
        if (given.isEmpty()) {
            return onlyRegistered(client);
        }
        try {
            var uri = new RedirectUri(given.get());
            if (client.allows(uri) && allowed.allow(uri)) {
                return uri;
            }
        } catch (InvalidValue _) {
            // It cannot be anybody's.
        }
        throw shown("The client wants the answer sent to an address that it is not registered for (redirect_uri)."
                + " Nothing was sent there.");
    }

    /** RFC 6749 §3.1.2.3: a request may leave it out when there is only one it could be. */
    private RedirectUri onlyRegistered(Client client) throws Failed {
        if (client.redirects().size() == 1) {
            try {
                var uri = new RedirectUri(client.redirects().getFirst().value());
                if (!uri.isLoopback() && !uri.value().endsWith("/*") && allowed.allow(uri)) {
                    return uri;
                }
            } catch (InvalidValue _) {
                // A rule, not a URI.
            }
        }
        throw shown("The link to this page is incomplete: it does not say where the answer goes (redirect_uri).");
    }

    private static Optional<String> state(Form query) {
        return query.all("state").size() == 1 ? query.one("state") : Optional.empty();
    }

    private static void responseTypeIsCode(Form query, Answer answer) throws Failed {
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

    private static void noRequestObject(Form query, Answer answer) throws Failed {
        answer.unless(query.one("request").isEmpty(), Code.REQUEST_NOT_SUPPORTED, "request objects are not supported");
        answer.unless(
                query.one("request_uri").isEmpty(), Code.REQUEST_URI_NOT_SUPPORTED, "request_uri is not supported");
    }

    private static CodeChallenge pkceIsS256(Form query, Answer answer) throws Failed {
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

    private void resourceIsOurs(Form query, Answer answer) throws Failed {
        List<String> named = query.all("resource");
        answer.unless(
                named.stream().allMatch(value -> value.length() <= ResourceIndicator.LONGEST)
                        && resource.accepts(named),
                Code.INVALID_TARGET,
                "resource is " + resource.value());
    }

    /** Unknown scopes are dropped while a known one remains (RFC 6749 §3.3); none at all asks for everything there is. */
    private static Set<Scope> scopes(Form query, Answer answer) throws Failed {
        Optional<String> asked = query.one("scope");
        if (asked.isEmpty()) {
            return Scope.all();
        }
        answer.unless(asked.get().length() <= LONGEST_SCOPE, Code.INVALID_SCOPE, "scope is too long");
        Set<Scope> known = EnumSet.noneOf(Scope.class);
        Arrays.stream(asked.get().split(" "))
                .flatMap(word -> Scope.of(word).stream())
                .forEach(known::add);
        boolean onlyOffline = asked.get().strip().equals("offline_access");
        answer.unless(!known.isEmpty() || onlyOffline, Code.INVALID_SCOPE, "none of these scopes is known here");
        return known.isEmpty() ? Scope.all() : known;
    }

    private static boolean tooLong(Form query, String name, int most) {
        return query.one(name).filter(value -> value.length() > most).isPresent();
    }

    private static void noneTwice(Form query, List<String> names) throws Failed {
        if (query.repeated(names).isPresent()) {
            throw shown("The link to this page is damaged: a parameter stands there more than once.");
        }
    }

    private static Failed shown(String explanation) {
        return new Failed(new Shown(explanation));
    }

    /** Where a failure is told once client and redirect URI are proven. */
    private record Answer(RedirectUri redirect, Optional<String> state) {
        void unless(boolean right, Code code, String description) throws Failed {
            if (!right) {
                throw failed(code, description);
            }
        }

        Failed failed(Code code, String description) {
            return new Failed(new Returned(code, description, redirect, state));
        }
    }
}
