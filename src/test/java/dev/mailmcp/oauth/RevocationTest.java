package dev.mailmcp.oauth;

import static dev.mailmcp.oauth.CodeGrantTest.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.limit.TrustedProxies;
import dev.mailmcp.token.SealedCustody;
import dev.mailmcp.token.Verification;
import dev.mailmcp.web.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7009. */
class RevocationTest {
    private final Desk desk;

    RevocationTest(@TempDir Path folder) {
        this.desk = new Desk(folder);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private JsonNode issued() {
        return Desk.json(desk.token(desk.exchange(desk.code("mail:read"))));
    }

    private HttpResponse refresh(JsonNode tokens) {
        return desk.token(desk.refresh(tokens.path("refresh_token").asText()));
    }

    private boolean works(JsonNode tokens) {
        return desk.tokens.verify(tokens.path("access_token").asText()) instanceof Verification.Valid;
    }

    private Map<String, String> request(String token) {
        Map<String, String> parameters = Desk.credentials(desk.client);
        parameters.put("token", token);
        return parameters;
    }

    private static void assertDone(HttpResponse response) {
        assertEquals(200, response.status(), Desk.text(response));
        assertEquals("", Desk.text(response));
        assertEquals(List.of("no-store"), response.headers().all("Cache-Control"));
    }

    @ParameterizedTest
    @CsvSource({
        "refresh_token, ''",
        "refresh_token, refresh_token",
        "refresh_token, access_token",
        "refresh_token, no_such_kind",
        "access_token,  ''",
        "access_token,  access_token",
        "access_token,  refresh_token",
    })
    void eitherTokenEndsTheWholeGrantWhateverTheHintSays(String kind, String hint) {
        JsonNode tokens = issued();
        JsonNode others = issued();
        Map<String, String> request = request(tokens.path(kind).asText());
        request.put("token_type_hint", hint);

        assertDone(desk.revoke(request));

        assertFalse(works(tokens));
        assertRefused("invalid_grant", refresh(tokens));
        assertTrue(works(others), "another grant of the same person and client stands");
        assertDone(desk.revoke(request));
    }

    @Test
    void whatEndsIsNotedAndCountedOnceAndNothingElseIs() {
        JsonNode tokens = issued();
        desk.noted.clear();

        desk.revoke(request(tokens.path("refresh_token").asText()));
        desk.revoke(request(tokens.path("refresh_token").asText()));
        desk.revoke(request("no token at all"));

        assertEquals(List.of("grant_revoked"), desk.noted);
    }

    @Test
    void aRefreshAfterTheEndIsNoReuse() {
        JsonNode tokens = issued();
        desk.revoke(request(tokens.path("refresh_token").asText()));
        desk.noted.clear();

        assertRefused("invalid_grant", refresh(tokens));

        assertEquals(List.of(), desk.noted);
    }

    @Test
    void aTokenOfAnEarlierGenerationEndsItAsWell() {
        JsonNode first = issued();
        JsonNode second = Desk.json(refresh(first));

        assertDone(desk.revoke(request(first.path("refresh_token").asText())));

        assertFalse(works(second));
    }

    @Test
    void aTokenOfAGrantWhosePasswordWasRefusedEndsItToo() {
        JsonNode tokens = issued();
        String grant = desk.tokens.presentAny(tokens.path("access_token").asText())
                        instanceof dev.mailmcp.token.Presented.Valid valid
                ? valid.grant().id()
                : "none";
        desk.tokens.markStale(grant);

        assertDone(desk.revoke(request(tokens.path("access_token").asText())));

        assertFalse(desk.tokens.alive(grant));
    }

    @Test
    void anothersTokenIsAnsweredTheSameAndUnharmed() {
        // V39.
        JsonNode tokens = issued();
        var other = desk.generate("other", KnownClients.all());
        for (String kind : List.of("refresh_token", "access_token")) {
            Map<String, String> request = request(tokens.path(kind).asText());
            request.putAll(Desk.credentials(other));

            assertDone(desk.revoke(request));

            assertTrue(works(tokens), kind);
        }
        assertEquals(200, refresh(tokens).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "....", "eyJhbGciOiJkaXIifQ....", "%\u0000ä"})
    void whatIsNoTokenIsAnsweredTheSame(String token) {
        assertDone(desk.revoke(request(token)));
    }

    @Test
    void whatIsAnotherThingOfOursIsAnsweredTheSame() {
        String code = desk.code("mail:read");

        assertDone(desk.revoke(request(desk.client.clientId())));
        assertDone(desk.revoke(request(code)));

        assertEquals(200, desk.token(desk.exchange(code)).status(), "a code is no token, and unharmed");
    }

    @Test
    void anExpiredAccessTokenNeedsNoRevoking() {
        JsonNode tokens = issued();
        desk.clock.pass(Duration.ofHours(2));

        assertDone(desk.revoke(request(tokens.path("access_token").asText())));

        assertEquals(200, refresh(tokens).status());
    }

    @Test
    void theClientProvesItselfAsAtTheTokenEndpoint() {
        JsonNode tokens = issued();
        String token = tokens.path("refresh_token").asText();
        Map<String, String> wrong = request(token);
        wrong.put("client_secret", "wrong");
        Map<String, String> without = request(token);
        without.remove("client_secret");

        assertRefused("invalid_client", desk.revoke(wrong));
        assertRefused("invalid_client", desk.revoke(without));
        assertRefused("invalid_client", desk.revoke(Map.of("token", token)));
        assertTrue(works(tokens));

        String basic = desk.client.clientId() + ":" + desk.client.clientSecret().reveal();
        assertDone(desk.revoke(
                Map.of("token", token),
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8))));
        assertFalse(works(tokens));
    }

    @Test
    void requestsThatAreWrongAreRefused() {
        JsonNode tokens = issued();
        String token = tokens.path("refresh_token").asText();
        String right = Desk.encoded(request(token));

        assertRefused("invalid_request", desk.revoke(Desk.credentials(desk.client)));
        assertRefused("invalid_request", desk.revoke(request("")));
        assertRefused("invalid_request", desk.revoke(right + "&token=" + token));
        assertRefused("invalid_request", desk.revoke(right + "&token_type_hint=a&token_type_hint=b"));
        assertRefused("invalid_request", desk.revoke(right + "&x=%zz"));
        assertRefused("invalid_request", desk.revoke(right, "Content-Type", "application/json"));
        assertTrue(works(tokens));
        assertDone(desk.revoke(right + "&unknown=1&unknown=2"));
    }

    @Test
    void aStoreThatIsDownIsNotTakenForDone() {
        JsonNode tokens = issued();
        desk.store.down = true;

        HttpResponse response = desk.revoke(request(tokens.path("refresh_token").asText()));

        assertEquals(503, response.status());
        assertFalse(response.headers().all("Retry-After").isEmpty());
        desk.store.down = false;
        assertTrue(works(tokens));
    }

    @Test
    void withoutAStoreThereIsNoSuchEndpoint() {
        ClientForms forms = new ClientForms(new ClientAuthentication(
                Clients.NONE, DocumentClients.NONE, desk.clientLimits, TrustedProxies.parse("127.0.0.1")));

        assertEquals(
                List.of(),
                new OAuthParts()
                        .revocation(forms, desk.tokens, new SealedCustody(), desk.audit)
                        .routes());
    }
}
