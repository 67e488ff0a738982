package dev.mailmcp.oauth;

import dev.mailmcp.audit.Audit;
import dev.mailmcp.audit.SecurityEvent;
import dev.mailmcp.limit.FailurePace;
import dev.mailmcp.limit.SignInLimits;
import dev.mailmcp.limit.SignInLimits.Admission;
import dev.mailmcp.limit.SignInLimits.Attempt;
import dev.mailmcp.limit.TrustedProxies;
import dev.mailmcp.token.Grant;
import dev.mailmcp.web.HttpRequest;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A login as strangers may try it: within limits, noted, and slow to fail. */
final class GuardedLogin {
    private final LoginCheck login;
    private final SignInLimits limits;
    private final FailurePace pace;
    private final TrustedProxies proxies;
    private final Audit audit;
    private final Clock clock;

    GuardedLogin(
            LoginCheck login, SignInLimits limits, FailurePace pace, TrustedProxies proxies, Audit audit, Clock clock) {
        this.login = login;
        this.limits = limits;
        this.pace = pace;
        this.proxies = proxies;
        this.audit = audit;
        this.clock = clock;
    }

    /** What came of it. */
    sealed interface Outcome {
        record Accepted() implements Outcome {}

        /** The mail server says no. */
        record Refused() implements Outcome {}

        /** The mail server says nothing. */
        record Unreachable() implements Outcome {}

        /** Nobody was asked. */
        record Held(Duration pause) implements Outcome {}
    }

    /** How long the login of a grant that somebody asks for would have to wait; asking costs the store nothing. */
    Optional<Duration> held(HttpRequest request, Grant grant) {
        return limits.held(proxies.caller(request), grant.clientId(), grant.account());
    }

    /** Tries the login of a grant that somebody asks for. */
    Outcome attempt(HttpRequest request, Grant grant) {
        Instant began = clock.instant();
        InetAddress from = proxies.caller(request);
        Outcome outcome =
                switch (limits.admit(from, grant.clientId(), grant.account())) {
                    case Admission.Held(Duration pause) -> new Outcome.Held(pause);
                    case Admission.Admitted(Attempt attempt) -> ask(attempt, from, grant);
                };
        if (outcome instanceof Outcome.Refused || outcome instanceof Outcome.Unreachable) {
            pace.holdBack(began);
        }
        return outcome;
    }

    private Outcome ask(Attempt attempt, InetAddress from, Grant grant) {
        try (attempt) {
            LoginCheck.Outcome asked = login.attempt(grant.account());
            return switch (asked) {
                case ACCEPTED -> {
                    attempt.worked();
                    audit.note(new SecurityEvent.LoginSucceeded(
                            grant.id(), grant.clientId(), grant.account().email(), from));
                    yield new Outcome.Accepted();
                }
                case REFUSED -> {
                    audit.note(failed(grant, true, from));
                    attempt.refused();
                    yield new Outcome.Refused();
                }
                case UNREACHABLE -> {
                    audit.note(failed(grant, false, from));
                    yield new Outcome.Unreachable();
                }
            };
        }
    }

    private static SecurityEvent failed(Grant grant, boolean refused, InetAddress from) {
        return new SecurityEvent.LoginFailed(
                grant.clientId(),
                grant.account().email(),
                grant.account().imap().endpoint().host(),
                refused,
                from);
    }

    /** Tries the login that a grant holds once more. */
    Outcome again(HttpRequest request, Grant grant) {
        return switch (limits.admitAgain(proxies.caller(request), grant.clientId(), grant.account())) {
            case Admission.Held(Duration pause) -> new Outcome.Held(pause);
            case Admission.Admitted(Attempt attempt) -> {
                try (attempt) {
                    LoginCheck.Outcome asked = login.attempt(grant.account());
                    yield switch (asked) {
                        case ACCEPTED -> new Outcome.Accepted();
                        case REFUSED -> new Outcome.Refused();
                        case UNREACHABLE -> new Outcome.Unreachable();
                    };
                }
            }
        };
    }
}
