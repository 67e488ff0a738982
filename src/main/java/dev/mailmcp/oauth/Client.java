package dev.mailmcp.oauth;

import dev.mailmcp.account.MailServers;
import dev.mailmcp.value.InvalidValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A client that may ask for grants (RFC 6749 §2).
 *
 * @param id short and stable; grants remember it
 * @param kind who vouches for it
 * @param name shown to the person, who must not believe it of every kind
 * @param servers the mail servers of its people: those that it was generated with, else the operator's
 * @param redirects where its answers may go
 * @param authentication how it proves itself
 * @param issuedAt when it became a client
 * @param expires when it stops being a client
 */
public record Client(
        String id,
        ClientKind kind,
        String name,
        MailServers servers,
        List<RedirectRule> redirects,
        Authentication authentication,
        Instant issuedAt,
        Optional<Instant> expires) {
    public Client {
        redirects = List.copyOf(redirects);
        if (redirects.isEmpty()) {
            throw new InvalidValue("a client needs at least one redirect URI");
        }
        name = new ClientName(name).value();
    }

    /** The one URI that an answer could go to, if there is but one (RFC 6749 §3.1.2.3); ports of loopback are many. */
    Optional<RedirectUri> onlyRedirect() {
        return redirects.size() == 1 ? redirects.getFirst().exact().filter(uri -> !uri.isLoopback()) : Optional.empty();
    }

    boolean allows(RedirectUri uri) {
        return redirects.stream().anyMatch(rule -> rule.allows(uri));
    }

    /** Whether it is itself only with a signature of its own. */
    boolean alwaysSigns() {
        return authentication instanceof Authentication.PrivateKey(boolean always) && always;
    }

    boolean expiredAt(Instant now) {
        return expires.filter(end -> !now.isBefore(end)).isPresent();
    }
}
