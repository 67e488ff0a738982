package dev.mailmcp.oauth;

import static dev.mailmcp.oauth.CodeGrantTest.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.limit.TrustedProxies;
import dev.mailmcp.oauth.Clients.Lookup;
import dev.mailmcp.secret.KeyRing;
import dev.mailmcp.secret.Purpose;
import dev.mailmcp.secret.Sealer;
import dev.mailmcp.store.MemoryRevokedClients;
import dev.mailmcp.testing.Accounts;
import dev.mailmcp.token.RevocationList;
import dev.mailmcp.web.BaseUrl;
import dev.mailmcp.web.HttpResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that the operator did not make: how they get in, how they prove themselves, and what a person is told of them. */
class ClientKindsTest {
    private static final String LOOPBACK = "http://127.0.0.1:4711/callback";
    private static final String STRANGE = "https://strange.example/callback";

    private final Path folder;
    private final Desk desk;

    ClientKindsTest(@TempDir Path folder) {
        this.folder = folder;
        this.desk = new Desk(folder);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private Map<String, String> request(String clientId, String redirect) {
        Map<String, String> request = desk.request("redirect_uri", redirect);
        request.put("client_id", clientId);
        return request;
    }

    private Map<String, String> wrong(String clientId, String redirect) {
        Map<String, String> request = request(clientId, redirect);
        request.put("scope", "no such");
        return request;
    }

    private String code(String clientId, String redirect) {
        Desk.Page page = desk.page(request(clientId, redirect));
        return Desk.answer(desk.submit(page, Desk.filled(page, "mail:read"))).getOrDefault("code", "none");
    }

    private static Map<String, String> exchange(String code, String... more) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("grant_type", "authorization_code");
        parameters.put("code", code);
        parameters.put("code_verifier", Desk.VERIFIER);
        for (int i = 0; i < more.length; i += 2) {
            parameters.put(more[i], more[i + 1]);
        }
        return parameters;
    }

    private static String basic(String id, String secret) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((URLEncoder.encode(id, StandardCharsets.UTF_8) + ":"
                                        + URLEncoder.encode(secret, StandardCharsets.UTF_8))
                                .getBytes(StandardCharsets.UTF_8));
    }

    // How they get in.

    @Test
    void aPublicClientComesAllTheWayToTheOperatorsMailServer() {
        String id = desk.registered("Tool", LOOPBACK);
        String code = code(id, "http://127.0.0.1:50001/callback");

        HttpResponse first = desk.token(exchange(code, "client_id", id));

        assertEquals(200, first.status(), () -> Desk.text(first));
        assertEquals(List.of("imap ada@example.org at imap.operator.example"), desk.mail.logins);
        HttpResponse second = desk.token(Map.of(
                "grant_type",
                "refresh_token",
                "client_id",
                id,
                "refresh_token",
                Desk.json(first).path("refresh_token").asText()));
        assertEquals(200, second.status(), () -> Desk.text(second));
    }

    @Test
    void aPublicClientNeedsPkceAsEveryOther() {
        // V05.
        String id = desk.registered("Tool", LOOPBACK);
        Map<String, String> request = request(id, LOOPBACK);
        request.remove("code_challenge");
        assertEquals(400, desk.get(request).status());

        String code = code(id, LOOPBACK);

        assertRefused("invalid_grant", desk.token(exchange(code, "client_id", id, "code_verifier", "x".repeat(43))));
        Map<String, String> without = exchange(code, "client_id", id);
        without.remove("code_verifier");
        assertRefused("invalid_request", desk.token(without));
    }

    @Test
    void aPublicClientsCodeIsNoOtherClients() {
        // V10.
        String id = desk.registered("Tool", LOOPBACK);
        String other = desk.registered("Tool", LOOPBACK);
        String code = code(id, LOOPBACK);

        assertRefused("invalid_grant", desk.token(exchange(code, "client_id", other)));
        assertEquals(200, desk.token(exchange(code, "client_id", id)).status());
    }

    @Test
    void aRegistrationEndsAfterHalfAYear() {
        String id = desk.registered("Tool", LOOPBACK);
        desk.clock.pass(Duration.ofDays(180).minusSeconds(1));
        assertEquals(200, desk.get(request(id, LOOPBACK)).status());
        assertRefused("invalid_grant", desk.token(exchange("x", "client_id", id)));

        desk.clock.pass(Duration.ofSeconds(1));

        assertEquals(400, desk.get(request(id, LOOPBACK)).status());
        assertRefused("invalid_client", desk.token(exchange("x", "client_id", id)));
    }

    @Test
    void itGoesNowhereButWhereItRegistered() {
        String id = desk.registered("Tool", STRANGE);

        for (String other : List.of(Desk.CALLBACK, STRANGE + "/", "https://strange.example/callback?x=1", LOOPBACK)) {
            HttpResponse response = desk.get(request(id, other));
            assertEquals(400, response.status());
            assertEquals(Optional.empty(), Desk.location(response));
            assertFalse(Desk.text(response).contains("href=\"" + other), Desk.text(response));
        }
    }

    @Test
    void withoutTheOperatorsMailServersNobodyIsKnownWhoRegistered() {
        String id = desk.registered("Tool", LOOPBACK);
        var keys = new ClientSealer(new Sealer(KeyRing.parse("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=")));
        Clients without = new OAuthParts()
                .clients(
                        keys,
                        ClientPolicy.GENERATED_ONLY,
                        DocumentClients.NONE,
                        AllowedRedirects.ANY,
                        desk.base,
                        desk.clock,
                        new Revocations(RevocationList.NONE, new MemoryRevokedClients()));

        assertEquals(new Lookup.Unknown(), without.find(id));
        assertTrue(without.find(desk.client.clientId()) instanceof Lookup.Known);
    }

    @Test
    void noIdIsTakenForOneOfAnotherKind() {
        var sealer = new Sealer(KeyRing.parse("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="));
        var registered = new RegisteredClients(sealer, Accounts.SERVERS, desk.clock);
        String id = desk.registered("Tool", LOOPBACK);
        assertTrue(registered.find(id) instanceof Lookup.Known);
        String opened = sealer.seal(Purpose.CLIENT, new byte[] {0, 0, 0, 0, 0, 0, 0});

        for (String foreign : List.of(
                "",
                "mc1.",
                id.substring(4),
                id + ".",
                id.substring(0, id.length() - 1),
                "mc1." + id,
                "mc2." + id.substring(4),
                "mc1." + desk.client.clientId(),
                "mc1." + opened,
                desk.client.clientId())) {
            assertEquals(new Lookup.Unknown(), registered.find(foreign), foreign);
        }
        assertEquals(new Lookup.Unknown(), desk.clients.find(id.substring(4)));
    }

    @Test
    void aRegistrationComesBackAsItWas() {
        for (var method : AuthenticationMethod.values()) {
            var registration = new CompactRegistration(
                    method,
                    method == AuthenticationMethod.NONE ? Optional.empty() : Optional.of("A".repeat(42) + "E"),
                    "\u00e4\ud83d\ude00".repeat(20),
                    List.of(
                            new RedirectUri("https://a.example/" + "x".repeat(400)),
                            new RedirectUri("http://localhost:1/"),
                            new RedirectUri("http://127.0.0.1/x"),
                            new RedirectUri("http://[::1]/x"),
                            new RedirectUri("own.app:/x")),
                    Instant.ofEpochSecond(3_000_000_000L));

            assertEquals(registration, CompactRegistration.decode(registration.encode()));
        }
    }

    // How they prove themselves.

    @ParameterizedTest
    @CsvSource({
        "none, id, 200",
        "none, post, 401",
        "none, basic, 401",
        "none, nothing, 401",
        "client_secret_post, post, 200",
        "client_secret_post, id, 401",
        "client_secret_post, basic, 401",
        "client_secret_post, both, 400",
        "client_secret_basic, basic, 200",
        "client_secret_basic, post, 401",
        "client_secret_basic, id, 401",
        "client_secret_basic, both, 400",
        "client_secret_basic, wrong basic, 401",
        "client_secret_post, wrong post, 401"
    })
    void onlyTheRegisteredMethodCounts(String method, String way, int status) {
        // V40: and a wrong way costs nothing.
        JsonNode client = Desk.json(desk.register(
                "{\"redirect_uris\":[\"" + STRANGE + "\"],\"token_endpoint_auth_method\":\"" + method + "\"}"));
        String id = client.path("client_id").asText();
        String secret = client.path("client_secret").asText("none was given");
        String code = code(id, STRANGE);

        HttpResponse response =
                switch (way) {
                    case "id" -> desk.token(exchange(code, "client_id", id));
                    case "post" -> desk.token(exchange(code, "client_id", id, "client_secret", secret));
                    case "basic" -> desk.token(exchange(code), "Authorization", basic(id, secret));
                    case "both" ->
                        desk.token(
                                exchange(code, "client_id", id, "client_secret", secret),
                                "Authorization",
                                basic(id, secret));
                    case "wrong post" -> desk.token(exchange(code, "client_id", id, "client_secret", secret + "x"));
                    case "wrong basic" -> desk.token(exchange(code), "Authorization", basic(id, secret + "x"));
                    default -> desk.token(exchange(code));
                };

        assertEquals(status, response.status(), () -> Desk.text(response));
        assertEquals(
                status == 401 && way.endsWith("basic") ? List.of("Basic realm=\"oauth\"") : List.of(),
                response.headers().all("WWW-Authenticate"));
        if (status != 200) {
            HttpResponse right =
                    switch (method) {
                        case "none" -> desk.token(exchange(code, "client_id", id));
                        case "client_secret_post" ->
                            desk.token(exchange(code, "client_id", id, "client_secret", secret));
                        default -> desk.token(exchange(code), "Authorization", basic(id, secret));
                    };
            assertEquals(200, right.status(), () -> Desk.text(right));
        }
    }

    @Test
    void anEmptySecretIsNone() {
        // OAuth 2.1 §3.2: a parameter without a value counts as left out.
        String id = desk.registered("Tool", LOOPBACK);

        assertEquals(
                200,
                desk.token(exchange(code(id, LOOPBACK), "client_id", id, "client_secret", ""))
                        .status());
    }

    @Test
    void whatCannotBeToldNowIsNoFaultOfTheClients() {
        Clients unsure = id -> id.equals("a") ? new Lookup.Unreadable() : new Lookup.Unavailable();
        var authentication =
                new ClientAuthentication(unsure, DocumentClients.NONE, desk.clientLimits, TrustedProxies.NONE);

        for (String id : List.of("a", "b")) {
            for (String more : List.of("", "&client_secret=x")) {
                assertEquals(
                        new ClientAuthentication.Outcome.Unavailable(),
                        authentication.authenticate(request(), form("client_id=" + id + more)));
            }
        }
    }

    private static dev.mailmcp.web.HttpRequest request() {
        return new dev.mailmcp.web.HttpRequest(
                "POST",
                "/",
                "",
                dev.mailmcp.web.Headers.NONE,
                java.net.InetAddress.getLoopbackAddress(),
                _ -> new byte[0]);
    }

    private static dev.mailmcp.web.Form form(String encoded) {
        try {
            return dev.mailmcp.web.Form.parse(encoded);
        } catch (dev.mailmcp.web.Form.Malformed e) {
            throw new AssertionError(e);
        }
    }

    // Where errors go.

    private static void assertWayBack(String host, String start, HttpResponse response) {
        assertEquals(400, response.status(), () -> Desk.text(response));
        assertEquals(Optional.empty(), Desk.location(response));
        Document html = new Desk.Page(response).html();
        assertEquals(List.of(host), html.select(".host").eachText());
        List<String> buttons = html.select("a.button").eachAttr("href");
        assertEquals(1, buttons.size());
        assertTrue(buttons.getFirst().startsWith(start + "?error=invalid_scope&"), buttons.getFirst());
        assertTrue(buttons.getFirst().endsWith("&state=st%26te%20%3D%25%2B1&iss=https%3A%2F%2Fmail.example.org"));
        assertEquals(0, html.select("form").size());
    }

    @Test
    void aStrangersErrorIsShownWithAWayBack() {
        // V25: or every stranger would have an open redirector at our address.
        HttpResponse response = desk.get(wrong(desk.registered("Tool", STRANGE), STRANGE));

        assertWayBack("strange.example", STRANGE, response);
    }

    @Test
    void soIsOneOnLoopbackWhereNobodyKnowsWhoListens() {
        HttpResponse response = desk.get(wrong(desk.registered("Tool", LOOPBACK), LOOPBACK));

        assertWayBack("An app on this computer", LOOPBACK, response);
        assertTrue(new Desk.Page(response).html().text().contains("It listens at 127.0.0.1"));
    }

    @Test
    void knownPlacesAndTheOperatorsClientsAreToldAtOnce() {
        List<HttpResponse> responses = new ArrayList<>();
        responses.add(desk.get(wrong(desk.registered("Tool", Desk.CALLBACK), Desk.CALLBACK)));
        responses.add(desk.get(
                wrong(desk.generate("x", List.of(new RedirectRule(STRANGE))).clientId(), STRANGE)));
        responses.add(desk.get(
                wrong(desk.generate("x", List.of(new RedirectRule(LOOPBACK))).clientId(), LOOPBACK)));
        try (var listing = new Desk(
                folder.resolve("own"), new BaseUrl("https://mail.example.org"), AllowedRedirects.parse(STRANGE))) {
            Map<String, String> request = listing.request("redirect_uri", STRANGE);
            request.put("client_id", listing.registered("Tool", STRANGE));
            request.put("scope", "no such");
            responses.add(listing.get(request));
        }

        for (HttpResponse response : responses) {
            assertEquals(303, response.status(), () -> Desk.text(response));
            assertEquals("invalid_scope", Desk.answer(response).get("error"));
        }
    }

    @Test
    void whoPressesCancelHasDecided() {
        Desk.Page page = desk.page(request(desk.registered("Tool", STRANGE), STRANGE));
        Map<String, String> fields = Desk.filled(page);
        fields.put("action", "deny");

        assertEquals("access_denied", Desk.answer(desk.submit(page, fields)).get("error"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://strange.example/?x=\"><script>", "own.app:/x"})
    void theWayBackIsALinkAndNothingElse(String redirect) {
        String id = desk.registered("Tool", "own.app:/x", STRANGE);

        HttpResponse response = desk.get(wrong(id, redirect));

        assertEquals(0, new Desk.Page(response).html().select("script").size());
        assertEquals(List.of("no-referrer"), response.headers().all("Referrer-Policy"));
    }

    // What a person is told.

    @Test
    void aStrangersNameIsSmallAndUnverifiedAndTheHostIsLarge() {
        // V46.
        Document html = desk.page(
                        request(desk.registered("Claude", "https://evil.example/cb"), "https://evil.example/cb"))
                .html();

        assertEquals(List.of("Unverified"), html.select(".badge.warning").eachText());
        assertTrue(html.select(".standing").text().contains("nobody has checked it"));
        assertEquals(List.of("evil.example"), html.select(".target .host").eachText());
        assertEquals("Claude asks to use your mailbox", html.select(".eyebrow").text());
        assertFalse(html.select("h1, .host, .standing").text().contains("Claude"));
        assertTrue(html.text().contains("Your mailbox at imap.operator.example"));
    }

    @Test
    void aNameOfTwoAlphabetsIsMarked() {
        // V46, V47: the a is Cyrillic in the first.
        for (Map.Entry<String, Integer> row : Map.of(
                        "Cl\u0430ude",
                        1,
                        "Claude",
                        0,
                        "\u041a\u043b\u043e\u0434",
                        0,
                        "\u30af\u30ed\u30fc\u30c9 Claude",
                        0)
                .entrySet()) {
            Document html = desk.page(request(desk.registered(row.getKey(), STRANGE), STRANGE))
                    .html();

            assertEquals(
                    row.getValue(),
                    html.select(".badge:contains(Mixed alphabets)").size(),
                    row.getKey());
        }
    }

    @Test
    void aStrangerWithoutANameIsNotOneOfThisServer() {
        String text =
                desk.page(request(desk.registered("", STRANGE), STRANGE)).html().text();

        assertTrue(text.contains("A client without a name asks to use your mailbox"), text);
    }

    @Test
    void theOperatorsClientIsHis() {
        Document html = desk.page().html();

        assertEquals(0, html.select(".badge.warning").size());
        assertTrue(html.select(".standing").text().contains("Set up by whoever runs this server"));
    }

    @Test
    void aPublishersHostIsShownAndWhatItCannotProve() {
        // V45.
        Document html = page(new ClientKind.Document("tool.example"), LOOPBACK);

        assertEquals("Published by tool.example", html.select(".standing").text());
        assertEquals(0, html.select(".badge.warning").size());
        assertEquals(List.of("An app on this computer"), html.select(".host").eachText());
        assertTrue(html.text().contains("It listens at 127.0.0.1"));
        assertTrue(html.text().contains("Nor can it prove to be the program of tool.example"));
        assertFalse(
                page(new ClientKind.Document("tool.example"), STRANGE).text().contains("Nor can it"));
    }

    private Document page(ClientKind kind, String redirect) {
        var client = new Client(
                "id",
                kind,
                "Tool",
                Desk.OPERATORS,
                List.of(new RedirectRule(redirect)),
                new Authentication.None(),
                Instant.EPOCH,
                Optional.empty());
        return desk.shown(client, new RedirectUri(redirect));
    }
}
