package dev.mailmcp.oauth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.secret.KeyRing;
import dev.mailmcp.store.MemoryGrants;
import dev.mailmcp.testing.Golden;
import dev.mailmcp.token.MailboxMarks;
import dev.mailmcp.token.SealedCustody;
import dev.mailmcp.token.SplitCustody;
import dev.mailmcp.web.BaseUrl;
import dev.mailmcp.web.Cors;
import dev.mailmcp.web.Headers;
import dev.mailmcp.web.HttpRequest;
import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.Route;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** RFC 8414. */
class ServerMetadataTest {
    private static final KeyRing KEYS = KeyRing.parse("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=");
    private static final ServerMetadata METADATA = metadata(ClientPolicy.GENERATED_ONLY);

    private static ServerMetadata metadata(ClientPolicy policy) {
        return new ServerMetadata(
                new BaseUrl("https://mail.example.org"),
                policy,
                DocumentClients.NONE,
                new SplitCustody(new MemoryGrants(), new MailboxMarks(KEYS)));
    }

    private static HttpResponse get(String path, String... headers) throws IOException {
        return get(METADATA, path, headers);
    }

    static HttpResponse get(ServerMetadata metadata, String path, String... headers) throws IOException {
        Route route = metadata.routes().stream()
                .filter(one -> one.path().equals(path))
                .findFirst()
                .orElseThrow();
        return Objects.requireNonNull(route.methods().get("GET"))
                .handle(new HttpRequest(
                        "GET", path, "", Headers.of(headers), InetAddress.getLoopbackAddress(), _ -> new byte[0]));
    }

    @Test
    void theDocumentHasThisForm() throws IOException {
        HttpResponse response = get("/.well-known/oauth-authorization-server");

        StringBuilder form = new StringBuilder(response.status() + "\n");
        response.headers().fields().forEach(field -> form.append(field.getKey())
                .append(": ")
                .append(field.getValue())
                .append('\n'));
        Golden.check(
                "oauth/authorization-server.txt",
                form + "\n" + Desk.json(response).toPrettyString() + "\n");
    }

    @Test
    void olderClientsFindTheSameDocument() throws IOException {
        assertEquals(
                Desk.text(get("/.well-known/oauth-authorization-server")),
                Desk.text(get("/.well-known/openid-configuration")));
    }

    @Test
    void thereIsNoDocumentWhereTheIssuerWouldHaveAPath() {
        // A document there would have to name another issuer.
        assertArrayEquals(
                new String[] {"/.well-known/oauth-authorization-server", "/.well-known/openid-configuration"},
                METADATA.routes().stream().map(Route::path).toArray());
        assertTrue(METADATA.routes().stream().allMatch(route -> route.cors() == Cors.ANY));
    }

    @Test
    void itComesFromConfigurationAlone() throws IOException {
        // V31.
        assertEquals(
                Desk.text(get("/.well-known/oauth-authorization-server")),
                Desk.text(get(
                        "/.well-known/oauth-authorization-server",
                        "Host",
                        "evil.example",
                        "X-Forwarded-Host",
                        "evil.example",
                        "X-Forwarded-Proto",
                        "http")));
    }

    @Test
    void everyUrlIsPlain() throws IOException {
        // V32.
        JsonNode document = Desk.json(get("/.well-known/oauth-authorization-server"));
        List<String> urls = document.findValuesAsText("issuer");
        for (String name : List.of("issuer", "authorization_endpoint", "token_endpoint", "revocation_endpoint")) {
            assertTrue(
                    document.path(name).asText().matches("https?://[A-Za-z0-9.\\-:\\[\\]]+(/[A-Za-z0-9._~\\-/]*)?"),
                    name);
        }
        assertEquals(List.of("https://mail.example.org"), urls);
    }

    @Test
    void nothingIsPromisedThatIsNotServed() throws IOException {
        JsonNode document = Desk.json(get("/.well-known/oauth-authorization-server"));

        for (String absent : List.of(
                "registration_endpoint",
                "introspection_endpoint",
                "client_id_metadata_document_supported",
                "jwks_uri",
                "userinfo_endpoint")) {
            assertTrue(document.path(absent).isMissingNode(), absent);
        }
    }

    @Test
    void registrationIsAdvertisedWhereItIsServed() throws IOException {
        JsonNode document = Desk.json(get(metadata(Desk.OPEN), "/.well-known/oauth-authorization-server"));

        assertEquals(
                "https://mail.example.org/oauth/register",
                document.path("registration_endpoint").asText());
        assertEquals(
                "[\"none\",\"client_secret_post\",\"client_secret_basic\"]",
                document.path("token_endpoint_auth_methods_supported").toString());
        for (ClientPolicy closed : List.of(
                ClientPolicy.GENERATED_ONLY,
                new ClientPolicy(Optional.empty(), RegistrationPolicy.ON, Optional.empty()),
                new ClientPolicy(Optional.of(Desk.OPERATORS), RegistrationPolicy.OFF, Optional.empty()))) {
            JsonNode without = Desk.json(get(metadata(closed), "/.well-known/oauth-authorization-server"));
            assertTrue(without.path("registration_endpoint").isMissingNode(), closed.toString());
            assertEquals(
                    "[\"client_secret_post\",\"client_secret_basic\"]",
                    without.path("token_endpoint_auth_methods_supported").toString());
        }
    }

    @Test
    void revocationIsNotAdvertisedWhereNothingCanBeRevoked() throws IOException {
        JsonNode document = Desk.json(get(
                new ServerMetadata(
                        new BaseUrl("https://mail.example.org"),
                        ClientPolicy.GENERATED_ONLY,
                        DocumentClients.NONE,
                        new SealedCustody()),
                "/.well-known/oauth-authorization-server"));

        assertTrue(document.path("revocation_endpoint").isMissingNode());
        assertTrue(document.path("revocation_endpoint_auth_methods_supported").isMissingNode());
    }
}
