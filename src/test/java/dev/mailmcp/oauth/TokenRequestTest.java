package dev.mailmcp.oauth;

import static dev.mailmcp.oauth.CodeGrantTest.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.web.HttpResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every token request must be (RFC 6749 §3.2), and who may send it (§2.3). */
class TokenRequestTest {
    private final Desk desk;
    private final String id;
    private final String secret;

    TokenRequestTest(@TempDir Path folder) {
        this.desk = new Desk(folder);
        this.id = desk.client.clientId();
        this.secret = desk.client.clientSecret().reveal();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** A right client with an unknown code: {@code invalid_grant} says that the client was known. */
    private static final String WRONG_CODE = "grant_type=authorization_code&code=x&code_verifier=" + Desk.VERIFIER;

    private HttpResponse withBasic(String header) {
        return desk.token(WRONG_CODE, "Authorization", header);
    }

    private HttpResponse withBody(String more) {
        return desk.token(WRONG_CODE + more);
    }

    @Test
    void aClientProvesItselfByBodyOrByHeader() {
        assertRefused("invalid_grant", withBody("&client_id=" + id + "&client_secret=" + secret));
        assertRefused("invalid_grant", withBasic(basic(id + ":" + secret)));
        assertRefused("invalid_grant", withBasic(basic(id + ":" + secret).replace("Basic", "bAsIc")));
        assertRefused(
                "invalid_grant",
                desk.token(WRONG_CODE + "&client_id=" + id, "Authorization", basic(id + ":" + secret)));
    }

    @Test
    void theHeaderIsFormEncodedOrRaw() {
        String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace(".", "%2E")
                + ":"
                + URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("-", "%2D");

        assertRefused("invalid_grant", withBasic(basic(encoded)));
    }

    @Test
    void aWrongOneIsUnknownWhateverIsWrong() {
        for (HttpResponse response : List.of(
                withBody(""),
                withBody("&client_id=" + id),
                withBody("&client_secret=" + secret),
                withBody("&client_id=" + id + "&client_secret=wrong"),
                withBody("&client_id=" + id + "&client_secret="),
                withBody("&client_id=unknown&client_secret=" + secret),
                withBody("&client_id=" + id + "&client_secret=" + secret + "x"))) {
            assertRefused("invalid_client", response);
            assertEquals(List.of(), response.headers().all("WWW-Authenticate"));
        }
    }

    @Test
    void whoUsedTheHeaderIsAnsweredInIt() {
        for (HttpResponse response : List.of(
                withBasic(basic(id + ":wrong")),
                withBasic(basic("unknown:" + secret)),
                withBasic(basic(id)),
                withBasic(basic("%zz:" + secret)),
                withBasic("Basic !!!"),
                withBasic("Basic"),
                withBasic("Bearer abc"),
                withBasic(""))) {
            assertRefused("invalid_client", response);
            assertEquals(List.of("Basic realm=\"oauth\""), response.headers().all("WWW-Authenticate"));
        }
    }

    @Test
    void twoWaysAtOnceAreRefusedAndCostNothing() {
        String code = desk.code("mail:read");
        Map<String, String> parameters = desk.exchange(code);

        assertRefused("invalid_request", desk.token(parameters, "Authorization", basic(id + ":" + secret)));
        assertRefused(
                "invalid_request",
                desk.token(WRONG_CODE + "&client_id=other", "Authorization", basic(id + ":" + secret)));

        assertEquals(200, desk.token(parameters).status());
    }

    @Test
    void twoAuthorizationHeadersAreRefused() {
        assertRefused(
                "invalid_request",
                desk.token(WRONG_CODE, "Authorization", basic(id + ":" + secret), "Authorization", basic("a:b")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json, application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/x-www-form-urlencoded; charset=utf-16",
                "text/plain",
                ";",
                "\u00e9"
            })
    void onlyAFormInUtf8IsRead(String type) {
        // V41.
        assertRefused("invalid_request", desk.token(WRONG_CODE, "Content-Type", type));
    }

    @Test
    void theMediaTypeMayHaveItsParameter() {
        for (String type : List.of(
                "application/x-www-form-urlencoded;charset=UTF-8",
                "Application/X-WWW-Form-Urlencoded; charset=\"utf-8\"")) {
            assertRefused("invalid_client", desk.token(WRONG_CODE, "Content-Type", type));
        }
    }

    @Test
    void parametersInTheQueryAreRefused() {
        assertRefused("invalid_request", desk.tokenWithQuery(WRONG_CODE, WRONG_CODE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grant_type",
                "code",
                "redirect_uri",
                "code_verifier",
                "client_id",
                "client_secret",
                "refresh_token",
                "scope"
            })
    void aParameterStandsThereOnce(String name) {
        Map<String, String> parameters = desk.exchange("x");

        assertRefused("invalid_request", desk.token(Desk.encoded(parameters) + "&" + name + "=a&" + name + "=a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"&x=%", "&x=%FF", "&%zz=1", "&x=%u0041"})
    void malformedEncodingIsRefused(String more) {
        assertRefused("invalid_request", withBody("&client_id=" + id + "&client_secret=" + secret + more));
    }

    @Test
    void theGrantTypeIsOneOfTwo() {
        String client = "client_id=" + id + "&client_secret=" + secret;

        assertRefused("invalid_request", desk.token(client));
        assertRefused("invalid_request", desk.token(client + "&grant_type="));
        for (String other : List.of("password", "client_credentials", "implicit", "Authorization_Code")) {
            assertRefused("unsupported_grant_type", desk.token(client + "&grant_type=" + other));
        }
    }

    @Test
    void unknownParametersAreIgnored() {
        assertRefused(
                "invalid_grant", withBody("&client_id=" + id + "&client_secret=" + secret + "&audience=x&nonce=1"));
    }

    @Test
    void noAnswerIsCachedOrEchoes() {
        for (HttpResponse response : List.of(
                withBody("&client_id=%3Cscript%3E"),
                desk.token("grant_type=%3Cscript%3E&client_id=" + id + "&client_secret=" + secret),
                desk.token(desk.exchange(desk.code("mail:read"))))) {
            assertEquals(List.of("no-store"), response.headers().all("Cache-Control"));
            assertEquals(List.of("no-cache"), response.headers().all("Pragma"));
            assertEquals(List.of("application/json"), response.headers().all("Content-Type"));
            assertFalse(Desk.text(response).contains("<script>"));
        }
    }

    @Test
    void anExpiredClientIsUnknown() {
        var brief = desk.clients.generate(
                "x",
                desk.client.client().servers(),
                KnownClients.all(),
                java.util.Optional.of(desk.clock.instant().plusSeconds(5)));
        String body = WRONG_CODE + "&" + Desk.encoded(Desk.credentials(brief));
        assertRefused("invalid_grant", desk.token(body));

        desk.clock.pass(java.time.Duration.ofSeconds(5));

        assertRefused("invalid_client", desk.token(body));
    }

    @Test
    void aSecretOfSpecialCharactersSurvivesTheHeader() {
        assertTrue(secret.matches("[A-Za-z0-9_-]{43}"), "ours have none, by construction");
    }
}
