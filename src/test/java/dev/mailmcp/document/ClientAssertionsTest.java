package dev.mailmcp.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.MailServers;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.oauth.DocumentClients.Judgement;
import dev.mailmcp.store.MemoryOneTime;
import dev.mailmcp.testing.SetClock;
import dev.mailmcp.testserver.DocumentSite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAssertionsTest {
    private static final String ISSUER = Sites.BASE.value();
    private static final String KEY_ONLY = "\"token_endpoint_auth_method\":\"private_key_jwt\"";

    @TempDir
    static Path folder;

    private static DocumentSite site;
    private static RSAKey rsa;
    private static ECKey ec;
    private static ECKey stranger;

    private final SetClock clock = new SetClock();
    private final ClientDocuments documents = documents();
    private String path = "";
    private String client = "";

    @BeforeAll
    static void open() throws JOSEException {
        site = Sites.in(folder);
        rsa = new RSAKeyGenerator(2048).keyID("r").generate();
        ec = new ECKeyGenerator(Curve.P_256).keyID("e").generate();
        stranger = new ECKeyGenerator(Curve.P_256).keyID("e").generate();
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @BeforeEach
    void publish() {
        path = "/" + UUID.randomUUID();
        client = Sites.url(site, path);
        site.document(path, document(keys(rsa, ec), KEY_ONLY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256", "ES256"})
    void clientProvesItselfByAnyOfItsKeys(String algorithm) {
        assertProven(assertion(claims -> claims, JWSAlgorithm.parse(algorithm)));
    }

    @Test
    void clientProvesItselfByEd25519() throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        site.document(path, document("{\"keys\":[" + jwk((EdECPublicKey) pair.getPublic()) + "]}", KEY_ONLY));
        String content = base64("{\"alg\":\"EdDSA\",\"kid\":\"d\"}") + "."
                + base64(claims(builder -> builder).toString());
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(pair.getPrivate());
        signer.update(content.getBytes(StandardCharsets.US_ASCII));

        assertProven(content + "." + base64(signer.sign()));
    }

    @Test
    void audienceIsTheIssuerOrTheTokenEndpoint() {
        assertProven(assertion(claims -> claims.audience(ISSUER)));
        assertProven(assertion(claims -> claims.audience(ISSUER + "/oauth/token")));
        assertProven(assertion(claims -> claims.audience(List.of(ISSUER))));
    }

    @Test
    void clientIdBesideTheAssertionMustBeItsOwn() {
        String assertion = assertion(claims -> claims);

        assertEquals(new Judgement.Refused(), documents.judge(Optional.of(client + "x"), assertion));
        assertTrue(documents.judge(Optional.of(client), assertion) instanceof Judgement.Proven);
    }

    static List<Map.Entry<String, UnaryOperator<JWTClaimsSet.Builder>>> wrongClaims() {
        var now = SetClock.START;
        return List.of(
                Map.entry("other issuer", claims -> claims.issuer("https://client.example.com/other")),
                Map.entry("no issuer", claims -> claims.issuer(null)),
                Map.entry("other subject", claims -> claims.subject("https://client.example.com/other")),
                Map.entry("no subject", claims -> claims.subject(null)),
                Map.entry("other audience", claims -> claims.audience("https://other.example")),
                Map.entry("audience with a slash", claims -> claims.audience(ISSUER + "/")),
                Map.entry("resource as audience", claims -> claims.audience(ISSUER + "/mcp")),
                Map.entry("several audiences", claims -> claims.audience(List.of(ISSUER, "https://other.example"))),
                Map.entry("no audience", claims -> claims.audience((String) null)),
                Map.entry("ended", claims -> claims.expirationTime(Date.from(now.minusSeconds(61)))),
                Map.entry("ends too late", claims -> claims.expirationTime(Date.from(now.plusSeconds(3600)))),
                Map.entry("no end", claims -> claims.expirationTime(null)),
                Map.entry("not yet", claims -> claims.notBeforeTime(Date.from(now.plusSeconds(120)))),
                Map.entry("made in the future", claims -> claims.issueTime(Date.from(now.plusSeconds(120)))),
                Map.entry("no id", claims -> claims.jwtID(null)),
                Map.entry("empty id", claims -> claims.jwtID("")),
                Map.entry("long id", claims -> claims.jwtID("i".repeat(257))));
    }

    @ParameterizedTest
    @MethodSource("wrongClaims")
    void assertionWithWrongClaimsIsRefused(Map.Entry<String, UnaryOperator<JWTClaimsSet.Builder>> wrong) {
        assertEquals(new Judgement.Refused(), judge(assertion(wrong.getValue())), wrong.getKey());
    }

    @Test
    void assertionIsGoodOnce() {
        String assertion = assertion(claims -> claims);

        assertProven(assertion);
        assertEquals(new Judgement.Refused(), judge(assertion));
        clock.pass(Duration.ofMinutes(4));
        assertEquals(new Judgement.Refused(), judge(assertion));
    }

    @Test
    void refusedAssertionDoesNotUseUpTheIdOfARightOne() throws JOSEException {
        assertEquals(
                new Judgement.Refused(),
                judge(signed(
                        header(JWSAlgorithm.ES256, "e"), new ECDSASigner(stranger), claims -> claims.jwtID("one"))));

        assertProven(assertion(claims -> claims.jwtID("one")));
    }

    @Test
    void foreignKeyProvesNothing() throws JOSEException {
        String forged = signed(header(JWSAlgorithm.ES256, "e"), new ECDSASigner(stranger), claims -> claims);

        assertEquals(new Judgement.Refused(), judge(forged));
    }

    /** The public key is no shared secret, whatever the header says. */
    @Test
    void sharedSecretsAndNoSignatureProveNothing() throws JOSEException {
        byte[] published = rsa.toRSAPublicKey().getEncoded();
        String mac = signed(header(JWSAlgorithm.HS256, "r"), new MACSigner(published), claims -> claims);
        String none = base64("{\"alg\":\"none\"}") + "."
                + base64(claims(claims -> claims).toString()) + ".";

        assertEquals(new Judgement.Refused(), judge(mac));
        assertEquals(new Judgement.Refused(), judge(none));
        assertEquals(new Judgement.Refused(), judge(none + "AA"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"ES256\",\"kid\":\"e\",\"crit\":[\"exp\"]}",
                "{\"alg\":\"ES256\",\"kid\":\"e\",\"b64\":false}",
                "{\"alg\":\"ES256\",\"alg\":\"ES256\"}",
                "{\"alg\":\"RS512\",\"kid\":\"r\"}",
                "{\"alg\":\"ES256\",\"kid\":7}",
                "{\"kid\":\"e\"}",
                "[]",
            })
    void headerThatWeDoNotUnderstandIsRefused(String header) throws GeneralSecurityException, JOSEException {
        String content = base64(header) + "." + base64(claims(claims -> claims).toString());
        Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
        signer.initSign(ec.toECPrivateKey());
        signer.update(content.getBytes(StandardCharsets.US_ASCII));

        assertEquals(new Judgement.Refused(), judge(content + "." + base64(signer.sign())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b", "a.b.c", "a.b.c.d", "a.b.c.d.e", "!.!.!", "e30.e30.e30"})
    void nonsenseIsRefused(String assertion) {
        assertEquals(new Judgement.Refused(), judge(assertion));
        assertEquals(new Judgement.Refused(), judge("a".repeat(10_000) + ".b.c"));
    }

    @Test
    void publicClientHasNothingToSignWith() {
        site.document(path, ClientDocumentTest.document(client));

        assertEquals(new Judgement.Refused(), judge(assertion(claims -> claims)));
    }

    @Test
    void onlyTheAlgorithmThatTheDocumentNamesIsTaken() {
        site.document(path, document(keys(rsa, ec), KEY_ONLY, "\"token_endpoint_auth_signing_alg\":\"RS256\""));

        assertEquals(new Judgement.Refused(), judge(assertion(claims -> claims, JWSAlgorithm.ES256)));
        assertProven(assertion(claims -> claims, JWSAlgorithm.RS256));
    }

    @Test
    void keysMayStandElsewhere() {
        site.document(path, elsewhere());
        site.document(path + "/keys", keys(ec));

        assertProven(assertion(claims -> claims));
        assertProven(assertion(claims -> claims));
        assertEquals(1, site.asked(path + "/keys"));
    }

    @Test
    void newKeyIsLookedForOnceAMinute() throws JOSEException {
        // Given keys that are about to change
        site.document(path, elsewhere(), "Cache-Control: max-age=86400");
        site.document(path + "/keys", keys(ec), "Cache-Control: max-age=86400");
        assertProven(assertion(claims -> claims));
        ECKey next = new ECKeyGenerator(Curve.P_256).keyID("next").generate();
        site.document(path + "/keys", keys(next), "Cache-Control: max-age=86400");
        clock.pass(Duration.ofSeconds(61));

        // When, Then
        assertProven(signed(header(JWSAlgorithm.ES256, "next"), new ECDSASigner(next), claims -> claims));
        for (int i = 0; i < 5; i++) {
            assertEquals(
                    new Judgement.Refused(),
                    judge(signed(header(JWSAlgorithm.ES256, "never"), new ECDSASigner(stranger), claims -> claims)));
        }
        assertEquals(2, site.asked(path + "/keys"));
    }

    @Test
    void keysThatCannotBeHadAreNotHeldAgainstTheClient() {
        site.document(path, elsewhere());
        assertEquals(new Judgement.Unavailable(), judge(assertion(claims -> claims)));

        site.document(path + "/keys", keys(ec));
        clock.pass(Duration.ofSeconds(11));
        assertProven(assertion(claims -> claims));
    }

    @Test
    void keySetIsFetchedUnderTheSameGuard() {
        site.document(path, document(null, KEY_ONLY, "\"jwks_uri\":\"https://mail.example.org/keys\""));
        assertEquals(new Judgement.Unavailable(), judge(assertion(claims -> claims)));

        site.answer(path + "/keys", "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\n\r\n");
        clock.pass(Duration.ofSeconds(61));
        site.document(path, elsewhere());
        assertEquals(new Judgement.Unavailable(), judge(assertion(claims -> claims)));
    }

    @Test
    void weakKeyProvesNothing() throws JOSEException {
        RSAKey weak = new RSAKeyGenerator(1024, true).keyID("r").generate();
        site.document(path, document(keys(weak), KEY_ONLY));
        assertEquals(
                new Judgement.Refused(),
                judge(signed(
                        header(JWSAlgorithm.RS256, "r"),
                        new RSASSASigner(weak.toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance())),
                        claims -> claims)));
    }

    // Making assertions.

    private ClientDocuments documents() {
        var server = new Endpoint("imap.operator.example", 993, TransportSecurity.TLS);
        return new ClientDocuments(
                Sites.fetch(site),
                Sites.open(),
                new MailServers(server, server),
                new MemoryOneTime(),
                Sites.BASE,
                clock);
    }

    private void assertProven(String assertion) {
        Judgement judgement = judge(assertion);
        assertEquals(new Judgement.Proven(documents.named(client).orElseThrow()), judgement, site.requests()::toString);
    }

    private Judgement judge(String assertion) {
        return documents.judge(Optional.empty(), assertion);
    }

    private String document(@org.jspecify.annotations.Nullable String keys, String... members) {
        String[] all = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(members),
                        java.util.stream.Stream.ofNullable(keys).map(set -> "\"jwks\":" + set))
                .toArray(String[]::new);
        return ClientDocumentTest.document(client, all);
    }

    private String elsewhere() {
        return document(null, KEY_ONLY, "\"jwks_uri\":\"" + client + "/keys\"");
    }

    private static String keys(JWK... keys) {
        return java.util.stream.Stream.of(keys)
                .map(key -> key.toPublicJWK().toJSONString())
                .collect(java.util.stream.Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    private static String jwk(EdECPublicKey key) {
        byte[] encoded = key.getEncoded();
        byte[] x = java.util.Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"d\",\"x\":\"" + base64(x) + "\"}";
    }

    private String assertion(UnaryOperator<JWTClaimsSet.Builder> change) {
        return assertion(change, JWSAlgorithm.ES256);
    }

    private String assertion(UnaryOperator<JWTClaimsSet.Builder> change, JWSAlgorithm algorithm) {
        try {
            boolean curve = algorithm.equals(JWSAlgorithm.ES256);
            return signed(
                    header(algorithm, curve ? "e" : "r"), curve ? new ECDSASigner(ec) : new RSASSASigner(rsa), change);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWSHeader header(JWSAlgorithm algorithm, String key) {
        return new JWSHeader.Builder(algorithm).keyID(key).build();
    }

    private JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        return change.apply(new JWTClaimsSet.Builder()
                        .issuer(client)
                        .subject(client)
                        .audience(ISSUER)
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(Date.from(clock.instant()))
                        .expirationTime(Date.from(clock.instant().plusSeconds(300))))
                .build();
    }

    private String signed(JWSHeader header, JWSSigner signer, UnaryOperator<JWTClaimsSet.Builder> change)
            throws JOSEException {
        var jwt = new SignedJWT(header, claims(change));
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}
