package dev.mailmcp.oauth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailmcp.audit.Audit;
import dev.mailmcp.audit.SecurityEvent;
import dev.mailmcp.limit.ClientLimits;
import dev.mailmcp.limit.TrustedProxies;
import dev.mailmcp.store.StoreUnavailable;
import dev.mailmcp.token.Scope;
import dev.mailmcp.value.InvalidValue;
import dev.mailmcp.web.Cors;
import dev.mailmcp.web.Endpoint;
import dev.mailmcp.web.HttpRequest;
import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.Problem;
import dev.mailmcp.web.Route;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Dynamic client registration (RFC 7591 §3). Nothing is stored of them but how many there were, and
 * nothing that a client links to is fetched. */
final class RegistrationEndpoint implements Endpoint {
    static final String PATH = "/oauth/register";

    private static final int LARGEST = 8 * 1024;
    private static final Pattern TYPE = Pattern.compile("(?i)application/json\\s*(;\\s*charset=\"?utf-8\"?\\s*)?");
    /** Given back as they came: they are checked, mean nothing here, and are forgotten. */
    private static final List<String> ECHOED = List.of(
            "client_uri",
            "logo_uri",
            "tos_uri",
            "policy_uri",
            "contacts",
            "software_id",
            "software_version",
            "application_type");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(4).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final RegisteredClients clients;
    private final RegistrationPolicy policy;
    private final AllowedRedirects allowed;
    private final ClientLimits limits;
    private final TrustedProxies proxies;
    private final Audit audit;

    RegistrationEndpoint(
            RegisteredClients clients,
            RegistrationPolicy policy,
            AllowedRedirects allowed,
            ClientLimits limits,
            TrustedProxies proxies,
            Audit audit) {
        this.clients = clients;
        this.policy = policy;
        this.allowed = allowed;
        this.limits = limits;
        this.proxies = proxies;
        this.audit = audit;
    }

    @Override
    public List<Route> routes() {
        // The bare path is where Claude goes when it cannot read the metadata; it is not advertised.
        return List.of(Route.post(PATH, Cors.ANY, this::answer), Route.post("/register", Cors.ANY, this::answer));
    }

    private HttpResponse answer(HttpRequest request) throws IOException {
        InetAddress from = proxies.caller(request);
        try {
            Optional<Duration> held = limits.registrationsHeld(from);
            if (held.isPresent()) {
                return OAuthError.tooMany(held.get());
            }
            RegistrationRequest asked = RegistrationRequest.parse(body(request));
            if (!asked.redirects().stream().allMatch(this::isAllowed)) {
                throw new RegistrationRequest.Refused(
                        RegistrationRequest.Fault.INVALID_REDIRECT_URI,
                        "whoever runs this server does not allow one of the redirect_uris");
            }
            Optional<Duration> tooMany = limits.registering(from);
            if (tooMany.isPresent()) {
                return OAuthError.tooMany(tooMany.get());
            }
            RegisteredClients.Registered registered = clients.register(asked.name(), asked.redirects(), asked.method());
            Client client = registered.client();
            audit.note(new SecurityEvent.ClientRegistered(client.id(), client.name(), from));
            return created(asked, registered);
        } catch (StoreUnavailable _) {
            return OAuthError.temporarilyUnavailable();
        } catch (RegistrationRequest.Refused e) {
            return refused(e.fault(), String.valueOf(e.getMessage()));
        } catch (InvalidValue e) {
            return refused(RegistrationRequest.Fault.INVALID_REDIRECT_URI, String.valueOf(e.getMessage()));
        }
    }

    private boolean isAllowed(RedirectUri uri) {
        return switch (policy) {
            case OFF -> false;
            case LISTED -> allowed.listed().stream().anyMatch(rule -> rule.allows(uri));
            case ON -> allowed.allow(uri);
        };
    }

    private static ObjectNode body(HttpRequest request) throws IOException, RegistrationRequest.Refused {
        if (!TYPE.matcher(request.header("Content-Type").orElse("")).matches()) {
            throw unreadable("the request is application/json");
        }
        byte[] body = request.body().read(LARGEST);
        try {
            JsonNode json = JSON.readTree(body);
            if (json instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException _) {
            // As below.
        }
        throw unreadable("the body is one JSON object, in UTF-8, not deep, with no name twice");
    }

    private static RegistrationRequest.Refused unreadable(String why) {
        return new RegistrationRequest.Refused(RegistrationRequest.Fault.INVALID_CLIENT_METADATA, why);
    }

    /** RFC 7591 §3.2.1: what the client is registered with, which is not all that it sent. */
    private static HttpResponse created(RegistrationRequest asked, RegisteredClients.Registered registered) {
        Client client = registered.client();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("client_id", registered.clientId())
                .put("client_id_issued_at", client.issuedAt().getEpochSecond());
        registered.secret().ifPresent(secret -> {
            json.put("client_secret", secret.reveal());
            client.expires().ifPresent(end -> json.put("client_secret_expires_at", end.getEpochSecond()));
        });
        if (!client.name().isEmpty()) {
            json.put("client_name", client.name());
        }
        ArrayNode redirects = json.putArray("redirect_uris");
        asked.redirects().forEach(redirect -> redirects.add(redirect.value()));
        json.put("token_endpoint_auth_method", asked.method().word());
        json.putArray("grant_types").add("authorization_code").add("refresh_token");
        json.putArray("response_types").add("code");
        knownScopes(asked).ifPresent(scopes -> json.put("scope", scopes));
        ECHOED.stream()
                .filter(asked.sent()::hasNonNull)
                .forEach(name -> json.set(name, asked.sent().get(name)));
        return HttpResponse.json(201, json.toString().getBytes(StandardCharsets.UTF_8))
                .with("Cache-Control", "no-store")
                .with("Pragma", "no-cache");
    }

    /** Those of the scopes it named that there are. They bind nothing: the person decides, each time. */
    private static Optional<String> knownScopes(RegistrationRequest asked) {
        String known = Arrays.stream(asked.sent().path("scope").asText("").split(" "))
                .filter(word -> Scope.of(word).isPresent() || word.equals("offline_access"))
                .distinct()
                .collect(Collectors.joining(" "));
        return known.isEmpty() ? Optional.empty() : Optional.of(known);
    }

    private static HttpResponse refused(RegistrationRequest.Fault fault, String why) {
        return Problem.json(400, fault.name().toLowerCase(Locale.ROOT), why);
    }
}
