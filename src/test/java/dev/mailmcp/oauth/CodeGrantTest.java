package dev.mailmcp.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.secret.Digest;
import dev.mailmcp.testing.Golden;
import dev.mailmcp.testing.Together;
import dev.mailmcp.token.Presented;
import dev.mailmcp.token.Verification;
import dev.mailmcp.web.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code grant_type=authorization_code} (RFC 6749 §4.1.3). */
class CodeGrantTest {
    private final Desk desk;

    CodeGrantTest(@TempDir Path folder) {
        this.desk = new Desk(folder);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private HttpResponse exchange(String code, String name, String value) {
        Map<String, String> parameters = desk.exchange(code);
        parameters.put(name, value);
        return desk.token(parameters);
    }

    static void assertRefused(String error, HttpResponse response) {
        assertEquals(error.equals("invalid_client") ? 401 : 400, response.status(), () -> Desk.text(response));
        assertEquals(error, Desk.json(response).path("error").asText());
    }

    private boolean works(JsonNode tokens) {
        return desk.tokens.verify(tokens.path("access_token").asText()) instanceof Verification.Valid;
    }

    @Test
    void theAnswerHasThisForm() {
        HttpResponse response = desk.token(desk.exchange(desk.code("mail:draft", "mail:read")));

        StringBuilder form = new StringBuilder(response.status() + "\n");
        response.headers().fields().forEach(field -> form.append(field.getKey())
                .append(": ")
                .append(field.getValue())
                .append('\n'));
        String body = Desk.json(response).toPrettyString().replaceAll("eyJ[A-Za-z0-9_.-]+", "(JWE)");
        Golden.check("oauth/token.txt", form + "\n" + body + "\n");
    }

    @Test
    void anErrorHasThisForm() {
        HttpResponse response = exchange("unknown", "redirect_uri", Desk.CALLBACK);

        StringBuilder form = new StringBuilder(response.status() + "\n");
        response.headers().fields().forEach(field -> form.append(field.getKey())
                .append(": ")
                .append(field.getValue())
                .append('\n'));
        Golden.check("oauth/token-error.txt", form + "\n" + Desk.json(response).toPrettyString() + "\n");
    }

    @Test
    void aCodeIsGoodOnceAndItsReplayEndsTheGrant() {
        // V06.
        String code = desk.code("mail:read");
        JsonNode tokens = Desk.json(desk.token(desk.exchange(code)));
        assertTrue(works(tokens));

        assertRefused("invalid_grant", desk.token(desk.exchange(code)));

        assertFalse(works(tokens));
        assertInstanceOf(
                Presented.Invalid.class,
                desk.tokens.present(tokens.path("refresh_token").asText()));
    }

    @Test
    void aReplayThatIsNotRightOtherwiseEndsNothing() {
        // V07.
        String code = desk.code("mail:read");
        JsonNode tokens = Desk.json(desk.token(desk.exchange(code)));
        var other = desk.generate("other", KnownClients.all());
        Map<String, String> stranger = desk.exchange(code);
        stranger.putAll(Desk.credentials(other));

        for (int i = 0; i < 4; i++) {
            assertRefused("invalid_grant", exchange(code, "code_verifier", "w".repeat(43)));
            assertRefused("invalid_grant", exchange(code, "redirect_uri", "https://claude.com/api/mcp/auth_callback"));
            assertRefused("invalid_grant", desk.token(stranger));
        }

        assertTrue(works(tokens));
    }

    @Test
    void oneOfFiftyGetsTokensAndTheyEndWithTheReplay() {
        // V08.
        String code = desk.code("mail:read");

        List<HttpResponse> all = Together.times(50, () -> desk.token(desk.exchange(code)));

        List<HttpResponse> successes =
                all.stream().filter(response -> response.status() == 200).toList();
        assertEquals(1, successes.size());
        assertEquals(
                49,
                all.stream()
                        .filter(response ->
                                Desk.json(response).path("error").asText().equals("invalid_grant"))
                        .count());
        assertFalse(works(Desk.json(successes.getFirst())));
    }

    @Test
    void aReplayWhileTheTokensAreMadeEndsThemToo() {
        String code = desk.code("mail:read");
        desk.store.beforeCreate = () -> {
            desk.store.beforeCreate = () -> {};
            assertRefused("invalid_grant", desk.token(desk.exchange(code)));
        };

        JsonNode tokens = Desk.json(desk.token(desk.exchange(code)));

        assertFalse(works(tokens));
    }

    @Test
    void anotherClientsCodeIsNobodys() {
        // V10.
        String code = desk.code("mail:read");
        var other = desk.generate("other", KnownClients.all());
        Map<String, String> stranger = desk.exchange(code);
        stranger.putAll(Desk.credentials(other));

        for (int i = 0; i < 5; i++) {
            assertRefused("invalid_grant", desk.token(stranger));
        }

        assertEquals(200, desk.token(desk.exchange(code)).status(), "the owner's is unharmed");
    }

    @Test
    void withoutTheVerifierThereAreNoTokens() {
        // V05: for a client with a secret as well.
        String code = desk.code("mail:read");
        Map<String, String> without = desk.exchange(code);
        without.remove("code_verifier");

        assertRefused("invalid_request", desk.token(without));
        assertRefused("invalid_request", exchange(code, "code_verifier", ""));
        assertRefused("invalid_request", exchange(code, "code_verifier", "v".repeat(42)));
        assertRefused("invalid_request", exchange(code, "code_verifier", "v".repeat(129)));
        assertRefused("invalid_request", exchange(code, "code_verifier", "v".repeat(42) + "\u00e9"));
        assertRefused("invalid_grant", exchange(code, "code_verifier", Digest.sha256(Desk.VERIFIER)));
        assertEquals(200, desk.token(desk.exchange(code)).status());
    }

    @Test
    void threeWrongVerifiersBurnACode() {
        String code = desk.code("mail:read");

        for (int i = 0; i < 3; i++) {
            assertRefused("invalid_grant", exchange(code, "code_verifier", "w".repeat(43)));
        }

        assertRefused("invalid_grant", desk.token(desk.exchange(code)));
    }

    @Test
    void aCodeLivesAMinute() {
        String early = desk.code("mail:read");
        String late = desk.code("mail:read");
        desk.clock.pass(Duration.ofSeconds(59));
        assertEquals(200, desk.token(desk.exchange(early)).status());

        desk.clock.pass(Duration.ofSeconds(1));

        assertRefused("invalid_grant", desk.token(desk.exchange(late)));
    }

    @Test
    void theRedirectUriMayBeLeftOutButNotBeAnother() {
        String code = desk.code("mail:read");
        assertRefused("invalid_grant", exchange(code, "redirect_uri", Desk.CALLBACK + "/"));
        Map<String, String> without = desk.exchange(code);
        without.remove("redirect_uri");

        assertEquals(200, desk.token(without).status());
    }

    @Test
    void aForeignResourceDoesNotCostTheCode() {
        String code = desk.code("mail:read");

        for (int i = 0; i < 4; i++) {
            assertRefused("invalid_target", exchange(code, "resource", "https://other.example/mcp"));
        }

        assertEquals(
                200, exchange(code, "resource", "https://mail.example.org/mcp").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "\u00e9", "eyJhbGciOiJkaXIifQ..a.b.c"})
    void whatIsNoCodeIsRefused(String code) {
        HttpResponse response = desk.token(desk.exchange(code));

        assertRefused(code.isEmpty() ? "invalid_request" : "invalid_grant", response);
    }

    @Test
    void aTokenIsNoCode() {
        JsonNode tokens = Desk.json(desk.token(desk.exchange(desk.code("mail:read"))));

        assertRefused(
                "invalid_grant",
                desk.token(desk.exchange(tokens.path("access_token").asText())));
        assertRefused(
                "invalid_grant",
                desk.token(desk.exchange(tokens.path("refresh_token").asText())));
    }

    @Test
    void whenTheStoreIsGoneTheCodeIsNotLost() {
        // Design 6: 503, never invalid_grant.
        String code = desk.code("mail:read");
        desk.store.down = true;
        HttpResponse response = desk.token(desk.exchange(code));
        assertEquals(503, response.status());
        assertEquals(
                "temporarily_unavailable", Desk.json(response).path("error").asText());
        assertFalse(response.headers().all("Retry-After").isEmpty());

        desk.store.down = false;

        assertEquals(200, desk.token(desk.exchange(code)).status());
    }

    @Test
    void theStoreKnowsNeitherCodeNorPassword() {
        String code = desk.code("mail:read");

        String kept = new String(
                desk.store
                        .oneTime()
                        .code(Digest.sha256(code), desk.clock.instant())
                        .orElseThrow()
                        .payload(),
                java.nio.charset.StandardCharsets.ISO_8859_1);

        assertFalse(desk.store.oneTime().code(code, desk.clock.instant()).isPresent());
        assertFalse(kept.contains(code));
        assertFalse(kept.contains("ada"));
    }
}
