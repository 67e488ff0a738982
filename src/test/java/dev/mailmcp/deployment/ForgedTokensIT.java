package dev.mailmcp.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.blackbox.Client;
import dev.mailmcp.blackbox.SignIn;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A token's header says nothing that would be believed (RFC 8725). */
class ForgedTokensIT extends Theme {
    ForgedTokensIT(Target target) {
        super(target);
    }

    /** Made from a token that works. */
    private static Map<String, String> forged(String token) {
        String[] parts = token.split("\\.", -1);
        String header = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
        String rest = token.substring(token.indexOf('.'));
        Map<String, String> forged = new LinkedHashMap<>();
        for (String member : new String[] {
            "\"zip\":\"DEF\"",
            "\"crit\":[\"exp\"]",
            "\"crit\":[]",
            "\"p2c\":2147483647",
            "\"p2s\":\"AAAA\"",
            "\"jku\":\"https://evil.example/keys\"",
            "\"x5u\":\"https://evil.example/cert\"",
            "\"jwk\":{\"kty\":\"oct\",\"k\":\"AAAA\"}",
            "\"b64\":false",
            "\"x\":1",
            "\"alg\":\"dir\""
        }) {
            forged.put("with " + member, encode(header.replaceFirst("}$", "," + member + "}")) + rest);
        }
        for (String alg : new String[] {"none", "RSA1_5", "PBES2-HS256+A128KW", "A256KW", "ECDH-ES", "HS256", ""}) {
            forged.put(
                    "alg " + alg, encode(header.replaceFirst("\"alg\":\"[^\"]*\"", "\"alg\":\"" + alg + "\"")) + rest);
        }
        for (String enc : new String[] {"A128CBC-HS256", "A128GCM", "none", ""}) {
            forged.put(
                    "enc " + enc, encode(header.replaceFirst("\"enc\":\"[^\"]*\"", "\"enc\":\"" + enc + "\"")) + rest);
        }
        for (String kid : new String[] {"", "x", "../../key", "AAAAAAAA", "' OR 1=1", "\\u0000"}) {
            forged.put(
                    "kid " + kid, encode(header.replaceFirst("\"kid\":\"[^\"]*\"", "\"kid\":\"" + kid + "\"")) + rest);
        }
        forged.put(
                "no kid", encode(header.replaceFirst("\"kid\":\"[^\"]*\",?", "").replace(",}", "}")) + rest);
        forged.put("header twice", parts[0] + "." + token);
        forged.put("four parts", token.substring(0, token.lastIndexOf('.')));
        forged.put("six parts", token + ".AAAA");
        forged.put("no parts", "....");
        forged.put("an array for a header", encode("[]") + rest);
        forged.put("no JSON", encode("{") + rest);
        forged.put("deep JSON", encode("{\"a\":" + "[".repeat(5000)) + rest);
        forged.put("a duplicate member", encode(header.replaceFirst("\\{", "{\"alg\":\"none\",")) + rest);
        forged.put("padding", parts[0] + "=" + rest);
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].isEmpty()) {
                String[] other = parts.clone();
                char first = other[i].charAt(0);
                other[i] = (first == 'A' ? 'B' : 'A') + other[i].substring(1);
                forged.put("part " + i + " changed", String.join(".", other));
                other[i] = "";
                forged.put("part " + i + " empty", String.join(".", other));
            }
        }
        return forged;
    }

    private static String encode(String header) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @Covers(FailureClass.V42)
    void noForgedAccessTokenIsTaken() {
        String real = tokens().access();
        forged(real).forEach((what, token) -> {
            if (!token.equals(real)) {
                Answer answer = Call.get(target.at("/mcp")).bearer(token).send();

                assertEquals(401, answer.status(), what);
                assertQuiet(answer, what);
            }
        });
        assertEquals(200, mcp(real));
    }

    @Test
    @Covers(FailureClass.V42)
    void noForgedRefreshTokenIsTaken() {
        SignIn flow = flow();
        String real = tokens().refresh();
        forged(real).forEach((what, token) -> {
            if (!token.equals(real)) {
                Answer answer = refresh(flow, token);

                assertRefused(400, "invalid_grant", answer, what);
                assertQuiet(answer, what);
            }
        });
        assertEquals(200, refresh(flow, real).status(), "nor did any of it harm the real one");
    }

    @Test
    @Covers(FailureClass.V42)
    void noForgedClientIdIsTaken() {
        forged(target.client().id()).forEach((what, id) -> {
            SignIn flow = flow(
                    new Client(id, target.client().secret(), target.client().redirectUri()));

            if (!id.equals(target.client().id()) && id.length() < 8000) {
                assertStaysHere(authorize(flow, flow.parameters()), what);
            }
        });
    }

    @Test
    @Covers(FailureClass.V42)
    void aTokenOfAMegabyteIsRefused() {
        String huge = "A".repeat(1_000_000);

        String answer = Wire.send(
                target.base(),
                "GET /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                        + "A".repeat(40_000) + "\r\n\r\n");
        assertTrue(Wire.status(answer) >= 400 && Wire.status(answer) < 500, answer);
        Answer refresh = refresh(flow(), huge);
        assertTrue(refresh.status() == 413 || refresh.status() == 400, refresh.toString());
        assertQuiet(refresh, "body");
    }

    private static void assertQuiet(Answer answer, String what) {
        assertFalse(answer.body().contains("Exception") || answer.body().contains("at dev."), what);
        assertFalse(answer.body().contains("jose") || answer.body().contains("decrypt"), what);
    }
}
