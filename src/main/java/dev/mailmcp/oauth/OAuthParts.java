package dev.mailmcp.oauth;

import dev.mailmcp.audit.Audit;
import dev.mailmcp.limit.ClientLimits;
import dev.mailmcp.limit.FailurePace;
import dev.mailmcp.limit.SignInLimits;
import dev.mailmcp.limit.TrustedProxies;
import dev.mailmcp.mail.Mailboxes;
import dev.mailmcp.mail.Submissions;
import dev.mailmcp.secret.Sealer;
import dev.mailmcp.store.OneTime;
import dev.mailmcp.token.AuthorizationCodes;
import dev.mailmcp.token.Custody;
import dev.mailmcp.token.GrantTokens;
import dev.mailmcp.web.BaseUrl;
import dev.mailmcp.web.Endpoint;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** Puts the endpoints' collaborators together. They are plain classes, so that a test or a command can make them by hand. */
@Singleton
class OAuthParts {
    @Produces
    @Singleton
    Clients clients(
            ClientSealer sealer,
            ClientPolicy policy,
            DocumentClients documents,
            AllowedRedirects allowed,
            BaseUrl base,
            Clock clock,
            Revocations revocations) {
        var all = new ClientDirectory(
                new GeneratedClients(sealer.sealer(), clock),
                policy.servers()
                        .<Clients>map(servers -> new RegisteredClients(sealer.sealer(), servers, clock))
                        .orElse(Clients.NONE),
                documents,
                policy.legacy()
                        .<Clients>map(key -> new LegacyClients(key, base.value(), allowed.listed()))
                        .orElse(Clients.NONE));
        return new UnrevokedClients(all, revocations);
    }

    /** No endpoint at all where nobody may register. */
    @Produces
    @Singleton
    Endpoint registration(
            ClientSealer sealer,
            ClientPolicy policy,
            AllowedRedirects allowed,
            ClientLimits limits,
            TrustedProxies proxies,
            Audit audit,
            Clock clock) {
        return policy.servers()
                .filter(_ -> policy.registers())
                .<Endpoint>map(servers -> new RegistrationEndpoint(
                        new RegisteredClients(sealer.sealer(), servers, clock),
                        policy.registration(),
                        allowed,
                        limits,
                        proxies,
                        audit))
                .orElse(List::of);
    }

    @Produces
    @Singleton
    AuthorizationChecks checks(Clients clients, DocumentClients documents, AllowedRedirects allowed, BaseUrl base) {
        return new AuthorizationChecks(clients, documents, allowed, new ResourceIndicator(base));
    }

    @Produces
    @Singleton
    Transactions transactions(Sealer sealer, OneTime store, Clock clock) {
        return new Transactions(sealer, store, clock);
    }

    @Produces
    @Singleton
    GuardedLogin login(
            Mailboxes mailboxes,
            Submissions submissions,
            SignInLimits limits,
            FailurePace pace,
            TrustedProxies proxies,
            Audit audit,
            Clock clock) {
        return new GuardedLogin(new LoginCheck(mailboxes, submissions), limits, pace, proxies, audit, clock);
    }

    @Produces
    @Singleton
    ClientAuthentication clientAuthentication(
            Clients clients, DocumentClients documents, ClientLimits limits, TrustedProxies proxies) {
        return new ClientAuthentication(clients, documents, limits, proxies);
    }

    @Produces
    @Singleton
    ClientForms clientForms(ClientAuthentication authentication) {
        return new ClientForms(authentication);
    }

    /** No endpoint at all where a grant cannot be ended for good. */
    @Produces
    @Singleton
    Endpoint revocation(ClientForms forms, GrantTokens tokens, Custody custody, Audit audit) {
        return custody.splits() ? new RevocationEndpoint(forms, tokens, audit) : List::of;
    }

    @Produces
    @Singleton
    CodeGrant codeGrant(
            AuthorizationCodes codes, GrantTokens tokens, BaseUrl base, Revocations revocations, Audit audit) {
        return new CodeGrant(codes, tokens, new ResourceIndicator(base), revocations, audit);
    }

    @Produces
    @Singleton
    RefreshGrant refreshGrant(GrantTokens tokens, GuardedLogin login, BaseUrl base, Audit audit) {
        return new RefreshGrant(tokens, login, new ResourceIndicator(base), audit);
    }
}
