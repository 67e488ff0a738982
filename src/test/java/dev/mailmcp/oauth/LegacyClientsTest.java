package dev.mailmcp.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.oauth.Clients.Lookup;
import dev.mailmcp.secret.LegacyKey;
import dev.mailmcp.value.InvalidValue;
import dev.mailmcp.web.BaseUrl;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Client ids that mail_mcp made. */
class LegacyClientsTest {
    private static final byte[] KEY =
            "0123456789abcdef0123456789ABCDEF".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final String ISSUER = "https://mail.example.org";
    private static final String SECRET = "a1b2".repeat(16);
    private static final LegacyKey OPENS = LegacyKey.parse(Base64.getEncoder().encodeToString(KEY));

    private final LegacyClients clients = new LegacyClients(OPENS, ISSUER, KnownClients.all());

    private static String content() {
        return "{'iss':'https://mail.example.org','aud':'https://mail.example.org','typ':'client_id',"
                + "'imap_host':'imap.old.example','imap_port':993,'imap_ssl':true,"
                + "'smtp_host':'smtp.old.example','smtp_port':587,'smtp_ssl':false,'cs':'" + SECRET + "'}";
    }

    private static String seal(String content) {
        return seal(new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM), content);
    }

    private static String seal(JWEHeader.Builder header, String content) {
        try {
            var jwe = new JWEObject(header.build(), new Payload(content.replace('\'', '"')));
            jwe.encrypt(new DirectEncrypter(KEY));
            return jwe.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aClientOfMailMcpIsOneHere() {
        Client client = ((Lookup.Known) clients.find(seal(content()))).client();

        assertEquals(new ClientKind.Legacy(), client.kind());
        assertEquals("imap.old.example", client.servers().imap().host());
        assertEquals(TransportSecurity.TLS, client.servers().imap().security());
        assertEquals(587, client.servers().smtp().port());
        assertEquals(TransportSecurity.STARTTLS, client.servers().smtp().security());
        assertEquals(KnownClients.all(), client.redirects());
        assertFalse(client.toString().contains(SECRET));
    }

    @Test
    void itKeepsItsIdForRevocation() {
        // Sealed anew it is another string, and still the same client.
        assertEquals(clients.find(seal(content())), clients.find(seal(content())));
    }

    @Test
    void itComesAllTheWayWithItsOldSecret(@TempDir Path folder) {
        var policy = new ClientPolicy(Optional.empty(), RegistrationPolicy.ON, Optional.of(OPENS));
        try (var desk = new Desk(folder, new BaseUrl(ISSUER), AllowedRedirects.ANY, policy)) {
            String id = seal(content());
            Map<String, String> request = desk.request("client_id", id);
            Desk.Page page = desk.page(request);
            assertTrue(page.html().text().contains("Your mailbox at imap.old.example"));
            assertTrue(page.html().text().contains("Set up by whoever runs this server"));
            String code = Desk.answer(desk.submit(page, Desk.filled(page, "mail:read")))
                    .getOrDefault("code", "none");
            Map<String, String> exchange = desk.exchange(code);
            exchange.put("client_id", id);
            exchange.put("client_secret", "wrong");
            assertEquals(401, desk.token(exchange).status());

            exchange.put("client_secret", SECRET);

            assertEquals(200, desk.token(exchange).status());
        }
    }

    @Test
    void itsAnswersGoToListedPlacesOnly(@TempDir Path folder) {
        var policy = new ClientPolicy(Optional.empty(), RegistrationPolicy.ON, Optional.of(OPENS));
        try (var desk = new Desk(folder, new BaseUrl(ISSUER), AllowedRedirects.ANY, policy)) {
            Map<String, String> request = desk.request("client_id", seal(content()));
            request.put("redirect_uri", "https://evil.example/cb");

            assertEquals(400, desk.get(request).status());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'typ':'client_id'|'typ':'access'",
                "'typ':'client_id'|'typ':'refresh'",
                "'typ':'client_id'|'typ':'code'",
                "'typ':'client_id'|'x':1",
                "'typ':'client_id'|'typ':'access','typ':'client_id'",
                "'iss':'https://mail.example.org'|'iss':'https://other.example'",
                "'aud':'https://mail.example.org'|'aud':'https://other.example'",
                "'aud':'https://mail.example.org'|'x':1",
                "'cs'|'x'",
                "imap_host|x",
                "imap.old.example|a b",
                "993|0"
            })
    void onlyItsClientIdsAreTaken(String part, String other) {
        String changed = content().replace(part, other);
        assertFalse(changed.equals(content()), "the row changes nothing");

        assertEquals(new Lookup.Unknown(), clients.find(seal(changed)));
    }

    @Test
    void anAddressThatEndedInASlashIsTheSame() {
        assertTrue(
                clients.find(seal(content().replace("mail.example.org'", "mail.example.org/'")))
                        instanceof Lookup.Known);
    }

    @Test
    void onlyItsFormIsOpened() {
        var builder = JWEAlgorithm.DIR;
        for (JWEHeader.Builder header : List.of(
                new JWEHeader.Builder(builder, EncryptionMethod.A256GCM).compressionAlgorithm(CompressionAlgorithm.DEF),
                new JWEHeader.Builder(builder, EncryptionMethod.A128CBC_HS256),
                new JWEHeader.Builder(builder, EncryptionMethod.A256GCM).keyID("k"),
                new JWEHeader.Builder(builder, EncryptionMethod.A256GCM).customParam("x", 1))) {
            assertEquals(new Lookup.Unknown(), clients.find(seal(header, content())));
        }
        String right = seal(content());
        for (String other :
                List.of("", ".", "....", right + ".", right.substring(1), right + "x".repeat(2048), "\u00e9.a.b")) {
            assertEquals(new Lookup.Unknown(), clients.find(other));
        }
        var otherKey = LegacyKey.parse(Base64.getEncoder().encodeToString(new byte[32]));
        assertEquals(new Lookup.Unknown(), new LegacyClients(otherKey, ISSUER, KnownClients.all()).find(right));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAA", "!!!"})
    void aKeyThatIsNoneIsRefusedWithoutSayingIt(String key) {
        String message = String.valueOf(
                assertThrows(InvalidValue.class, () -> LegacyKey.parse(key)).getMessage());

        assertTrue(message.startsWith("is not mail_mcp's ENCRYPTION_KEY"), message);
    }
}
