package dev.mailmcp.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mailmcp.document.ClientDocuments;
import dev.mailmcp.document.Sites;
import dev.mailmcp.secret.Digest;
import dev.mailmcp.store.MemoryOneTime;
import dev.mailmcp.testing.Accounts;
import dev.mailmcp.testing.SetClock;
import dev.mailmcp.testserver.DocumentSite;
import dev.mailmcp.token.SealedCustody;
import dev.mailmcp.web.HttpResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentClientsTest {
    private static final String CALLBACK = "https://client.example.com/cb";
    private static final String NONE = "\"token_endpoint_auth_method\":\"none\"";

    @TempDir
    static Path authority;

    private static DocumentSite site;

    @TempDir
    Path folder;

    private final SetClock clock = new SetClock();
    /** Each test has a document of its own. */
    private final String path = "/" + Digest.random(128);

    private Desk desk;
    private ECKey key;
    private ClientDocuments documents;

    @BeforeAll
    static void serve() {
        site = Sites.in(authority);
    }

    @AfterAll
    static void end() {
        site.close();
    }

    @BeforeEach
    void open() throws JOSEException {
        key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        documents = new ClientDocuments(
                Sites.fetch(site), Sites.open(), Accounts.SERVERS, new MemoryOneTime(), Sites.BASE, clock);
        desk = new Desk(folder, Sites.BASE, AllowedRedirects.ANY, Desk.OPEN, documents);
        publish(CALLBACK, NONE);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void clientOfADocumentGetsItsTokens() {
        String code = approve(desk.page(request()));

        HttpResponse tokens = desk.token(exchange(code));

        assertEquals(200, tokens.status());
        assertEquals(200, desk.token(refresh(tokens)).status());
        assertEquals(1, site.asked(path));
    }

    @Test
    void pageShowsTheCleanedNameAndTheHostOfTheAnswer() {
        site.document(
                path,
                document(CALLBACK, NONE)
                        .replace("\"Client\"", "\"Cl\\u202e\\u200bient<script>" + "x".repeat(99) + "\""));

        var page = desk.page(request());

        assertTrue(page.html().text().contains("Client<script>xxx"), page.html().text());
        assertFalse(page.html().text().contains("x".repeat(60)));
        assertTrue(page.html().text().contains("client.example.com"));
        assertTrue(page.html().select("script").isEmpty());
    }

    // V45

    @Test
    void pageWarnsWhenAnyProgramOnTheComputerCouldPassForThePublishers() {
        site.document(path, document("http://localhost/callback", NONE));
        Map<String, String> request = request();
        request.put("redirect_uri", "http://localhost:40123/callback");

        String text = desk.page(request).html().text();

        assertTrue(text.contains("It listens at localhost"), text);
        assertTrue(text.contains("any program here could say so"), text);
        assertTrue(text.contains("client.example.com"), text);
    }

    @Test
    void metadataOffersWhatIsServed() throws IOException {
        var served = Desk.json(ServerMetadataTest.get(
                new ServerMetadata(Sites.BASE, Desk.OPEN, documents, new SealedCustody()),
                "/.well-known/oauth-authorization-server"));

        assertTrue(served.path("client_id_metadata_document_supported").asBoolean());
        assertTrue(
                served.path("token_endpoint_auth_methods_supported").toString().contains("private_key_jwt"));
        assertTrue(
                served.path("token_endpoint_auth_methods_supported").toString().contains("\"none\""));
        assertEquals(
                "[\"RS256\",\"PS256\",\"ES256\",\"EdDSA\"]",
                served.path("token_endpoint_auth_signing_alg_values_supported").toString());
    }

    // V22

    @Test
    void documentThatChangesBeforeTheButtonIsPressedChangesNothing() {
        // Given a page that was shown
        Desk.Page page = desk.page(request());

        // When the document leads elsewhere by the time the form comes back
        publish("https://evil.example/cb", NONE);
        clock.pass(Duration.ofSeconds(61));
        HttpResponse answer = desk.submit(page, Desk.filled(page, "mail:read"));

        // Then
        assertTrue(Desk.location(answer).orElseThrow().startsWith(CALLBACK + "?code="));
        assertEquals(1, site.asked(path));
        assertEquals(
                200,
                desk.token(exchange(Desk.answer(answer).getOrDefault("code", "")))
                        .status());
    }

    @Test
    void documentThatChangesAfterConsentChangesNothingForTheCodeAndTheGrant() {
        // Given a code for a public client
        String code = approve(desk.page(request()));

        // When the document leads elsewhere and wants a key
        publish("https://evil.example/cb", keyOnly());
        clock.pass(Duration.ofSeconds(61));

        // Then the code is good for what was agreed to, and for nothing else
        Map<String, String> elsewhere = exchange(code);
        elsewhere.put("redirect_uri", "https://evil.example/cb");
        assertEquals("invalid_grant", error(desk.token(elsewhere)));
        HttpResponse tokens = desk.token(exchange(code));
        assertEquals(200, tokens.status());
        assertEquals(200, desk.token(refresh(tokens)).status());
        // And new requests go by the new document.
        HttpResponse again = desk.get(request());
        assertEquals(400, again.status());
        assertTrue(Desk.location(again).isEmpty());
    }

    @Test
    void clientThatHadToSignHasToSignHoweverItsDocumentChanges() throws JOSEException {
        // Given a code for a client that always signs
        publish(CALLBACK, keyOnly());
        String code = approve(desk.page(request()));

        // When the document does without
        publish(CALLBACK, NONE);
        clock.pass(Duration.ofSeconds(61));

        // Then
        assertEquals("invalid_grant", error(desk.token(exchange(code))));
        publish(CALLBACK, keyOnly());
        clock.pass(Duration.ofSeconds(61));
        assertEquals(200, desk.token(signed(exchange(code))).status());
    }

    @Test
    void grantGoesOnWhileNobodyAnswersForTheDocument() {
        String code = approve(desk.page(request()));
        site.answer(path, "HTTP/1.1 500 No\r\n\r\n");
        clock.pass(Duration.ofHours(25));

        HttpResponse tokens = desk.token(exchange(code));

        assertEquals(200, tokens.status());
        assertEquals(200, desk.token(refresh(tokens)).status());
    }

    // private_key_jwt

    @Test
    void grantOfASigningClientIsRefreshedWithASignatureAlone() throws JOSEException {
        publish(CALLBACK, keyOnly());
        HttpResponse tokens = desk.token(signed(exchange(approve(desk.page(request())))));
        assertEquals(200, tokens.status());

        assertEquals("invalid_grant", error(desk.token(refresh(tokens))));

        assertEquals(200, desk.token(signed(refresh(tokens))).status());
    }

    @Test
    void clientThatMayDoWithoutIsServedBothWays() throws JOSEException {
        publish(CALLBACK, keyOnly() + ",\"token_endpoint_auth_methods_supported\":[\"none\",\"private_key_jwt\"]");
        HttpResponse tokens = desk.token(exchange(approve(desk.page(request()))));

        HttpResponse more = desk.token(signed(refresh(tokens)));

        assertEquals(200, more.status());
        assertEquals(200, desk.token(refresh(more)).status());
    }

    @Test
    void wrongSignatureIsNoSignatureAtAll() throws JOSEException {
        publish(CALLBACK, keyOnly() + ",\"token_endpoint_auth_methods_supported\":[\"none\"]");
        String code = approve(desk.page(request()));
        key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();

        HttpResponse refused = desk.token(signed(exchange(code)));

        assertEquals(401, refused.status());
        assertEquals("invalid_client", error(refused));
        assertEquals(200, desk.token(exchange(code)).status());
    }

    @Test
    void oneWayOfAuthenticationIsUsed() throws JOSEException {
        publish(CALLBACK, keyOnly());
        String code = approve(desk.page(request()));
        Map<String, String> right = signed(exchange(code));

        Map<String, String> both = new LinkedHashMap<>(right);
        both.put("client_secret", "s");
        Map<String, String> typeless = new LinkedHashMap<>(right);
        typeless.remove("client_assertion_type");
        Map<String, String> saml = new LinkedHashMap<>(right);
        saml.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer");

        assertEquals("invalid_request", error(desk.token(both)));
        assertEquals("invalid_request", error(desk.token(typeless)));
        assertEquals("invalid_request", error(desk.token(saml)));
        assertEquals("invalid_request", error(desk.token(right, "Authorization", "Basic Y2w6c2U=")));
        assertEquals(200, desk.token(right).status());
    }

    @Test
    void clientIdBesideTheAssertionIsOptional() throws JOSEException {
        publish(CALLBACK, keyOnly());
        Map<String, String> without = signed(exchange(approve(desk.page(request()))));
        without.remove("client_id");

        assertEquals(200, desk.token(without).status());
    }

    @Test
    void secretOfAClientOfADocumentIsRefused() {
        Map<String, String> parameters = exchange(approve(desk.page(request())));
        parameters.put("client_secret", "anything");

        assertEquals("invalid_client", error(desk.token(parameters)));
    }

    @Test
    void codeOfOneDocumentIsNotAnothers() {
        site.document("/other.json", document(CALLBACK, NONE).replace(path, "/other.json"));
        Map<String, String> foreign = exchange(approve(desk.page(request())));
        foreign.put("client_id", Sites.url(site, "/other.json"));

        assertEquals("invalid_grant", error(desk.token(foreign)));
    }

    // V18 to V21, at the door

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://10.0.0.1/c.json",
                "https://localhost/c.json",
                "https://mail.example.org/c.json",
                "https://client.example.com/",
                "https://client.example.com:22/c.json",
                "https://client.example.com/../c.json",
                "https://u@client.example.com/c.json",
            })
    void urlThatIsNoneOfADocumentEndsHere(String url) {
        int before = site.connections();

        assertEndsHere(url);

        assertEquals(before, site.connections());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"client_secret\":\"s\"", "\"token_endpoint_auth_method\":\"client_secret_basic\""})
    void documentThatDoesNotHoldEndsHere(String member) {
        publish(CALLBACK, member);

        assertEndsHere(Sites.url(site, path));
    }

    @Test
    void redirectThatTheDocumentDoesNotListEndsHere() {
        Map<String, String> request = request();
        request.put("redirect_uri", "https://client.example.com/other");

        HttpResponse response = desk.get(request);

        assertEquals(400, response.status());
        assertTrue(Desk.location(response).isEmpty());
    }

    /** What could not be reached, and why, is not for whoever made the link. */
    @Test
    void everyUnreadableDocumentLooksTheSame() {
        site.answer("/gone", "HTTP/1.1 404 No\r\n\r\n");
        site.answer("/type", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>");

        assertEquals(endsHere(Sites.url(site, "/gone")), endsHere(Sites.url(site, "/type")));
        assertEquals(endsHere(Sites.url(site, "/gone")), endsHere("https://10.0.0.1/c.json"));
    }

    private void assertEndsHere(String url) {
        assertTrue(endsHere(url).contains("could not be read"), url);
    }

    private String endsHere(String url) {
        Map<String, String> request = request();
        request.put("client_id", url);
        HttpResponse response = desk.get(request);
        assertEquals(400, response.status());
        assertTrue(Desk.location(response).isEmpty());
        return Desk.text(response);
    }

    // What a client of a document does.

    private void publish(String redirect, String member) {
        site.document(path, document(redirect, member));
    }

    private String document(String redirect, String member) {
        return "{\"client_id\":\"" + Sites.url(site, path) + "\",\"client_name\":\"Client\",\"redirect_uris\":[\""
                + redirect + "\"]," + member + "}";
    }

    private String keyOnly() {
        return "\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks\":{\"keys\":["
                + key.toPublicJWK().toJSONString() + "]}";
    }

    private Map<String, String> request() {
        Map<String, String> request = desk.request();
        request.put("client_id", Sites.url(site, path));
        request.put("redirect_uri", CALLBACK);
        return request;
    }

    private String approve(Desk.Page page) {
        return Desk.answer(desk.submit(page, Desk.filled(page, "mail:read"))).getOrDefault("code", "none");
    }

    private Map<String, String> exchange(String code) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("client_id", Sites.url(site, path));
        parameters.put("grant_type", "authorization_code");
        parameters.put("code", code);
        parameters.put("redirect_uri", CALLBACK);
        parameters.put("code_verifier", Desk.VERIFIER);
        return parameters;
    }

    private Map<String, String> refresh(HttpResponse tokens) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("client_id", Sites.url(site, path));
        parameters.put("grant_type", "refresh_token");
        parameters.put(
                "refresh_token", Desk.json(tokens).required("refresh_token").asText());
        return parameters;
    }

    private Map<String, String> signed(Map<String, String> parameters) throws JOSEException {
        String client = Sites.url(site, path);
        var jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k").build(),
                new JWTClaimsSet.Builder()
                        .issuer(client)
                        .subject(client)
                        .audience(Sites.BASE.at("/oauth/token"))
                        .jwtID(Digest.random(128))
                        .expirationTime(Date.from(clock.instant().plusSeconds(60)))
                        .build());
        jwt.sign(new ECDSASigner(key));
        Map<String, String> signed = new LinkedHashMap<>(parameters);
        signed.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        signed.put("client_assertion", jwt.serialize());
        return signed;
    }

    private static String error(HttpResponse response) {
        return Desk.json(response).path("error").asText();
    }
}
