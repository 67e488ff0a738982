package dev.mailmcp.oauth;

import static dev.mailmcp.oauth.CodeGrantTest.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.testing.Together;
import dev.mailmcp.token.Presented;
import dev.mailmcp.token.Verification;
import dev.mailmcp.web.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code grant_type=refresh_token} (RFC 6749 §6, OAuth 2.1 §4.3). */
class RefreshGrantTest {
    private final Desk desk;

    RefreshGrantTest(@TempDir Path folder) {
        this.desk = new Desk(folder);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private JsonNode issued(String... scopes) {
        return Desk.json(desk.token(desk.exchange(desk.code(scopes))));
    }

    private static String refreshToken(JsonNode tokens) {
        return tokens.path("refresh_token").asText();
    }

    private HttpResponse refresh(JsonNode tokens) {
        return desk.token(desk.refresh(refreshToken(tokens)));
    }

    private HttpResponse refresh(JsonNode tokens, String name, String value) {
        Map<String, String> parameters = desk.refresh(refreshToken(tokens));
        parameters.put(name, value);
        return desk.token(parameters);
    }

    private boolean works(JsonNode tokens) {
        return desk.tokens.verify(tokens.path("access_token").asText()) instanceof Verification.Valid;
    }

    private String grantId(JsonNode tokens) {
        return assertInstanceOf(Presented.Valid.class, desk.tokens.present(refreshToken(tokens)))
                .grant()
                .id();
    }

    @Test
    void aRefreshTokenIsReplaced() {
        JsonNode first = issued("mail:read");

        JsonNode second = Desk.json(refresh(first));

        assertNotEquals(refreshToken(first), refreshToken(second));
        assertEquals("mail:read", second.path("scope").asText());
        assertTrue(works(second));
        assertEquals(200, refresh(second).status());
    }

    @Test
    void aRefreshTokenBelongsToItsClient() {
        // V09.
        JsonNode tokens = issued("mail:read");
        var other = desk.generate("other", KnownClients.all());
        Map<String, String> stranger = desk.refresh(refreshToken(tokens));
        stranger.putAll(Desk.credentials(other));
        Map<String, String> nobody = desk.refresh(refreshToken(tokens));
        nobody.remove("client_id");
        nobody.remove("client_secret");
        Map<String, String> withoutSecret = desk.refresh(refreshToken(tokens));
        withoutSecret.remove("client_secret");

        assertRefused("invalid_grant", desk.token(stranger));
        assertRefused("invalid_client", desk.token(nobody));
        assertRefused("invalid_client", desk.token(withoutSecret));

        assertEquals(200, refresh(tokens).status(), "and is unharmed");
    }

    @Test
    void twentyAtOnceAllSucceedAndAllTheirTokensWork() {
        JsonNode tokens = issued("mail:read");

        List<HttpResponse> all = Together.times(20, () -> refresh(tokens));

        for (HttpResponse response : all) {
            assertEquals(200, response.status());
            assertTrue(works(Desk.json(response)));
            assertEquals(
                    2,
                    assertInstanceOf(Presented.Valid.class, desk.tokens.present(refreshToken(Desk.json(response))))
                            .generation());
        }
        assertEquals(200, refresh(Desk.json(all.getLast())).status());
    }

    @Test
    void aLostAnswerMayBeAskedForAgainHoursLater() {
        JsonNode tokens = issued("mail:read");
        refresh(tokens);
        desk.clock.pass(Duration.ofHours(5));

        assertEquals(200, refresh(tokens).status());
    }

    @Test
    void aRetiredTokenThatComesBackEndsTheGrant() {
        JsonNode first = issued("mail:read");
        JsonNode second = Desk.json(refresh(first));
        assertTrue(works(second), "which also says that the answer arrived");
        desk.clock.pass(Duration.ofSeconds(61));

        assertRefused("invalid_grant", refresh(first));

        assertFalse(works(second));
        assertRefused("invalid_grant", refresh(second));
    }

    @ParameterizedTest
    @CsvSource({
        "mail:read,               mail:read",
        "mail:read offline_access, mail:read",
        "offline_access,          mail:read mail:draft",
        "mail:draft mail:read,    mail:read mail:draft",
    })
    void fewerScopesAreForTheNewAccessToken(String asked, String given) {
        JsonNode tokens = issued("mail:read", "mail:draft");

        JsonNode narrowed = Desk.json(refresh(tokens, "scope", asked));

        assertEquals(given, narrowed.path("scope").asText());
        assertEquals(
                "mail:read mail:draft",
                Desk.json(refresh(narrowed)).path("scope").asText());
    }

    @ParameterizedTest
    @CsvSource({"mail:send", "mail:read mail:send", "mail:read other", "other"})
    void moreScopesAreNotGiven(String asked) {
        JsonNode tokens = issued("mail:read", "mail:draft");

        assertRefused("invalid_scope", refresh(tokens, "scope", asked));

        assertEquals(200, refresh(tokens).status());
    }

    @Test
    void aForeignResourceIsRefused() {
        JsonNode tokens = issued("mail:read");

        assertRefused("invalid_target", refresh(tokens, "resource", "https://other.example/mcp"));
        assertEquals(
                200,
                refresh(tokens, "resource", "https://mail.example.org/mcp/").status());
    }

    @Test
    void whatIsNoRefreshTokenIsRefused() {
        JsonNode tokens = issued("mail:read");

        assertRefused(
                "invalid_grant",
                desk.token(desk.refresh(tokens.path("access_token").asText())));
        assertRefused("invalid_grant", desk.token(desk.refresh(desk.client.clientId())));
        assertRefused("invalid_grant", desk.token(desk.refresh("x")));
        assertRefused("invalid_request", desk.token(desk.refresh("")));
    }

    @Test
    void aChangedPasswordEndsItAtTheNextRefresh() {
        // V48: the protected resource marked the grant after the mail server had refused it.
        JsonNode tokens = issued("mail:read", "mail:send");
        desk.tokens.markStale(grantId(tokens));
        desk.mail.password = "a new one";
        desk.mail.logins.clear();
        assertFalse(works(tokens));

        assertRefused("invalid_grant", refresh(tokens));

        assertEquals(1, desk.mail.logins.size(), "tried once");
    }

    @Test
    void aPasswordThatWorksAgainMakesTheGrantFresh() {
        JsonNode tokens = issued("mail:read");
        desk.tokens.markStale(grantId(tokens));
        desk.mail.logins.clear();

        JsonNode renewed = Desk.json(refresh(tokens));

        assertTrue(works(renewed));
        assertEquals(1, desk.mail.logins.size());
        refresh(renewed);
        assertEquals(1, desk.mail.logins.size(), "and is not tried again");
    }

    @Test
    void aMailServerThatIsDownCostsNobodyTheirTokens() {
        JsonNode tokens = issued("mail:read");
        desk.tokens.markStale(grantId(tokens));
        desk.mail.trouble = Optional.of(Fault.UNAVAILABLE);

        HttpResponse response = refresh(tokens);

        assertEquals(503, response.status());
        assertEquals(
                "temporarily_unavailable", Desk.json(response).path("error").asText());
        assertFalse(response.headers().all("Retry-After").isEmpty());
        desk.mail.trouble = Optional.empty();
        assertEquals(200, refresh(tokens).status());
    }

    @Test
    void aStoreThatIsDownCostsNobodyTheirTokens() {
        JsonNode tokens = issued("mail:read");
        desk.store.down = true;

        assertEquals(503, refresh(tokens).status());

        desk.store.down = false;
        assertEquals(200, refresh(tokens).status());
    }

    @Test
    void afterNinetyDaysThePersonSignsInAgain() {
        JsonNode tokens = issued("mail:read");
        for (int i = 0; i < 3; i++) {
            desk.clock.pass(Duration.ofDays(29));
            tokens = Desk.json(refresh(tokens));
        }

        desk.clock.pass(Duration.ofDays(3));

        assertRefused("invalid_grant", refresh(tokens));
    }
}
