package dev.mailmcp.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.secret.Digest;
import dev.mailmcp.web.BaseUrl;
import dev.mailmcp.web.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GET of the authorization endpoint (RFC 6749 §4.1.1 and 4.1.2.1): what is shown, what is sent back, what is asked. */
class AuthorizationRequestTest {
    private final Path folder;
    private final Desk desk;

    AuthorizationRequestTest(@TempDir Path folder) {
        this.folder = folder;
        this.desk = new Desk(folder);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    /** A page of ours, nothing sent anywhere, no password asked for. */
    private static void assertShown(HttpResponse response) {
        assertEquals(400, response.status());
        assertEquals(Optional.empty(), Desk.location(response));
        assertFalse(Desk.text(response).contains("<form"), Desk.text(response));
    }

    private void assertReturned(String error, HttpResponse response) {
        assertReturned(error, "st&te =%+1", response);
    }

    private void assertReturned(String error, String state, HttpResponse response) {
        assertEquals(303, response.status(), () -> Desk.text(response));
        assertTrue(Desk.location(response).orElseThrow().startsWith(Desk.CALLBACK + "?"));
        Map<String, String> answer = new LinkedHashMap<>(Desk.answer(response));
        assertTrue(String.valueOf(answer.remove("error_description")).matches("[ -~]+"));
        assertEquals(Map.of("error", error, "state", state, "iss", "https://mail.example.org"), answer);
    }

    private static void assertAsked(HttpResponse response) {
        assertEquals(200, response.status(), () -> Desk.text(response));
        assertTrue(Desk.text(response).contains("name=\"imap_password\""));
    }

    @Test
    void aRightRequestIsAskedAbout() {
        assertAsked(desk.get(desk.request()));
    }

    @Test
    void noRequestEverYieldsACodeByItself() {
        // V15, V14: also not the second time.
        desk.code("mail:read");

        assertAsked(desk.get(desk.request()));
        assertAsked(desk.get(desk.request("prompt", "consent")));
        assertAsked(desk.get(desk.request("prompt", "login")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "https://claude.ai/oauth/metadata.json", "a.b.c.d.e"})
    void anUnknownClientIsShown(String clientId) {
        assertShown(desk.get(desk.request("client_id", clientId)));
    }

    @Test
    void aMissingOrExpiredClientIsShown() {
        assertShown(desk.get(desk.request("client_id", null)));
        var brief = desk.clients.generate(
                "x",
                desk.client.client().servers(),
                KnownClients.all(),
                Optional.of(desk.clock.instant().plus(Duration.ofHours(1))));
        assertAsked(desk.get(desk.request("client_id", brief.clientId())));

        desk.clock.pass(Duration.ofHours(1));

        assertShown(desk.get(desk.request("client_id", brief.clientId())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/cb",
                "https://claude.ai/api/mcp/auth_callback/",
                "https://claude.ai/api/mcp/auth_callback?x=1",
                "https://claude.ai@evil.example/api/mcp/auth_callback",
                "javascript:alert(1)",
                "http://evil.example/"
            })
    void aForeignRedirectUriIsShown(String redirect) {
        // V01; the mutations are in RedirectUriTest.
        assertShown(desk.get(desk.request("redirect_uri", redirect)));
        Map<String, String> alsoWrong = desk.request("redirect_uri", redirect);
        alsoWrong.put("response_type", "token");
        assertShown(desk.get(alsoWrong));
    }

    @Test
    void aRedirectUriIsLeftOutOnlyWhereThereIsOne() {
        assertShown(desk.get(desk.request("redirect_uri", null)));
        for (Map.Entry<String, Boolean> row : Map.of(
                        "https://one.example/cb", true, "http://127.0.0.1/cb", false, "https://one.example/*", false)
                .entrySet()) {
            var client = desk.generate("x", List.of(new RedirectRule(row.getKey())));
            Map<String, String> request = desk.request("redirect_uri", null);
            request.put("client_id", client.clientId());
            if (row.getValue()) {
                assertAsked(desk.get(request));
            } else {
                assertShown(desk.get(request));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_id", "redirect_uri"})
    void whoAndWhereStandThereOnce(String name) {
        // V03: a parser might take the other one.
        assertShown(desk.get(Desk.encoded(desk.request()) + "&" + name + "=x"));
        assertShown(desk.get(Desk.encoded(desk.request()) + "&"
                + Desk.encoded(Map.of(name, desk.request().get(name)))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"response_type", "scope", "code_challenge", "code_challenge_method", "response_mode", "prompt"})
    void otherParametersStandThereOnceToo(String name) {
        String query = Desk.encoded(desk.request()) + "&" + name + "=x&" + name + "=x";

        assertReturned("invalid_request", desk.get(query));
    }

    @Test
    void aStateGivenTwiceIsNotEchoed() {
        Map<String, String> answer = Desk.answer(desk.get(Desk.encoded(desk.request()) + "&state=other"));

        assertEquals("invalid_request", answer.get("error"));
        assertFalse(answer.containsKey("state"));
    }

    @ParameterizedTest
    @CsvSource({
        "response_type,         ,                 invalid_request",
        "response_type,         token,            unsupported_response_type",
        "response_type,         code token,       unsupported_response_type",
        "response_mode,         fragment,         invalid_request",
        "response_mode,         form_post,        invalid_request",
        "request,               eyJ,              request_not_supported",
        "request_uri,           https://a.example, request_uri_not_supported",
        "code_challenge,        ,                 invalid_request",
        "code_challenge,        short,            invalid_request",
        "code_challenge_method, ,                 invalid_request",
        "code_challenge_method, plain,            invalid_request",
        "code_challenge_method, s256,             invalid_request",
        "code_challenge_method, S512,             invalid_request",
        "scope,                 nothing:known,    invalid_scope",
        "scope,                 MAIL:READ,        invalid_scope",
        "prompt,                none,             interaction_required",
        "prompt,                none login,       interaction_required",
        "resource,              https://other.example/mcp, invalid_target",
        "resource,              https://mail.example.org/mcp#x, invalid_target",
        "resource,              https://mail.example.org/MCP, invalid_target",
        "resource,              https://mail.example.org.evil.example/mcp, invalid_target",
        "resource,              https://evil@mail.example.org/mcp, invalid_target",
        "resource,              mcp,              invalid_target",
    })
    void whatIsWrongAfterThatIsSentBack(String name, String value, String error) {
        assertReturned(error, desk.get(desk.request(name, value)));
    }

    @Test
    void twoResourcesAreNone() {
        assertReturned(
                "invalid_target", desk.get(Desk.encoded(desk.request()) + "&resource=https://other.example/mcp"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://mail.example.org/mcp",
                "https://mail.example.org/mcp/",
                "HTTPS://MAIL.example.org/mcp",
                "https://mail.example.org",
                "https://mail.example.org/"
            })
    void clientsSpellTheResourceInManyWays(String resource) {
        assertAsked(desk.get(desk.request("resource", resource)));
    }

    @Test
    void whatIsTooLongIsRefused() {
        assertReturned("invalid_request", "s".repeat(2049), desk.get(desk.request("state", "s".repeat(2049))));
        assertAsked(desk.get(desk.request("state", "s".repeat(2048))));
        assertReturned("invalid_scope", desk.get(desk.request("scope", "mail:read " + "x".repeat(1024))));
        assertReturned(
                "invalid_target", desk.get(desk.request("resource", "https://mail.example.org/mcp" + "/".repeat(500))));
        assertShown(desk.get(desk.request("client_id", "c".repeat(2049))));
        assertShown(desk.get(desk.request("redirect_uri", "https://claude.ai/" + "c".repeat(2049))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"&x=%", "&x=%zz", "&x=%FF", "&%C3=1"})
    void malformedEncodingIsShown(String more) {
        assertShown(desk.get(Desk.encoded(desk.request()) + more));
    }

    @Test
    void aFloodOfParametersIsShown() {
        assertShown(desk.get(Desk.encoded(desk.request()) + "&x=1".repeat(60)));
    }

    @Test
    void unknownParametersAreIgnoredAndEmptyOnesAbsent() {
        assertAsked(desk.get(Desk.encoded(desk.request()) + "&nonce=1&max_age=0&x=1&x=2&request=&response_mode="));
    }

    @Test
    void aStateMayBeMissingAndIsNotInvented() {
        Map<String, String> request = desk.request("state", null);
        request.put("prompt", "none");

        assertFalse(Desk.answer(desk.get(request)).containsKey("state"));
    }

    @Test
    void whatTheClientAskedForIsOfferedAndNoMore() {
        assertEquals(List.of("mail:read", "mail:send"), offered("mail:send mail:read offline_access openid"));
        assertEquals(List.of("mail:read", "mail:organize", "mail:draft", "mail:send", "mail:delete"), offered(""));
        assertEquals(
                List.of("mail:read", "mail:organize", "mail:draft", "mail:send", "mail:delete"),
                offered("offline_access"));
    }

    private List<String> offered(String scope) {
        return desk.page(desk.request("scope", scope))
                .html()
                .select("input[name=scope]")
                .eachAttr("value");
    }

    @Test
    void readingOrganizingAndDraftingAreTickedAtFirst() {
        assertEquals(
                List.of("mail:read", "mail:organize", "mail:draft"),
                desk.page().html().select("input[name=scope][checked]").eachAttr("value"));
    }

    @Test
    void theOperatorsListIsAFilterOnTop() {
        try (var strict = new Desk(
                folder.resolve("strict"),
                new BaseUrl("https://mail.example.org"),
                AllowedRedirects.parse("https://claude.com/api/mcp/auth_callback, loopback"))) {
            assertShown(strict.get(strict.request()));
            assertAsked(strict.get(strict.request("redirect_uri", "https://claude.com/api/mcp/auth_callback")));
            assertAsked(strict.get(strict.request("redirect_uri", "http://localhost:4567/callback")));
        }
    }

    @Test
    void theLoginHintIsFilledIn() {
        assertEquals(
                "ada@example.org",
                desk.page(desk.request("login_hint", "ada@example.org"))
                        .html()
                        .select("input[name=email]")
                        .attr("value"));
        assertEquals(
                "",
                desk.page(desk.request("login_hint", "a".repeat(255)))
                        .html()
                        .select("input[name=email]")
                        .attr("value"));
    }

    @Test
    void theCookieIsBoundToTheOrigin() {
        String cookie = desk.get(desk.request()).headers().all("Set-Cookie").getFirst();

        assertTrue(
                cookie.matches(
                        "__Host-mm_tx_[A-Za-z0-9_-]{8}=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax; Secure;"
                                + " Max-Age=600"),
                cookie);
    }

    @Test
    void onPlainLoopbackTheCookieDoesWithoutThePrefix() {
        try (var local =
                new Desk(folder.resolve("local"), new BaseUrl("http://localhost:3000"), AllowedRedirects.ANY)) {
            String cookie =
                    local.get(local.request()).headers().all("Set-Cookie").getFirst();

            assertTrue(cookie.startsWith("mm_tx_"), cookie);
            assertFalse(cookie.contains("Secure"), cookie);
        }
    }

    @Test
    void cookiesDoNotPileUp() {
        StringBuilder cookies = new StringBuilder("other=1");
        for (int i = 0; i < 6; i++) {
            cookies.append("; __Host-mm_tx_")
                    .append("name000")
                    .append(i)
                    .append("=")
                    .append(Digest.random(256));
        }

        HttpResponse response = desk.get(Desk.encoded(desk.request()), "Cookie", cookies.toString());

        List<String> removed = response.headers().all("Set-Cookie").stream()
                .filter(cookie -> cookie.endsWith("Max-Age=0"))
                .map(cookie -> cookie.substring(0, cookie.indexOf('=')))
                .toList();
        assertEquals(List.of("__Host-mm_tx_name0000", "__Host-mm_tx_name0001", "__Host-mm_tx_name0002"), removed);
    }

    @Test
    void aPageShownLeavesNothingInTheStore() {
        // V37.
        desk.store.asked.clear();

        assertAsked(desk.get(desk.request()));

        assertEquals(List.of("isRevoked"), desk.store.asked);
    }

    /** Nobody types a password into a page whose client may have been revoked, or whose grant cannot be kept. */
    @Test
    void noPageIsShownWhileTheStoreIsAway() {
        desk.store.down = true;

        HttpResponse response = desk.get(desk.request());

        assertEquals(503, response.status());
        assertFalse(Desk.text(response).contains("imap_password"));
    }
}
