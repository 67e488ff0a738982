package dev.mailmcp.oauth;

import dev.mailmcp.limit.ClientLimits;
import dev.mailmcp.limit.TrustedProxies;
import dev.mailmcp.secret.Digest;
import dev.mailmcp.web.Form;
import dev.mailmcp.web.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who speaks at the token endpoint (RFC 6749 §2.3), by the one method that the client was made with. */
final class ClientAuthentication {
    /** Compared with when there is no such client, so that both take the same time. */
    private static final Authentication.SharedSecret NOBODY =
            Authentication.SharedSecret.either(Digest.sha256(Digest.random(256)));

    /** RFC 7523 §2.2. */
    private static final String JWT = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final Clients clients;
    private final DocumentClients documents;
    private final ClientLimits limits;
    private final TrustedProxies proxies;

    ClientAuthentication(Clients clients, DocumentClients documents, ClientLimits limits, TrustedProxies proxies) {
        this.clients = clients;
        this.documents = documents;
        this.limits = limits;
        this.proxies = proxies;
    }

    /** What came of it. */
    sealed interface Outcome {
        record Authenticated(Party party) implements Outcome {}

        /**
         * @param basic whether the Authorization header was used: it must be answered with a challenge then
         * @param known the short id of a client that there is, and that this was no proof of
         */
        record Failed(boolean basic, Optional<String> known) implements Outcome {
            Failed(boolean basic) {
                this(basic, Optional.empty());
            }
        }

        /** As {@link Failed}, and too often. */
        record Held(Duration pause) implements Outcome {}

        /** More than one method at once, or an id that contradicts itself. */
        record Malformed(String why) implements Outcome {}

        /** Nothing is wrong with the request as far as we can tell; it may come again. */
        record Unavailable() implements Outcome {}
    }

    Outcome authenticate(HttpRequest request, Form form) {
        Outcome outcome = judge(request, form);
        return outcome instanceof Outcome.Failed failed
                ? failed.known()
                        .flatMap(client -> limits.proofFailed(proxies.caller(request), client))
                        .<Outcome>map(Outcome.Held::new)
                        .orElse(outcome)
                : outcome;
    }

    private Outcome judge(HttpRequest request, Form form) {
        List<String> headers = request.headers().all("Authorization");
        Optional<String> id = form.one("client_id");
        Optional<String> secret = form.one("client_secret");
        if (form.has("client_assertion") || form.has("client_assertion_type")) {
            return headers.isEmpty() && secret.isEmpty()
                    ? bySignature(form, id)
                    : new Outcome.Malformed("use one way of client authentication");
        }
        if (headers.size() > 1 || (!headers.isEmpty() && secret.isPresent())) {
            return new Outcome.Malformed("use one way of client authentication");
        }
        if (!headers.isEmpty()) {
            return byHeader(BasicCredentials.readings(headers.getFirst()), id);
        }
        if (id.isEmpty()) {
            return new Outcome.Failed(false);
        }
        return secret.map(given -> bySecret(new BasicCredentials(id.get(), given), AuthenticationMethod.POST))
                .orElseGet(() -> byIdAlone(id.get()));
    }

    private Outcome byHeader(List<BasicCredentials> readings, Optional<String> id) {
        if (id.isPresent()
                && !readings.isEmpty()
                && readings.stream().noneMatch(reading -> reading.id().equals(id.get()))) {
            return new Outcome.Malformed("client_id differs from the one in the Authorization header");
        }
        var failed = new Outcome.Failed(true);
        for (BasicCredentials reading : readings) {
            Outcome outcome = bySecret(reading, AuthenticationMethod.BASIC);
            if (!(outcome instanceof Outcome.Failed again)) {
                return outcome;
            }
            // However the id is spelled: whom the secret was guessed for is remembered.
            failed = failed.known().isPresent() ? failed : again;
        }
        return failed;
    }

    private Outcome bySecret(BasicCredentials given, AuthenticationMethod method) {
        var failed = new Outcome.Failed(method == AuthenticationMethod.BASIC);
        return switch (clients.find(given.id())) {
            case Clients.Lookup.Known(Client client) ->
                switch (client.authentication()) {
                    case Authentication.SharedSecret shared ->
                        shared.proves(method, given.secret())
                                ? new Outcome.Authenticated(Party.of(client))
                                : new Outcome.Failed(failed.basic(), Optional.of(client.id()));
                    // Somebody is confused about who it is: a client without a secret fails on any that it sends.
                    case Authentication.None _, Authentication.PrivateKey _ -> failed;
                };
            case Clients.Lookup.Unknown _ -> {
                boolean _ = NOBODY.proves(method, given.secret());
                yield failed;
            }
            case Clients.Lookup.Unreadable _, Clients.Lookup.Unavailable _ -> new Outcome.Unavailable();
        };
    }

    private Outcome bySignature(Form form, Optional<String> id) {
        Optional<String> assertion = form.one("client_assertion");
        if (assertion.isEmpty()
                || !form.one("client_assertion_type").filter(JWT::equals).isPresent()) {
            return new Outcome.Malformed("client_assertion comes with client_assertion_type " + JWT);
        }
        return switch (documents.judge(id, assertion.get())) {
            case DocumentClients.Judgement.Proven(String client) -> new Outcome.Authenticated(new Party(client, true));
            case DocumentClients.Judgement.Refused _ -> new Outcome.Failed(false);
            case DocumentClients.Judgement.Unavailable _ -> new Outcome.Unavailable();
        };
    }

    private Outcome byIdAlone(String id) {
        if (DocumentClients.areMeantBy(id)) {
            // What the document says now does not matter: the grant knows what it said when the person agreed.
            return documents
                    .named(id)
                    .<Outcome>map(client -> new Outcome.Authenticated(new Party(client, false)))
                    .orElse(new Outcome.Failed(false));
        }
        return switch (clients.find(id)) {
            case Clients.Lookup.Known(Client client) ->
                switch (client.authentication()) {
                    case Authentication.None _ -> new Outcome.Authenticated(Party.of(client));
                    case Authentication.SharedSecret _, Authentication.PrivateKey _ -> new Outcome.Failed(false);
                };
            case Clients.Lookup.Unknown _ -> new Outcome.Failed(false);
            case Clients.Lookup.Unreadable _, Clients.Lookup.Unavailable _ -> new Outcome.Unavailable();
        };
    }
}
