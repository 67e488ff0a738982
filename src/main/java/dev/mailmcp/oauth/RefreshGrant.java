package dev.mailmcp.oauth;

import dev.mailmcp.audit.Audit;
import dev.mailmcp.audit.SecurityEvent;
import dev.mailmcp.audit.SecurityEvent.TokenReused.Kind;
import dev.mailmcp.token.Grant;
import dev.mailmcp.token.GrantTokens;
import dev.mailmcp.token.Presented;
import dev.mailmcp.token.Renewal;
import dev.mailmcp.token.Scope;
import dev.mailmcp.token.Tokens;
import dev.mailmcp.web.Form;
import dev.mailmcp.web.HttpRequest;
import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.Problem;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** {@code grant_type=refresh_token} (RFC 6749 §6, OAuth 2.1 §4.3): a new pair of tokens for the client the grant was made for. */
final class RefreshGrant {
    private static final Logger LOG = Logger.getLogger(RefreshGrant.class);

    private final GrantTokens tokens;
    private final GuardedLogin login;
    private final ResourceIndicator resource;
    private final Audit audit;

    RefreshGrant(GrantTokens tokens, GuardedLogin login, ResourceIndicator resource, Audit audit) {
        this.tokens = tokens;
        this.login = login;
        this.resource = resource;
        this.audit = audit;
    }

    HttpResponse answer(HttpRequest request, Party party, Form form) {
        Optional<String> token = form.one("refresh_token");
        if (token.isEmpty()) {
            return OAuthError.invalidRequest("refresh_token is missing");
        }
        if (!resource.accepts(form.all("resource"))) {
            return Problem.json(400, "invalid_target", "resource is " + resource.value());
        }
        return switch (tokens.present(token.get())) {
            case Presented.Unavailable _ -> OAuthError.temporarilyUnavailable();
            case Presented.Invalid(var reason) -> {
                LOG.debugf("refresh token refused: %s", reason);
                yield refused();
            }
            case Presented.Valid valid when !party.holds(valid.grant()) -> refused();
            case Presented.Valid valid -> renew(request, valid, form);
        };
    }

    private HttpResponse renew(HttpRequest request, Presented.Valid valid, Form form) {
        Optional<Set<Scope>> scopes = scopes(form, valid.grant().scopes());
        if (scopes.isEmpty()) {
            return Problem.json(400, "invalid_scope", "scope goes beyond what was granted");
        }
        if (valid.stale()) {
            switch (login.again(request, valid.grant())) {
                case GuardedLogin.Outcome.Refused _ -> {
                    return refused();
                }
                case GuardedLogin.Outcome.Unreachable _, GuardedLogin.Outcome.Held _ -> {
                    return OAuthError.temporarilyUnavailable();
                }
                case GuardedLogin.Outcome.Accepted _ ->
                    tokens.freshen(valid.grant().id());
            }
        }
        Grant grant = valid.grant();
        return switch (tokens.renew(valid, scopes.get())) {
            case Renewal.Renewed(Tokens issued) -> {
                audit.note(new SecurityEvent.GrantRefreshed(grant.id(), grant.clientId()));
                yield TokenEndpoint.success(issued);
            }
            case Renewal.Reused _ -> {
                audit.note(new SecurityEvent.TokenReused(grant.id(), grant.clientId(), Kind.REFRESH_TOKEN));
                yield refused();
            }
            case Renewal.Gone _ -> refused();
        };
    }

    /** What was asked for, no more than what was granted; everything granted when nothing was asked for. */
    private static Optional<Set<Scope>> scopes(Form form, Set<Scope> granted) {
        Optional<String> asked = form.one("scope");
        if (asked.isEmpty()) {
            return Optional.of(granted);
        }
        List<String> words = Arrays.stream(asked.get().split(" "))
                .filter(word -> !word.isEmpty() && !word.equals("offline_access"))
                .toList();
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        words.stream().flatMap(word -> Scope.of(word).stream()).forEach(scopes::add);
        boolean within = Scope.withImplied(granted).containsAll(scopes)
                && scopes.size() == Set.copyOf(words).size();
        return within ? Optional.of(scopes.isEmpty() ? granted : scopes) : Optional.empty();
    }

    private static HttpResponse refused() {
        return OAuthError.invalidGrant("the refresh token is not valid any more, or belongs to another client");
    }
}
