package dev.mailmcp.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.MailServers;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.web.BaseUrl;
import dev.mailmcp.web.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each thing that a client carries may be long, for the login of somebody in a company with a name of the usual length. */
class TokenSizesTest {
    /** Of a login by password; a header of every request. Some gateways cut those at 4,096. */
    private static final int ACCESS_TOKEN = 600;

    private static final int REFRESH_TOKEN = 600;
    /** Either of them, when sending takes another user name and another password. */
    private static final int TWO_LOGINS = 640;
    /** Stands in a URL. */
    private static final int CODE = 43;
    /** Stands in URLs and in forms; with the callbacks of every known client. */
    private static final int GENERATED_CLIENT = 1_000;
    /** With two redirect URIs. */
    private static final int REGISTERED_CLIENT = 400;
    /** A hidden field of the form; holds the authorization request, and with it the client's id. */
    private static final int TRANSACTION = 2_500;

    private static final BaseUrl BASE = new BaseUrl("https://mail-mcp.some-company.example");
    private static final MailServers SERVERS = servers("some-company.example");
    private static final String EMAIL = "alice.long-name@some-company.example";
    private static final String PASSWORD = "Tr0ub4dor&3-staple-x";
    private static final String DOCUMENT = "https://client.example.com/oauth/client.json";

    @TempDir
    Path folder;

    private Desk desk;

    enum Kind {
        GENERATED,
        REGISTERED,
        DOCUMENT
    }

    private static MailServers servers(String domain) {
        return new MailServers(
                new Endpoint("imap." + domain, 993, TransportSecurity.TLS),
                new Endpoint("submission." + domain, 587, TransportSecurity.STARTTLS));
    }

    @BeforeEach
    void open() {
        var policy = new ClientPolicy(Optional.of(SERVERS), RegistrationPolicy.ON, Optional.empty());
        desk = new Desk(folder, BASE, AllowedRedirects.ANY, policy, new OneDocument(DOCUMENT, SERVERS));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @ParameterizedTest
    @EnumSource
    void tokensOfAPasswordLoginStayBelowTheirBudgets(Kind kind) {
        JsonNode tokens = tokens(kind, login(PASSWORD));

        assertBelow(ACCESS_TOKEN, kind + " access token", access(tokens));
        assertBelow(REFRESH_TOKEN, kind + " refresh token", refresh(tokens));
    }

    @ParameterizedTest
    @EnumSource
    void soDoTheyWithAnotherLoginForSendingBelowTheirs(Kind kind) {
        Map<String, String> fields = login(PASSWORD);
        fields.remove("use_same_credentials");
        fields.put("smtp_username", "smtp-" + EMAIL);
        fields.put("smtp_password", PASSWORD);

        JsonNode tokens = tokens(kind, fields);

        assertBelow(TWO_LOGINS, kind + " access token", access(tokens));
        assertBelow(TWO_LOGINS, kind + " refresh token", refresh(tokens));
    }

    /** Base64url: an access token has room for a password of about a hundred octets below its budget. */
    @Test
    void threeOctetsMoreOfThePasswordAreFourCharactersMore() {
        int with20 = access(tokens(Kind.GENERATED, login(PASSWORD))).length();
        int with50 =
                access(tokens(Kind.GENERATED, login(PASSWORD + "x".repeat(30)))).length();
        int with80 =
                access(tokens(Kind.GENERATED, login(PASSWORD + "x".repeat(60)))).length();

        assertEquals(40, with50 - with20);
        assertEquals(40, with80 - with50);
        assertTrue(with80 < ACCESS_TOKEN, "characters: " + with80);
    }

    @Test
    void codesAndClientIdsAndFormsStayBelowTheirs() {
        String generated = clientId(Kind.GENERATED);
        Desk.Page page = page(generated);
        String code = Desk.answer(approve(page, login(PASSWORD))).getOrDefault("code", "");

        assertEquals(CODE, code.length());
        assertBelow(GENERATED_CLIENT, "generated client id", generated);
        assertBelow(REGISTERED_CLIENT, "registered client id", clientId(Kind.REGISTERED));
        assertBelow(TRANSACTION, "transaction", page.tx());
    }

    private static void assertBelow(int budget, String what, String text) {
        assertTrue(text.length() < budget, () -> what + " has " + text.length() + " characters");
    }

    private JsonNode tokens(Kind kind, Map<String, String> fields) {
        String clientId = clientId(kind);
        Map<String, String> exchange = new LinkedHashMap<>();
        exchange.put("grant_type", "authorization_code");
        exchange.put("code", Desk.answer(approve(page(clientId), fields)).getOrDefault("code", ""));
        exchange.put("client_id", clientId);
        exchange.put("redirect_uri", Desk.CALLBACK);
        exchange.put("code_verifier", Desk.VERIFIER);
        if (kind == Kind.GENERATED) {
            exchange.put("client_secret", secret);
        }
        return Desk.json(desk.token(exchange));
    }

    private String secret = "";

    private String clientId(Kind kind) {
        return switch (kind) {
            case GENERATED -> {
                GeneratedClients.Generated made =
                        desk.clients.generate("Claude", SERVERS, KnownClients.all(), Optional.empty());
                secret = made.clientSecret().reveal();
                yield made.clientId();
            }
            case REGISTERED ->
                Desk.json(desk.register("{\"client_name\":\"Claude\",\"redirect_uris\":[\"" + Desk.CALLBACK
                                + "\",\"https://claude.com/api/mcp/auth_callback\"],"
                                + "\"token_endpoint_auth_method\":\"none\"}"))
                        .required("client_id")
                        .asText();
            case DOCUMENT -> DOCUMENT;
        };
    }

    private Desk.Page page(String clientId) {
        return desk.page(desk.request("client_id", clientId));
    }

    private HttpResponse approve(Desk.Page page, Map<String, String> fields) {
        desk.mail.password = fields.getOrDefault("imap_password", "");
        fields.put("tx", page.tx());
        return desk.submit(page, fields);
    }

    private static Map<String, String> login(String password) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("full_name", "Alice Long-Name");
        fields.put("email", EMAIL);
        fields.put("imap_password", password);
        fields.put("use_same_credentials", "1");
        fields.put("action", "approve");
        int i = 0;
        for (String scope : List.of("mail:read", "mail:organize", "mail:draft", "mail:send", "mail:delete")) {
            fields.put("scope" + "\0".repeat(i++), scope);
        }
        return fields;
    }

    private static String access(JsonNode tokens) {
        return tokens.path("access_token").asText("");
    }

    private static String refresh(JsonNode tokens) {
        return tokens.path("refresh_token").asText("");
    }
}
