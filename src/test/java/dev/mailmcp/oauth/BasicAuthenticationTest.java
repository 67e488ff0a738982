package dev.mailmcp.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.mailmcp.limit.TrustedProxies;
import dev.mailmcp.secret.Digest;
import dev.mailmcp.web.Form;
import dev.mailmcp.web.Headers;
import dev.mailmcp.web.HttpRequest;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is in an id or a secret, each client is known by the header that it makes of them (RFC 6749 §2.3.1). */
class BasicAuthenticationTest {
    /** How an id and a secret are written before they are put together; there are libraries for each. */
    enum Spelling {
        FORM,
        /** As strict libraries do: nothing but letters and digits stays. */
        EVERYTHING,
        /** As in the path of a URL: a space is no plus. */
        URI,
        RAW;

        String write(String text) {
            String form = URLEncoder.encode(text, StandardCharsets.UTF_8);
            return switch (this) {
                case FORM -> form;
                case EVERYTHING -> form.replace("-", "%2D").replace("_", "%5F").replace(".", "%2E");
                case URI -> form.replace("+", "%20");
                case RAW -> text;
            };
        }
    }

    private final Desk desk;

    BasicAuthenticationTest(@TempDir Path folder) {
        this.desk = new Desk(folder);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "id|secret",
                "mc1.a-b_c..d|Zm9v-_Zm9v",
                "id|a:b",
                "id|:",
                "a+b|c+d",
                "a b|c d",
                "id|c  d ",
                "a%b|100%",
                "id|%",
                "id|a%zz",
                "id|a%2Bb",
                "a%20b|c%3Ad+e%25",
                "id|+%: +%:",
                "\u00e4|\u20ac",
            })
    void aClientIsKnownHoweverItWritesThem(String id, String secret) {
        for (Spelling spelling : Spelling.values()) {
            assertInstanceOf(
                    ClientAuthentication.Outcome.Authenticated.class,
                    outcome(id, secret, spelling.write(id) + ":" + spelling.write(secret)),
                    spelling::name);
            assertEquals(
                    new ClientAuthentication.Outcome.Failed(true, Optional.of("short")),
                    outcome(id, secret, spelling.write(id) + ":" + spelling.write(secret + "x")),
                    spelling::name);
        }
    }

    /** Raw, nobody could tell where such an id ends. */
    @ParameterizedTest
    @CsvSource({"a:b, c", "a:b, c:d", "https://a.example/x, s"})
    void anIdWithAColonIsKnownWhenItIsEncoded(String id, String secret) {
        for (Spelling spelling : List.of(Spelling.FORM, Spelling.EVERYTHING, Spelling.URI)) {
            assertInstanceOf(
                    ClientAuthentication.Outcome.Authenticated.class,
                    outcome(id, secret, spelling.write(id) + ":" + spelling.write(secret)));
        }
        assertInstanceOf(ClientAuthentication.Outcome.Failed.class, outcome(id, secret, id + ":" + secret));
    }

    /** What comes of a header with this pair, where one client is known. */
    private ClientAuthentication.Outcome outcome(String id, String secret, String pair) {
        var client = new Client(
                "short",
                new ClientKind.Generated(),
                "",
                Desk.OPERATORS,
                KnownClients.all(),
                Authentication.SharedSecret.either(Digest.sha256(secret)),
                Instant.EPOCH,
                Optional.empty());
        Clients clients = given -> given.equals(id) ? new Clients.Lookup.Known(client) : new Clients.Lookup.Unknown();
        String header = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        var request = new HttpRequest(
                "POST",
                "/",
                "",
                Headers.of("Authorization", header),
                InetAddress.getLoopbackAddress(),
                _ -> new byte[0]);
        try {
            return new ClientAuthentication(clients, DocumentClients.NONE, desk.clientLimits, TrustedProxies.NONE)
                    .authenticate(request, Form.parse("grant_type=x"));
        } catch (Form.Malformed e) {
            throw new AssertionError(e);
        }
    }
}
