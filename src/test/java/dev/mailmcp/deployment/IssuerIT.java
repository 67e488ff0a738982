package dev.mailmcp.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailmcp.blackbox.SignIn;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A client knows whom it talks to, and nobody can tell it otherwise. */
class IssuerIT extends Theme {
    private static final List<String> DOCUMENTS = List.of(
            "/.well-known/oauth-authorization-server",
            "/.well-known/openid-configuration",
            "/.well-known/oauth-protected-resource/mcp",
            "/.well-known/oauth-protected-resource");

    IssuerIT(Target target) {
        super(target);
    }

    @Test
    @Covers(FailureClass.V30)
    void everyAnswerNamesTheIssuerOnce() {
        SignIn flow = flow();
        SignIn.Page page = flow.open();
        SignIn.Page denied = flow.open();
        List<String> issuer = List.of(target.metadata().required("issuer").asText());
        Map<String, Answer> answers = Map.of(
                "success",
                        submission(filledIn(page)).with("Cookie", cookies(page)).send(),
                "denial",
                        submission(changed(filledIn(denied), "action", "deny"))
                                .with("Cookie", cookies(denied))
                                .send(),
                "PKCE", authorize(flow, without(flow.parameters(), "code_challenge")),
                "scope", authorize(flow, changed(flow.parameters(), "scope", "x")),
                "type", authorize(flow, changed(flow.parameters(), "response_type", "token")),
                "mode", authorize(flow, changed(flow.parameters(), "response_mode", "fragment")),
                "resource", authorize(flow, changed(flow.parameters(), "resource", "https://evil.example/mcp")),
                "request", authorize(flow, changed(flow.parameters(), "request", "x")),
                "request_uri", authorize(flow, changed(flow.parameters(), "request_uri", "x")),
                "prompt", authorize(flow, changed(flow.parameters(), "prompt", "none")));

        answers.forEach((what, answer) -> {
            assertEquals(303, answer.status(), what);
            assertEquals(issuer, answer.handed("iss"), what);
        });
        assertEquals(target.base(), issuer.getFirst());
    }

    @Test
    @Covers(FailureClass.V30)
    void theStateComesBackAsItWas() {
        SignIn flow = flow();
        for (String state : List.of("a b+c%20d", "\u00e4\u4e2d", "\"<>'&=#?/", "x".repeat(2048))) {
            Answer answer = authorize(flow, changed(changed(flow.parameters(), "state", state), "scope", "x"));

            assertEquals(List.of(state), answer.handed("state"));
        }
        assertEquals(
                List.of(),
                authorize(flow, without(changed(flow.parameters(), "scope", "x"), "state"))
                        .handed("state"),
                "none is invented");
    }

    @Test
    @Covers(FailureClass.V31)
    void noHeaderOfARequestGetsIntoTheDocuments() {
        for (String path : DOCUMENTS) {
            Answer plain = Call.get(target.at(path)).send();
            assertEquals(200, plain.status(), path);
            Answer forged = Call.get(target.at(path))
                    .with("X-Forwarded-Host", "evil.example")
                    .with("X-Forwarded-Proto", "https")
                    .with("X-Forwarded-Port", "444")
                    .with("X-Forwarded-Prefix", "/evil")
                    .with("Forwarded", "host=evil.example;proto=https")
                    .with("X-Original-URL", "/evil")
                    .send();

            assertEquals(plain.body(), forged.body(), path);
        }
        Answer challenge = Call.get(target.at("/mcp"))
                .with("X-Forwarded-Host", "evil.example")
                .send();
        assertFalse(challenge.header("WWW-Authenticate").contains("evil"));
    }

    @Test
    @Covers(FailureClass.V31)
    void noHostOfARequestGetsIntoTheDocuments() {
        String authority = URI.create(target.base()).getAuthority();
        for (String path : DOCUMENTS) {
            String plain = Call.get(target.at(path)).send().body();
            for (String head : List.of(
                    "GET " + path + " HTTP/1.1\r\nHost: evil.example\r\n",
                    "GET http://evil.example" + path + " HTTP/1.1\r\nHost: " + authority + "\r\n",
                    "GET " + path + " HTTP/1.1\r\nHost: " + authority + "\r\nHost: evil.example\r\n",
                    "GET " + path + " HTTP/1.0\r\n")) {
                String answer = Wire.send(target.base(), head + "Connection: close\r\n\r\n");

                assertFalse(answer.contains("evil.example"), answer);
                assertTrue(Wire.status(answer) != 200 || Wire.unchunked(answer).contains(plain), answer);
            }
        }
    }

    @Test
    @Covers(FailureClass.V31)
    void theResourceNamesThisServerAlone() {
        JsonNode resource = Call.get(target.at("/.well-known/oauth-protected-resource/mcp"))
                .send()
                .json();

        assertEquals(target.at("/mcp"), resource.required("resource").asText());
        assertEquals(
                "[\"" + target.base() + "\"]",
                resource.required("authorization_servers").toString());
    }

    @Test
    @Covers(FailureClass.V32)
    void everyAddressInTheMetadataIsPlain() {
        for (String path : DOCUMENTS) {
            for (JsonNode value : Call.get(target.at(path)).send().json()) {
                String text = value.asText();
                if (text.contains(":")) {
                    assertTrue(text.matches("https?://[A-Za-z0-9.\\-:\\[\\]]+(/[A-Za-z0-9._~\\-/]*)?"), text);
                    assertTrue(text.startsWith(target.base()), text);
                }
            }
        }
    }

    @Test
    @Covers(FailureClass.V31)
    void whatIsServedNowhereIsJson() {
        for (String path : List.of(
                "/.well-known/oauth-authorization-server/mcp",
                "/.well-known/oauth-protected-resource/other",
                "/.well-known/jwks.json",
                "/oauth/introspect",
                "/oauth/userinfo",
                "/oauth/par",
                "/oauth/device",
                "/oauth/",
                "/nowhere")) {
            Answer answer = Call.get(target.at(path)).send();

            assertEquals(404, answer.status(), path);
            assertFalse(answer.error().isEmpty(), path);
        }
    }
}
