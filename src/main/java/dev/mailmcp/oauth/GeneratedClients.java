package dev.mailmcp.oauth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.MailServers;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.secret.Digest;
import dev.mailmcp.secret.Purpose;
import dev.mailmcp.secret.Sealer;
import dev.mailmcp.secret.Secret;
import dev.mailmcp.value.InvalidValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Clients that the operator generated: everything about one is sealed in its {@code client_id}, nothing is stored. */
public final class GeneratedClients implements Clients {
    private static final JsonMapper JSON = new JsonMapper();

    private final Sealer sealer;
    private final Clock clock;

    public GeneratedClients(Sealer sealer, Clock clock) {
        this.sealer = sealer;
        this.clock = clock;
    }

    /** What an operator hands to a client's user. The secret is not kept anywhere else. */
    public record Generated(String clientId, Secret clientSecret, Client client) {}

    /**
     * Makes a client with a new id and a new secret of 256 bits.
     *
     * @throws InvalidValue when its {@code client_id} would be too long to be used
     */
    public Generated generate(
            String name, MailServers servers, List<RedirectRule> redirects, Optional<Instant> expires) {
        Secret secret = Secret.of(Digest.random(256));
        String hash = Digest.sha256(secret.reveal());
        Client client = client(Digest.random(96), name, servers, redirects, hash, clock.instant(), expires);
        String clientId = seal(client, hash);
        if (clientId.length() > Purpose.CLIENT.longest()) {
            throw new InvalidValue("the client ID would have " + clientId.length() + " characters, more than the "
                    + Purpose.CLIENT.longest() + " that clients can use; give fewer redirect URIs");
        }
        return new Generated(clientId, secret, client);
    }

    /** The client behind a {@code client_id}; nobody for anything that we did not seal, and once it has expired. */
    @Override
    public Lookup find(String clientId) {
        if (!(sealer.open(Purpose.CLIENT, clientId) instanceof Sealer.Opened.Content(byte[] json))) {
            return new Lookup.Unknown();
        }
        try {
            Client client = parse(json);
            return client.expiredAt(clock.instant()) ? new Lookup.Unknown() : new Lookup.Known(client);
        } catch (InvalidValue _) {
            return new Lookup.Unknown(); // Made when the rules were laxer: it has to be made again.
        }
    }

    /** The short stable id in a {@code client_id}; empty for anything that these keys did not seal. */
    static Optional<String> shortId(Sealer sealer, String clientId) {
        return sealer.open(Purpose.CLIENT, clientId) instanceof Sealer.Opened.Content(byte[] json)
                ? Optional.of(parse(json).id())
                : Optional.empty();
    }

    /** An operator puts id and secret into a client's settings, and need not know where that client will put them. */
    private static Client client(
            String id,
            String name,
            MailServers servers,
            List<RedirectRule> redirects,
            String hash,
            Instant issuedAt,
            Optional<Instant> expires) {
        var authentication = Authentication.SharedSecret.either(hash);
        return new Client(id, new ClientKind.Generated(), name, servers, redirects, authentication, issuedAt, expires);
    }

    private String seal(Client client, String hash) {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("id", client.id()).put("n", client.name());
        json.set("im", endpoint(client.servers().imap()));
        json.set("sm", endpoint(client.servers().smtp()));
        ArrayNode redirects = json.putArray("r");
        client.redirects().forEach(rule -> redirects.add(rule.value()));
        json.put("h", hash).put("iat", client.issuedAt().getEpochSecond());
        client.expires().ifPresent(end -> json.put("exp", end.getEpochSecond()));
        return sealer.seal(Purpose.CLIENT, json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode endpoint(Endpoint endpoint) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("h", endpoint.host())
                .put("p", endpoint.port())
                .put("s", endpoint.security().word());
    }

    private static Client parse(byte[] sealed) {
        try {
            JsonNode json = JSON.readTree(sealed);
            List<RedirectRule> redirects = new ArrayList<>();
            json.required("r").forEach(rule -> redirects.add(new RedirectRule(rule.asText())));
            return client(
                    json.required("id").asText(),
                    json.required("n").asText(),
                    new MailServers(endpoint(json.required("im")), endpoint(json.required("sm"))),
                    redirects,
                    json.required("h").asText(),
                    Instant.ofEpochSecond(json.required("iat").longValue()),
                    json.has("exp")
                            ? Optional.of(
                                    Instant.ofEpochSecond(json.required("exp").longValue()))
                            : Optional.empty());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a sealed client is not what was sealed", e);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be read", e);
        }
    }

    private static Endpoint endpoint(JsonNode json) {
        return new Endpoint(
                json.required("h").asText(),
                json.required("p").intValue(),
                TransportSecurity.of(json.required("s").asText()));
    }
}
