package dev.mailmcp.oauth;

import dev.mailmcp.account.MailServers;
import dev.mailmcp.secret.Digest;
import dev.mailmcp.secret.Purpose;
import dev.mailmcp.secret.Sealer;
import dev.mailmcp.secret.Secret;
import dev.mailmcp.value.InvalidValue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Clients that registered themselves (RFC 7591). Everything about one is sealed in its {@code client_id}: however many register,
 * nothing is stored. What was sealed for a generated client can never be taken for one of these, nor the other way round.
 */
final class RegisteredClients implements Clients {
    /** After this a client registers again: it is answered {@code invalid_client}, and knows what to do. */
    static final Duration LIFE = Duration.ofDays(180);

    private final Sealer sealer;
    private final MailServers servers;
    private final Clock clock;

    /** @param servers where the people of these clients have their mail */
    RegisteredClients(Sealer sealer, MailServers servers, Clock clock) {
        this.sealer = sealer;
        this.servers = servers;
        this.clock = clock;
    }

    /**
     * A client just registered.
     *
     * @param secret not kept anywhere else; a public client has none
     */
    record Registered(String clientId, Optional<Secret> secret, Client client) {}

    /**
     * Makes a client.
     *
     * @throws InvalidValue when its {@code client_id} would be too long to be used
     */
    Registered register(String name, List<RedirectUri> redirects, AuthenticationMethod method) {
        Optional<Secret> secret =
                method == AuthenticationMethod.NONE ? Optional.empty() : Optional.of(Secret.of(Digest.random(256)));
        var registration = new CompactRegistration(
                method,
                secret.map(value -> Digest.sha256(value.reveal())),
                new ClientName(name).value(),
                redirects,
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
        String sealed = sealer.seal(Purpose.REGISTERED_CLIENT, registration.encode());
        if (sealed.length() > Purpose.REGISTERED_CLIENT.longest()) {
            throw new InvalidValue("redirect_uris are too long together");
        }
        String clientId = ClientDirectory.REGISTERED + sealed;
        return new Registered(clientId, secret, client(clientId, registration));
    }

    /** The client behind a {@code client_id}; nobody for anything that we did not seal, and once it has expired. */
    @Override
    public Lookup find(String clientId) {
        if (!clientId.startsWith(ClientDirectory.REGISTERED)
                || !(sealer.open(Purpose.REGISTERED_CLIENT, clientId.substring(ClientDirectory.REGISTERED.length()))
                        instanceof Sealer.Opened.Content(byte[] octets))) {
            return new Lookup.Unknown();
        }
        try {
            Client client = client(clientId, CompactRegistration.decode(octets));
            return client.expiredAt(clock.instant()) ? new Lookup.Unknown() : new Lookup.Known(client);
        } catch (InvalidValue _) {
            return new Lookup.Unknown(); // Registered when the rules were laxer: it has to register again.
        }
    }

    /** What is sealed has one spelling only, so its digest is as good a name as any, and takes no room in it. */
    static String shortId(String clientId) {
        return Digest.sha256(clientId).substring(0, 16);
    }

    private Client client(String clientId, CompactRegistration registration) {
        Authentication authentication = registration
                .secretHash()
                .<Authentication>map(
                        hash -> new Authentication.SharedSecret(List.of(hash), Set.of(registration.method())))
                .orElseGet(Authentication.None::new);
        Instant end = registration.issuedAt().plus(LIFE);
        return new Client(
                shortId(clientId),
                new ClientKind.Registered(),
                registration.name(),
                servers,
                registration.redirects().stream().map(RedirectRule::exactly).toList(),
                authentication,
                registration.issuedAt(),
                Optional.of(end));
    }
}
