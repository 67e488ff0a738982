package dev.mailmcp.oauth;

import dev.mailmcp.audit.Audit;
import dev.mailmcp.limit.ClientLimits;
import dev.mailmcp.limit.LimitParts;
import dev.mailmcp.limit.LimitSettings;
import dev.mailmcp.limit.TrustedProxies;
import dev.mailmcp.secret.KeyRing;
import dev.mailmcp.secret.LegacyKey;
import dev.mailmcp.secret.Pseudonyms;
import dev.mailmcp.secret.Purpose;
import dev.mailmcp.secret.Sealer;
import dev.mailmcp.store.MemoryStore;
import dev.mailmcp.testing.Accounts;
import dev.mailmcp.testing.SetClock;
import dev.mailmcp.token.MailboxMarks;
import dev.mailmcp.token.RevocationList;
import dev.mailmcp.web.BaseUrl;
import dev.mailmcp.web.Endpoint;
import dev.mailmcp.web.Handler;
import dev.mailmcp.web.Headers;
import dev.mailmcp.web.HttpRequest;
import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.RequestBody;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The parts of the authorization server that know clients, of every kind, with no limit on how many register. */
final class FuzzedServer {
    static final byte[] LEGACY_KEY = "0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    static final String DOCUMENT = "https://client.example.com/oauth/client.json";
    static final BaseUrl BASE = new BaseUrl("https://mail.example.org");
    /** A line for each of a million clients helps nobody. */
    private static final Logger AUDIT = Logger.getLogger("dev.mailmcp.audit");

    final SetClock clock = new SetClock();
    final OneDocument documents = new OneDocument(DOCUMENT, Accounts.SERVERS);
    final Sealer sealer = new Sealer(KeyRing.parse("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="));
    final Optional<LegacyKey> legacy =
            Optional.of(LegacyKey.parse(Base64.getEncoder().encodeToString(LEGACY_KEY)));
    final Clients clients;
    private final Handler registration;

    FuzzedServer() {
        AUDIT.setLevel(Level.OFF);
        var store = new MemoryStore();
        var parts = new OAuthParts();
        var policy = new ClientPolicy(Optional.of(Accounts.SERVERS), RegistrationPolicy.ON, legacy);
        var clientSealer = new ClientSealer(sealer);
        var revocations = new Revocations(RevocationList.NONE, store.revokedClients());
        this.clients = parts.clients(clientSealer, policy, documents, AllowedRedirects.ANY, BASE, clock, revocations);
        KeyRing ring = KeyRing.parse("AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=");
        Audit audit = Audit.marking(new MailboxMarks(ring), _ -> {});
        TrustedProxies proxies = TrustedProxies.parse("127.0.0.1");
        ClientLimits limits = new LimitParts(
                        new LimitSettings(false, proxies),
                        store.attempts(),
                        new Pseudonyms(ring, Purpose.LIMIT),
                        audit,
                        clock)
                .clients();
        Endpoint endpoint =
                parts.registration(clientSealer, policy, AllowedRedirects.ANY, limits, proxies, audit, clock);
        this.registration = endpoint.routes().stream()
                .map(route -> Objects.requireNonNull(route.methods().get("POST")))
                .findFirst()
                .orElseThrow();
    }

    /** Empty when it is too large to be read. */
    Optional<HttpResponse> register(byte[] body) {
        RequestBody octets = limit -> {
            if (body.length > limit) {
                throw new RequestBody.TooLarge(limit);
            }
            return body;
        };
        var request = new HttpRequest(
                "POST",
                RegistrationEndpoint.PATH,
                "",
                Headers.of("Content-Type", "application/json"),
                InetAddress.getLoopbackAddress(),
                octets);
        try {
            return Optional.of(registration.handle(request));
        } catch (RequestBody.TooLarge _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
