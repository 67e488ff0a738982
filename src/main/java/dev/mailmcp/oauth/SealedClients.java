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
public final class SealedClients {
    private static final JsonMapper JSON = new JsonMapper();

    private final Sealer sealer;
    private final Clock clock;

    public SealedClients(Sealer sealer, Clock clock) {
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
        var client = new Client(
                Digest.random(96), name, servers, redirects, Digest.sha256(secret.reveal()), clock.instant(), expires);
        String clientId = seal(client);
        if (clientId.length() > Purpose.CLIENT.longest()) {
            throw new InvalidValue("the client ID would have " + clientId.length() + " characters, more than the "
                    + Purpose.CLIENT.longest() + " that clients can use; give fewer redirect URIs");
        }
        return new Generated(clientId, secret, client);
    }

    /** The client behind a {@code client_id}; empty for anything that we did not seal, and once it has expired. */
    public Optional<Client> find(String clientId) {
        if (!(sealer.open(Purpose.CLIENT, clientId) instanceof Sealer.Opened.Content(byte[] json))) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(json)).filter(client -> !client.expiredAt(clock.instant()));
        } catch (InvalidValue _) {
            return Optional.empty(); // Made when the rules were laxer: it has to be made again.
        }
    }

    private String seal(Client client) {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("id", client.id()).put("n", client.name());
        json.set("im", endpoint(client.servers().imap()));
        json.set("sm", endpoint(client.servers().smtp()));
        ArrayNode redirects = json.putArray("r");
        client.redirects().forEach(rule -> redirects.add(rule.value()));
        json.put("h", client.secretHash()).put("iat", client.issuedAt().getEpochSecond());
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
            return new Client(
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
