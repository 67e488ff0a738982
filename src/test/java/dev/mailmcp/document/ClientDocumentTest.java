package dev.mailmcp.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.mailmcp.oauth.RedirectUri;
import dev.mailmcp.value.InvalidValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientDocumentTest {
    private static final String URL = "https://client.example.com/c.json";
    private static final String RIGHT = """
            {"client_id": "https://client.example.com/c.json", "client_name": "Client",
             "redirect_uris": ["https://client.example.com/cb", "http://localhost/callback"]}""";

    @Test
    void documentIsRead() {
        ClientDocument document = read(RIGHT);

        assertEquals("Client", document.name());
        assertEquals(
                List.of("https://client.example.com/cb", "http://localhost/callback"),
                document.redirects().stream().map(RedirectUri::value).toList());
        assertTrue(document.proof() instanceof ClientDocument.Proof.None);
    }

    /** In the form in which each publishes its own; the first method is the one that it prefers. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://claude.ai/oauth/mcp-oauth-client-metadata      | https://claude.ai/api/mcp/auth_callback"
                        + "                                 | none                 | None",
                "https://claude.ai/oauth/claude-code-client-metadata    | http://localhost/callback"
                        + " http://127.0.0.1/callback               | none                 | None",
                "https://chatgpt.com/oauth/IbUR3zxyNQ16/client.json     |"
                        + " https://chatgpt.com/connector/oauth/IbUR3zxyNQ16    | private_key_jwt none | Key, may",
                "https://chatgpt.com/oauth/client.json                  |"
                        + " https://chatgpt.com/connector_platform_oauth_redirect | private_key_jwt    | Key, must",
                "https://chatgpt.com/oauth/codex/client.json            | http://127.0.0.1/callback"
                        + " http://localhost/callback               | none                 | None",
                "https://vscode.dev/oauth/client-metadata.json          | http://127.0.0.1:33418/"
                        + " https://vscode.dev/redirect               | none                 | None",
                "https://zed.dev/oauth/client-metadata.json             | http://127.0.0.1/callback"
                        + "                                       | none                 | None",
            })
    void documentsOfClientsInUseAreRead(String url, String redirects, String methods, String expected) {
        ObjectNode json =
                new JsonMapper().createObjectNode().put("client_id", url).put("client_name", "A client in use");
        List.of(redirects.split(" ")).forEach(json.putArray("redirect_uris")::add);
        json.putArray("response_types").add("code");
        json.putArray("grant_types")
                .add("authorization_code")
                .add("refresh_token")
                .add("urn:ietf:params:oauth:grant-type:device_code");
        json.put("application_type", "native").put("client_uri", "https://client.example.com/");
        List<String> methodsInOrder = List.of(methods.split(" "));
        json.put("token_endpoint_auth_method", methodsInOrder.getFirst());
        if (methodsInOrder.contains("private_key_jwt")) {
            methodsInOrder.forEach(json.putArray("token_endpoint_auth_methods_supported")::add);
            json.put("token_endpoint_auth_signing_alg", "RS256").put("jwks_uri", "https://chatgpt.com/oauth/jwks.json");
        }

        ClientDocument document =
                ClientDocument.read(new DocumentUrl(url), json.toString().getBytes(StandardCharsets.UTF_8));

        assertEquals(
                List.of(redirects.split(" ")),
                document.redirects().stream().map(RedirectUri::value).toList());
        String proof =
                switch (document.proof()) {
                    case ClientDocument.Proof.None _ -> "None";
                    case ClientDocument.Proof.Key(boolean always, var _, var _) -> always ? "Key, must" : "Key, may";
                };
        assertEquals(expected, proof);
    }

    // V20

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://client.example.com/c.json/",
                "https://client.example.com:443/c.json",
                "https://CLIENT.example.com/c.json",
                "https://client.example.com/C.json",
                "https://client.example.com/./c.json",
                "https://client.example.com/c%2ejson",
                "https://client.example.com/c.json?",
                "https://client.example.com/c.json#",
                " https://client.example.com/c.json",
                "http://client.example.com/c.json",
                "https://other.example.com/c.json",
                "",
            })
    void documentSpeaksForItsUrlAlone(String clientId) throws IOException {
        assertRefused(changed("client_id", '"' + clientId + '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // V20
                "client_id                  | 1",
                "client_id                  | null",
                "client_id                  | [\"https://client.example.com/c.json\"]",
                // V21
                "client_secret              | \"s\"",
                "client_secret              | null",
                "client_secret_expires_at   | 0",
                "token_endpoint_auth_method | \"client_secret_basic\"",
                "token_endpoint_auth_method | \"client_secret_post\"",
                "token_endpoint_auth_method | \"client_secret_jwt\"",
                "token_endpoint_auth_method | \"tls_client_auth\"",
                "token_endpoint_auth_method | \"private_key_jwt\"",
                "token_endpoint_auth_method | null",
                "token_endpoint_auth_methods_supported | [\"none\",\"client_secret_basic\"]",
                "jwks                       | {}",
                "jwks                       | {\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}",
                "jwks                       | {\"keys\":[{\"kty\":\"new\",\"d\":\"AAAA\"}]}",
                "jwks_uri                   | \"http://client.example.com/keys\"",
                "jwks_uri                   | \"https://127.0.0.1/keys\"",
                "jwks_uri                   | \"javascript:alert(1)\"",
                "redirect_uris              | null",
                "redirect_uris              | []",
                "redirect_uris              | \"https://client.example.com/cb\"",
                "redirect_uris              | [1]",
                "redirect_uris              | [\"javascript:alert(1)\"]",
                "redirect_uris              | [\"http://client.example.com/cb\"]",
                "redirect_uris              | [\"loopback\"]",
                "redirect_uris              | [\"https://client.example.com/*\"]",
                "client_name                | null",
                "client_name                | \" \"",
                "client_name                | 7",
                "grant_types                | [\"client_credentials\"]",
                "response_types             | [\"token\"]",
                "response_types             | \"code\"",
                // V17
                "client_uri                 | \"javascript:alert(1)\"",
                "client_uri#de              | \"data:text/html,x\"",
                "logo_uri                   | \"data:image/png;base64,AA\"",
                "tos_uri                    | \"JaVaScRiPt:alert(1)\"",
                "policy_uri                 | 1",
            })
    void documentThatDoesNotHoldIsRefused(String name, String value) throws IOException {
        assertRefused(changed(name, value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "grant_types    | [\"authorization_code\",\"refresh_token\",\"urn:new\"]",
                "response_types | [\"code\",\"code id_token\"]",
                "client_uri     | \"https://client.example.com/\"",
                "jwks_uri       | \"https://client.example.com/keys\"",
                "unknown        | {\"a\":[1,null]}",
                "contacts       | [\"a@b\"]",
            })
    void whatIsNotServedIsFilteredAndTheUnknownIsIgnored(String name, String value) throws IOException {
        assertEquals("Client", read(changed(name, value)).name());
    }

    @Test
    void badRedirectIsDroppedAndTheOthersStay() throws IOException {
        String json = changed(
                "redirect_uris",
                "[\"javascript:alert(1)\",\"https://u@evil.example/\",\"https://client.example.com/*\",\"app://cb\"]");

        assertEquals(
                List.of("app://cb"),
                read(json).redirects().stream().map(RedirectUri::value).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "none,            '',                     none",
        "none,            private_key_jwt,        key or none",
        "private_key_jwt, '',                     key",
        "private_key_jwt, private_key_jwt,        key",
        "private_key_jwt, none,                   key or none",
        "tls_client_auth, none,                   none",
    })
    void proofIsWhatTheDocumentListsAndWeKnow(String preferred, String other, String expected) throws IOException {
        var json = (ObjectNode) new JsonMapper().readTree(RIGHT);
        json.put("token_endpoint_auth_method", preferred).put("jwks_uri", "https://client.example.com/keys");
        if (!other.isEmpty()) {
            json.putArray("token_endpoint_auth_methods_supported").add(other);
        }

        String proof =
                switch (read(json.toString()).proof()) {
                    case ClientDocument.Proof.None _ -> "none";
                    case ClientDocument.Proof.Key key -> key.always() ? "key" : "key or none";
                };

        assertEquals(expected, proof);
    }

    @Test
    void privateKeyIsRefusedWhateverTheDocumentIsFor() throws IOException, JOSEException {
        String key = new ECKeyGenerator(Curve.P_256).generate().toJSONString();

        assertRefused(changed("jwks", "{\"keys\":[" + key + "]}"));
    }

    @Test
    void documentHasItsKeysInOnePlace() throws IOException {
        var json = (ObjectNode) new JsonMapper().readTree(changed("jwks", "{\"keys\":[]}"));
        json.put("jwks_uri", "https://client.example.com/keys");

        assertRefused(json.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "\"a\"",
                "{} {}",
                "{\"client_id\": \"https://client.example.com/c.json\", \"client_id\": \"https://client.example.com/c.json\","
                        + "\"client_name\":\"C\",\"redirect_uris\":[\"https://a.example/\"]}",
                "{'client_id': 1}",
                "\uFEFF{}",
            })
    void onlyStrictJsonIsRead(String json) {
        assertRefused(json);
    }

    @Test
    void onlyUtf8IsRead() {
        assertThrows(
                InvalidValue.class,
                () -> ClientDocument.read(new DocumentUrl(URL), RIGHT.getBytes(StandardCharsets.UTF_16LE)));
        assertThrows(
                InvalidValue.class,
                () -> ClientDocument.read(
                        new DocumentUrl(URL),
                        RIGHT.replace("Client\"", "\u00ff\"").getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void depthHasAnEnd() throws IOException {
        assertRefused(RIGHT.replaceFirst("\\{", "{\"x\":" + "[".repeat(20) + "]".repeat(20) + ","));
    }

    /** However a document is damaged: it is read or refused, and what is read keeps the rules. */
    @Test
    void damagedDocumentIsRefusedOrKeepsTheRules() {
        var random = new Random(20261121);
        byte[] right = RIGHT.replace(
                        "}",
                        ",\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks\":{\"keys\":[{\"kty\":\"OKP\",\"crv\":"
                                + "\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}]}}")
                .getBytes(StandardCharsets.UTF_8);
        String[] words = {"{", "}", "[", "]", "\"", ",", ":", "null", "\\u0000", "https://", "javascript:", "*", "-1e9"
        };
        int read = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] body = right.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                int at = random.nextInt(body.length);
                if (random.nextBoolean()) {
                    body[at] = (byte) random.nextInt(256);
                } else {
                    byte[] word = words[random.nextInt(words.length)].getBytes(StandardCharsets.UTF_8);
                    System.arraycopy(word, 0, body, at, Math.min(word.length, body.length - at));
                }
            }
            try {
                ClientDocument document = ClientDocument.read(new DocumentUrl(URL), body);
                read++;
                assertEquals(URL, document.url().value());
                assertTrue(document.redirects().stream()
                        .map(RedirectUri::value)
                        .allMatch(uri -> !uri.endsWith("*") && !uri.startsWith("javascript")));
            } catch (InvalidValue _) {
                // Refused: nothing else may be thrown.
            }
        }
        assertTrue(read > 100, "damage must be mild enough to be read at times: " + read);
    }

    private static ClientDocument read(String json) {
        return ClientDocument.read(new DocumentUrl(URL), json.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(String json) {
        assertThrows(InvalidValue.class, () -> read(json));
    }

    /** The right document with one member changed or added. */
    private static String changed(String name, String value) throws IOException {
        var json = (ObjectNode) new JsonMapper().readTree(RIGHT);
        json.set(name, new JsonMapper().readTree(value));
        return json.toString();
    }

    /** Used by the other tests. */
    static String document(String url, String... members) {
        return Stream.concat(
                        Stream.of(
                                "\"client_id\":\"" + url + "\"",
                                "\"client_name\":\"Client\"",
                                "\"redirect_uris\":[\"https://client.example.com/cb\"]"),
                        Stream.of(members))
                .collect(java.util.stream.Collectors.joining(",", "{", "}"));
    }
}
