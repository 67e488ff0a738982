package dev.mailmcp.oauth;

import dev.mailmcp.secret.Digest;
import dev.mailmcp.store.StoreUnavailable;
import dev.mailmcp.token.AuthorizationCodes;
import dev.mailmcp.token.Grant;
import dev.mailmcp.token.GrantTokens;
import dev.mailmcp.token.TokenSettings;
import dev.mailmcp.value.InvalidValue;
import dev.mailmcp.web.BaseUrl;
import dev.mailmcp.web.Cors;
import dev.mailmcp.web.Endpoint;
import dev.mailmcp.web.Form;
import dev.mailmcp.web.Handler;
import dev.mailmcp.web.HttpRequest;
import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.Problem;
import dev.mailmcp.web.Route;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The authorization endpoint (RFC 6749 §3.1): GET shows the sign-in page, POST is its form and nothing else. */
@Singleton
class AuthorizationEndpoint implements Endpoint {
    static final String PATH = "/oauth/authorize";

    private static final int LARGEST_FORM = 64 * 1024;

    private final AuthorizationChecks checks;
    private final Transactions transactions;
    private final AuthorizationCodes codes;
    private final GuardedLogin login;
    private final SignInPage page;
    private final Redirects redirects;
    private final BrowserBinding browser;
    private final GrantTokens tokens;
    private final TokenSettings settings;
    private final Clock clock;

    AuthorizationEndpoint(
            AuthorizationChecks checks,
            Transactions transactions,
            AuthorizationCodes codes,
            GuardedLogin login,
            SignInPage page,
            GrantTokens tokens,
            BaseUrl base,
            TokenSettings settings,
            Clock clock) {
        this.checks = checks;
        this.transactions = transactions;
        this.codes = codes;
        this.login = login;
        this.page = page;
        this.redirects = new Redirects(base);
        this.browser = new BrowserBinding(base);
        this.tokens = tokens;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        Map<String, Handler> methods = Map.of("GET", guarded(this::show), "POST", guarded(this::submit));
        // The bare path is where Claude goes when it cannot read the metadata; it is not advertised.
        return List.of(new Route(PATH, methods, Cors.NONE), new Route("/authorize", methods, Cors.NONE));
    }

    private Handler guarded(Handler handler) {
        return request -> {
            try {
                return handler.handle(request);
            } catch (StoreUnavailable _) {
                return later();
            }
        };
    }

    private HttpResponse show(HttpRequest request) {
        try {
            AuthorizationRequest asked = checks.check(Form.parse(request.query()));
            String cookie = Digest.random(256);
            Transaction transaction = transactions.begin(request.query(), cookie, AsShown.of(asked));
            SignInForm blank = SignInForm.blank(asked.loginHint(), asked.scopes());
            HttpResponse form = page.form(asked, transactions.seal(transaction), blank, Optional.empty());
            return new HttpResponse(
                    form.status(), form.headers().and(browser.bind(request, transaction, cookie)), form.body());
        } catch (Form.Malformed _) {
            return damaged("The link to this page is damaged. Go back to the client and start again.");
        } catch (AuthorizationFailure.Failed e) {
            return failed(e.failure());
        }
    }

    private HttpResponse submit(HttpRequest request) throws IOException {
        if (!Form.isBodyOf(request)) {
            return Problem.json(415, "invalid_request", "the form is application/x-www-form-urlencoded");
        }
        if (browser.isCrossSite(request)) {
            return page.failure(403, "Not from here", "This form was sent from another site. Nothing was done.");
        }
        Form posted;
        AuthorizationRequest asked;
        Transaction transaction;
        try {
            posted = Form.parse(request.body().read(LARGEST_FORM));
            Optional<Transaction> opened = posted.one("tx").flatMap(transactions::open);
            if (opened.isEmpty()) {
                return damaged("This page is too old, or it is damaged. Go back to the client and start again.");
            }
            transaction = opened.get();
            if (!browser.isSameBrowser(request, transaction)) {
                return page.failure(
                        403,
                        "Cookies are needed",
                        "This browser did not send back the cookie that came with the page. Allow cookies for this site, go"
                                + " back to the client and start again.");
            }
            // What the client asked for comes from the sealed transaction, never from the form.
            asked = checks.check(Form.parse(transaction.query()), transaction.shown());
        } catch (Form.Malformed _) {
            return damaged("The form could not be read. Go back to the client and start again.");
        } catch (AuthorizationFailure.Failed e) {
            return failed(e.failure());
        }
        return switch (posted.one("action").orElse("")) {
            case "approve" -> approve(request, asked, transaction, SignInForm.of(posted, asked.scopes()));
            case "deny" -> deny(asked, transaction);
            default -> damaged("The form says neither Approve nor Cancel. Go back to the client and start again.");
        };
    }

    private HttpResponse deny(AuthorizationRequest asked, Transaction transaction) {
        return transactions.finish(transaction)
                ? over(
                        transaction,
                        redirects.failure(new AuthorizationFailure.Returned(
                                AuthorizationFailure.Code.ACCESS_DENIED,
                                "the person did not agree",
                                asked.redirectUri(),
                                asked.state())))
                : used();
    }

    private HttpResponse approve(
            HttpRequest request, AuthorizationRequest asked, Transaction transaction, SignInForm form) {
        Grant grant;
        try {
            grant = grant(asked, form);
        } catch (InvalidValue e) {
            return again(asked, transaction, form, String.valueOf(e.getMessage()));
        }
        Optional<Duration> held = login.held(request, grant);
        if (held.isPresent()) {
            // Before the attempt is counted: a flood that is held back leaves nothing in the store.
            return held(asked, transaction, form, held.get());
        }
        int attempt = transactions.attempt(transaction);
        if (attempt > Transaction.MOST_ATTEMPTS) {
            return attempt == Integer.MAX_VALUE
                    ? used()
                    : page.failure(429, "Too many attempts", "Go back to the client and start again in a while.")
                            .with("Retry-After", "60");
        }
        ClientKind kind = asked.client().kind();
        return switch (login.attempt(request, grant)) {
            case GuardedLogin.Outcome.Accepted _ -> accepted(asked, transaction, grant);
            case GuardedLogin.Outcome.Refused _ -> again(asked, transaction, form, SignInFault.refused(kind));
            case GuardedLogin.Outcome.Unreachable _ -> again(asked, transaction, form, SignInFault.unreachable(kind));
            case GuardedLogin.Outcome.Held(Duration wait) -> held(asked, transaction, form, wait);
        };
    }

    private HttpResponse held(AuthorizationRequest asked, Transaction transaction, SignInForm form, Duration wait) {
        HttpResponse page = again(asked, transaction, form, SignInFault.held(wait));
        return new HttpResponse(429, page.headers(), page.body()).with("Retry-After", OAuthError.seconds(wait));
    }

    private Grant grant(AuthorizationRequest asked, SignInForm form) {
        var grant = new Grant(
                Digest.random(128),
                asked.client().id(),
                form.ticked(),
                form.account(asked.client().servers()),
                settings.resource(),
                clock.instant().plus(settings.grantMaxAge()),
                asked.client().alwaysSigns(),
                asked.client().issuedAt());
        if (!tokens.fit(grant)) {
            throw new InvalidValue(
                    "That is more than a token can hold: give fewer further addresses, or shorter logins.");
        }
        return grant;
    }

    private HttpResponse accepted(AuthorizationRequest asked, Transaction transaction, Grant grant) {
        if (!transactions.finish(transaction)) {
            return used();
        }
        String code = codes.issue(
                        grant,
                        new AuthorizationCodes.Binding(
                                asked.redirectUri().value(),
                                asked.challenge(),
                                asked.client().name()))
                .reveal();
        return over(transaction, redirects.success(asked.redirectUri(), asked.state(), code));
    }

    private HttpResponse over(Transaction transaction, HttpResponse response) {
        return new HttpResponse(
                response.status(), response.headers().and(browser.release(transaction)), response.body());
    }

    private HttpResponse again(AuthorizationRequest asked, Transaction transaction, SignInForm form, String mistake) {
        return page.form(asked, transactions.seal(transaction), form, Optional.of(mistake));
    }

    private HttpResponse used() {
        return damaged(
                "This page was already used. Go back to the client; if it is still not connected, start again there.");
    }

    private HttpResponse later() {
        return page.failure(503, "Not possible at the moment", "Please try again in a moment.")
                .with("Retry-After", "5");
    }

    private HttpResponse damaged(String explanation) {
        return page.failure(400, "This does not work", explanation);
    }

    private HttpResponse failed(AuthorizationFailure failure) {
        return switch (failure) {
            case AuthorizationFailure.Shown(String explanation) -> damaged(explanation);
            case AuthorizationFailure.Later _ -> later();
            case AuthorizationFailure.Returned returned -> redirects.failure(returned);
            case AuthorizationFailure.Offered(AuthorizationFailure.Returned answer) ->
                page.wayBack(answer, redirects.address(answer));
        };
    }
}
