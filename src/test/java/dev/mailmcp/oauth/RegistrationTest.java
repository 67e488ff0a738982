package dev.mailmcp.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailmcp.web.BaseUrl;
import dev.mailmcp.web.HttpResponse;
import dev.mailmcp.web.RequestBody;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dynamic client registration (RFC 7591): who becomes a client, with what, and who does not. */
class RegistrationTest {
    private static final String CLAUDE = "https://claude.ai/api/mcp/auth_callback";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private final Desk desk;

    RegistrationTest(@TempDir Path folder) {
        this.folder = folder;
        this.desk = new Desk(folder);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    /** A right request, with more members in single quotes. */
    private static String asking(String members, String... redirects) {
        ObjectNode json = JSON.createObjectNode();
        for (String redirect : redirects) {
            json.withArray("redirect_uris").add(redirect);
        }
        try {
            json.setAll((ObjectNode) JSON.readTree("{" + members.replace('\'', '"') + "}"));
        } catch (java.io.IOException e) {
            throw new UncheckedIOException(e);
        }
        return json.toString();
    }

    private JsonNode created(String json) {
        HttpResponse response = desk.register(json);
        assertEquals(201, response.status(), () -> Desk.text(response));
        return Desk.json(response);
    }

    private static void assertRefused(String error, HttpResponse response) {
        assertEquals(400, response.status(), () -> Desk.text(response));
        assertEquals(error, Desk.json(response).path("error").asText());
        assertEquals(List.of("no-store"), response.headers().all("Cache-Control"));
        assertTrue(Desk.json(response).path("error_description").asText().matches("[ -~]+"));
    }

    // What a client gets.

    @Test
    void aClientIsToldWhatItIsRegisteredWith() {
        JsonNode answer = created(asking(
                "'client_name':'Inspector','token_endpoint_auth_method':'none','grant_types':['authorization_code'],"
                        + "'response_types':['code'],'scope':'mail:read other offline_access','application_type':'native',"
                        + "'client_uri':'https://example.org','contacts':['a@example.org'],'software_id':'s',"
                        + "'software_version':'1','logo_uri':'https://example.org/l.png','made_up':[1,{'x':2}]",
                "http://localhost:6274/oauth/callback"));

        ObjectNode rest = answer.deepCopy();
        assertTrue(rest.remove("client_id").asText().startsWith("mc1."));
        assertEquals(
                desk.clock.instant().getEpochSecond(),
                rest.remove("client_id_issued_at").asLong());
        assertEquals(
                asking("'client_name':'Inspector','redirect_uris':['http://localhost:6274/oauth/callback'],"
                        + "'token_endpoint_auth_method':'none','grant_types':['authorization_code','refresh_token'],"
                        + "'response_types':['code'],'scope':'mail:read offline_access',"
                        + "'client_uri':'https://example.org','logo_uri':'https://example.org/l.png',"
                        + "'contacts':['a@example.org'],'software_id':'s','software_version':'1',"
                        + "'application_type':'native'"),
                rest.toString());
    }

    @Test
    void noAnswerIsCached() {
        HttpResponse response = desk.register(asking("", CLAUDE));

        assertEquals(201, response.status());
        assertEquals(List.of("no-store"), response.headers().all("Cache-Control"));
        assertEquals(List.of("no-cache"), response.headers().all("Pragma"));
        assertEquals(List.of("application/json"), response.headers().all("Content-Type"));
    }

    @Test
    void whoSaysNoMethodGetsASecretForTheHeader() {
        JsonNode answer = created(asking("", CLAUDE));

        assertEquals(
                "client_secret_basic", answer.path("token_endpoint_auth_method").asText());
        assertEquals(43, answer.path("client_secret").asText().length(), "256 bits");
        assertEquals(
                desk.clock.instant().plus(Duration.ofDays(180)).getEpochSecond(),
                answer.path("client_secret_expires_at").asLong());
    }

    @Test
    void aPublicClientHasNoSecretAndNoEndOfOne() {
        JsonNode answer = created(asking("'token_endpoint_auth_method':'none'", CLAUDE));

        assertTrue(answer.path("client_secret").isMissingNode());
        assertTrue(answer.path("client_secret_expires_at").isMissingNode());
    }

    @Test
    void noTwoClientsAreOneHoweverAlike() {
        String asked = asking("'token_endpoint_auth_method':'none'", CLAUDE);

        assertNotEquals(created(asked).path("client_id"), created(asked).path("client_id"));
    }

    @Test
    void aClientIdIsShort() {
        int none = created(asking(
                        "'client_name':'Claude','token_endpoint_auth_method':'none'",
                        CLAUDE,
                        "https://claude.com/api/mcp/auth_callback"))
                .path("client_id")
                .asText()
                .length();
        int secret = created(asking("'client_name':'Claude'", CLAUDE, "https://claude.com/api/mcp/auth_callback"))
                .path("client_id")
                .asText()
                .length();
        int longest = created(asking(
                        "'client_name':'A name of thirty characters ..'",
                        "https://" + "a".repeat(52),
                        "https://" + "b".repeat(52)))
                .path("client_id")
                .asText()
                .length();

        // For two redirect URIs. Measured, not wished: what changes it shall be seen.
        assertEquals(List.of(229, 272, 358), List.of(none, secret, longest));
    }

    @Test
    void tenLongRedirectUrisAreTooManyForAnId() {
        String[] ten = IntStream.range(0, 10)
                .mapToObj(i -> "https://app.example.org/" + i + "x".repeat(480))
                .toArray(String[]::new);

        assertRefused("invalid_redirect_uri", desk.register(asking("", ten)));
    }

    @Test
    void tenOrdinaryOnesAreNot() {
        created(asking(
                "",
                IntStream.range(0, 10)
                        .mapToObj(i -> "https://app.example.org/callback/" + i)
                        .toArray(String[]::new)));
    }

    // Where its answers may go.

    @Test
    void cursorRegistersItsThreeAtOnce() {
        JsonNode answer = created(asking(
                "'client_name':'Cursor','token_endpoint_auth_method':'none'",
                "cursor://anysphere.cursor-mcp/oauth/callback",
                "https://www.cursor.com/agents/mcp/oauth/callback",
                "http://localhost:8787/callback"));

        assertEquals(3, answer.path("redirect_uris").size());
        for (JsonNode redirect : answer.path("redirect_uris")) {
            Map<String, String> request = desk.request("redirect_uri", redirect.asText());
            request.put("client_id", answer.path("client_id").asText());
            assertEquals(200, desk.get(request).status(), redirect.asText());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // V04.
                "javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                " javascript:alert(1)",
                "\u0001javascript:alert(1)",
                "java\tscript:alert(1)",
                "data:text/html,x",
                "vbscript:x",
                "file:///etc/passwd",
                "blob:https://a.example/x",
                "about:blank",
                // Plain http elsewhere, fragments, users, dots, and what would be a rule for more than one.
                "http://evil.example/cb",
                "https://a.example/cb#x",
                "https://user@a.example/cb",
                "https://a.example/../cb",
                "https://a.example/%2e%2e/cb",
                "https://a.example/cb/*",
                "loopback",
                "https://",
                "/callback",
                ""
            })
    void noDangerousOrVagueRedirectUriIsRegistered(String redirect) {
        assertRefused("invalid_redirect_uri", desk.register(asking("", redirect)));
        assertRefused("invalid_redirect_uri", desk.register(asking("", CLAUDE, redirect)));
    }

    @Test
    void theRedirectUrisAreAListOfOneToTenShortTexts() {
        for (String members : List.of(
                "",
                "'redirect_uris':null",
                "'redirect_uris':[]",
                "'redirect_uris':'https://a.example/cb'",
                "'redirect_uris':[1]",
                "'redirect_uris':[['https://a.example/cb']]",
                "'redirect_uris':['https://a.example/" + "x".repeat(500) + "']")) {
            assertRefused("invalid_redirect_uri", desk.register(asking(members)));
        }
        assertRefused(
                "invalid_redirect_uri",
                desk.register(asking(
                        "",
                        IntStream.range(0, 11)
                                .mapToObj(i -> "https://a.example/" + i)
                                .toArray(String[]::new))));
    }

    @Test
    void whereAListCountsOnlyTheListedAreRegistered() {
        var listed = new ClientPolicy(Optional.of(Desk.OPERATORS), RegistrationPolicy.LISTED, Optional.empty());
        try (var strict = new Desk(
                folder.resolve("strict"), new BaseUrl("https://mail.example.org"), AllowedRedirects.ANY, listed)) {
            assertEquals(201, strict.register(asking("", CLAUDE)).status());
            assertEquals(
                    201, strict.register(asking("", "http://localhost:1/cb")).status());
            assertRefused("invalid_redirect_uri", strict.register(asking("", "https://unknown.example/cb")));
            assertRefused("invalid_redirect_uri", strict.register(asking("", CLAUDE, "https://unknown.example/cb")));
        }
        assertEquals(
                201, desk.register(asking("", "https://unknown.example/cb")).status());
    }

    @ParameterizedTest
    @CsvSource({"ON", "LISTED"})
    void theOperatorsFilterHoldsHereToo(RegistrationPolicy registration) {
        var policy = new ClientPolicy(Optional.of(Desk.OPERATORS), registration, Optional.empty());
        var allowed = AllowedRedirects.parse("https://own.example/cb");
        try (var strict =
                new Desk(folder.resolve("strict"), new BaseUrl("https://mail.example.org"), allowed, policy)) {
            assertEquals(
                    201, strict.register(asking("", "https://own.example/cb")).status());
            assertRefused("invalid_redirect_uri", strict.register(asking("", CLAUDE)));
        }
    }

    @Test
    void whereRegistrationIsNotServedThereIsNoEndpoint() {
        for (ClientPolicy closed : List.of(
                ClientPolicy.GENERATED_ONLY,
                new ClientPolicy(Optional.empty(), RegistrationPolicy.ON, Optional.empty()),
                new ClientPolicy(Optional.of(Desk.OPERATORS), RegistrationPolicy.OFF, Optional.empty()))) {
            assertEquals(
                    List.of(),
                    new OAuthParts()
                            .registration(
                                    new ClientSealer(new dev.mailmcp.secret.Sealer(dev.mailmcp.secret.KeyRing.parse(
                                            "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="))),
                                    closed,
                                    AllowedRedirects.ANY,
                                    desk.clientLimits,
                                    dev.mailmcp.limit.TrustedProxies.NONE,
                                    desk.audit,
                                    desk.clock)
                            .routes());
        }
    }

    // What else it says of itself.

    @ParameterizedTest
    @ValueSource(
            strings = {"client_uri", "logo_uri", "tos_uri", "policy_uri", "jwks_uri", "client_uri#de", "some_other_uri"
            })
    void linksAreLinks(String name) {
        // V17.
        for (String bad : List.of(
                "'javascript:alert(1)'",
                "'JAVASCRIPT:alert(1)'",
                "'data:text/html,x'",
                "'file:///x'",
                "'//a.example'",
                "'https:'",
                "'https://user:pw@a.example/'",
                "' https://a.example/'",
                "''",
                "1",
                "['https://a.example/']")) {
            assertRefused("invalid_client_metadata", desk.register(asking("'" + name + "':" + bad, CLAUDE)));
        }
        created(asking("'" + name + "':'https://a.example/x'", CLAUDE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'token_endpoint_auth_method':'private_key_jwt'",
                "'token_endpoint_auth_method':'client_secret_jwt'",
                "'token_endpoint_auth_method':''",
                "'token_endpoint_auth_method':1",
                "'grant_types':[]",
                "'grant_types':['refresh_token']",
                "'grant_types':['implicit','password']",
                "'grant_types':'authorization_code'",
                "'grant_types':[1]",
                "'response_types':['token']",
                "'response_types':[]",
                "'client_name':1",
                "'client_name':['x']",
                "'scope':['mail:read']",
                "'contacts':'a@example.org'",
                "'contacts':[{}]",
                "'software_id':{}",
                "'application_type':'other'"
            })
    void wrongMetadataIsRefused(String members) {
        assertRefused("invalid_client_metadata", desk.register(asking(members, CLAUDE)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'grant_types':['authorization_code','refresh_token','client_credentials']",
                "'response_types':['code','token']",
                "'client_name':null,'scope':null,'grant_types':null,'logo_uri':null,'software_statement':null",
                "'client_name':''",
                "'default_max_age':5,'jwks':{'keys':[]}"
            })
    void whatIsNotForUsDoesNoHarm(String members) {
        created(asking(members, CLAUDE));
    }

    @Test
    void softwareStatementsAreNotTaken() {
        assertRefused("invalid_software_statement", desk.register(asking("'software_statement':'a.b.c'", CLAUDE)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "'x'",
                "{",
                "{'redirect_uris':['https://a.example/cb']} {}",
                "{'redirect_uris':['https://a.example/cb'],'redirect_uris':['https://a.example/cb']}",
                "{'redirect_uris':['https://a.example/cb'],'x':[[[[1]]]]}",
                "{'redirect_uris':['https://a.example/cb'],}"
            })
    void theBodyIsOneStrictObject(String body) {
        assertRefused("invalid_client_metadata", desk.register(body.replace('\'', '"')));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "text/plain",
                "application/json, text/plain",
                "application/json; charset=utf-16",
                "multipart/form-data; boundary=x"
            })
    void onlyJsonIsRead(String type) {
        // V41; a form could be sent by any page without asking.
        assertRefused("invalid_client_metadata", desk.register(asking("", CLAUDE), "Content-Type", type));
    }

    @Test
    void theBodyIsSmall() {
        String body = asking("'client_name':'" + "x".repeat(9000) + "'", CLAUDE);

        var thrown = assertThrows(UncheckedIOException.class, () -> desk.register(body));

        assertTrue(thrown.getCause() instanceof RequestBody.TooLarge, "the surface answers 413");
    }

    // What a person is shown of it.

    @Test
    void aNameIsCleanedAndCut() {
        // V47.
        assertEquals(
                "Claude",
                created(asking("'client_name':'\\u202eCl\\u200bau\\u2066de\\ufeff\\u0000\\n'", CLAUDE))
                        .path("client_name")
                        .asText());
        assertEquals(
                "a b",
                created(asking("'client_name':' a\\u2003\\u00a0 b '", CLAUDE))
                        .path("client_name")
                        .asText());
        assertEquals(
                60,
                created(asking("'client_name':'" + "n".repeat(5000) + "'", CLAUDE))
                        .path("client_name")
                        .asText()
                        .length());
        String emoji = created(asking("'client_name':'" + "\ud83d\ude00".repeat(61) + "'", CLAUDE))
                .path("client_name")
                .asText();
        assertEquals("\ud83d\ude00".repeat(60), emoji);
        assertTrue(created(asking("'client_name':'\\u200b\\u202e'", CLAUDE))
                .path("client_name")
                .isMissingNode());
    }

    @Test
    void nothingOfARefusedRequestIsRepeated() {
        String text = Desk.text(desk.register(asking("'grant_types':['<script>']", "javascript:alert(1)")))
                + Desk.text(desk.register(asking("", "javascript:alert(1)")));

        assertFalse(text.contains("<script>") || text.contains("alert"), text);
    }
}
