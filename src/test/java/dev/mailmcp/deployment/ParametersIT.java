package dev.mailmcp.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.blackbox.SignIn;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Parameters that are repeated, empty, too long or not text; methods, origins and headers of each endpoint. */
class ParametersIT extends Theme {
    ParametersIT(Target target) {
        super(target);
    }

    @Test
    @Covers(FailureClass.V02)
    void aRepeatedParameterIsAnError() {
        SignIn flow = flow();
        for (String name : flow.parameters().keySet()) {
            String url = flow.authorizationUrl(flow.parameters()) + "&" + name + "=x";
            Answer answer = Call.get(url).send();

            if (name.equals("client_id") || name.equals("redirect_uri")) {
                assertStaysHere(answer, name);
            } else {
                assertEquals(303, answer.status(), name);
                String error = name.equals("resource") ? "invalid_target" : "invalid_request";
                assertEquals(List.of(error), answer.handed("error"), name);
            }
        }
        Map<String, String> token = new LinkedHashMap<>(redemption(flow, code(flow)));
        token.put("client_id", target.client().id());
        token.put("client_secret", target.client().secret());
        for (String name : token.keySet()) {
            assertRefused(
                    400, "invalid_request", posted("/oauth/token", Call.encoded(token) + "&" + name + "=x"), name);
        }
        assertEquals(200, posted("/oauth/token", Call.encoded(token)).status(), "and the code is still good");
        for (String name : List.of("token", "token_type_hint", "client_id", "client_secret")) {
            assertRefused(400, "invalid_request", revoked(Call.encoded(revocation()) + "&" + name + "=x"), name);
        }
    }

    /** A whole request, for tests that spoil it. */
    private Map<String, String> revocation() {
        return new LinkedHashMap<>(Map.of(
                "client_id",
                target.client().id(),
                "client_secret",
                target.client().secret(),
                "token",
                "x",
                "token_type_hint",
                "access_token"));
    }

    private Answer revoked(String body) {
        return target.revocation()
                .map(_ -> posted("/oauth/revoke", body))
                .orElseGet(() -> posted("/oauth/token", "grant_type=x&grant_type=y"));
    }

    private Answer posted(String path, String body) {
        return Call.post(target.at(path), "application/x-www-form-urlencoded", body)
                .send();
    }

    @Test
    @Covers(FailureClass.V29)
    void aTokenRequestHasNothingInItsQuery() {
        SignIn flow = flow();
        String query = Call.encoded(redemption(flow, code(flow)));

        assertRefused(400, "invalid_request", posted("/oauth/token?" + query, query), "query");
        assertRefused(400, "invalid_request", posted("/oauth/token?x=1", query), "anything at all");
        if (target.revocation().isPresent()) {
            assertRefused(400, "invalid_request", posted("/oauth/revoke?x=1", Call.encoded(revocation())), "to revoke");
        }
    }

    @Test
    @Covers(FailureClass.V05)
    void anEmptyParameterIsAMissingOneAndAnUnknownOneIsIgnored() {
        SignIn flow = flow();
        for (String name : List.of("code_challenge", "code_challenge_method", "response_type")) {
            assertEquals(
                    List.of("invalid_request"),
                    authorize(flow, changed(flow.parameters(), name, "")).handed("error"),
                    name);
        }
        for (String name : List.of("state", "scope", "resource", "prompt", "request", "nonce", "max_age", "unknown")) {
            assertEquals(
                    200, authorize(flow, changed(flow.parameters(), name, "")).status(), name);
        }
        assertEquals(
                200, authorize(flow, changed(flow.parameters(), "unknown", "x")).status());
    }

    @Test
    @Covers(FailureClass.V37)
    void whatIsTooLongIsAnErrorAndNoFaultOfOurs() {
        SignIn flow = flow();
        Map<String, Integer> longest = Map.of("state", 2048, "scope", 1024, "resource", 512, "login_hint", 9000);
        longest.forEach((name, limit) -> {
            Answer answer = authorize(flow, changed(flow.parameters(), name, "x".repeat(limit + 1)));

            assertTrue(answer.status() < 500, name);
            assertTrue(answer.handed("code").isEmpty(), name);
        });
        assertEquals(
                List.of("invalid_request"),
                authorize(flow, changed(flow.parameters(), "state", "x".repeat(2049)))
                        .handed("error"));
        assertEquals(
                List.of("invalid_request"),
                authorize(flow, changed(flow.parameters(), "scope", "mail:read " + "x".repeat(1024)))
                        .handed("error"));
        assertStaysHere(authorize(flow, changed(flow.parameters(), "client_id", "x".repeat(5000))), "client_id");
        assertStaysHere(
                authorize(flow, changed(flow.parameters(), "redirect_uri", WEB_CALLBACK + "x".repeat(5000))),
                "redirect_uri");
        int huge = posted("/oauth/token", "grant_type=authorization_code&code=" + "x".repeat(70_000))
                .status();
        assertEquals(413, huge);
        String many = "x=1&".repeat(60) + "grant_type=refresh_token";
        assertRefused(400, "invalid_request", posted("/oauth/token", many), "sixty parameters");
        String line = Wire.send(
                target.base(),
                "GET /oauth/authorize?x=" + "x".repeat(30_000) + " HTTP/1.1\r\nHost: "
                        + URI.create(target.base()).getAuthority() + "\r\nConnection: close\r\n\r\n");
        assertTrue(Wire.status(line) >= 400 && Wire.status(line) < 500, line);
    }

    @Test
    @Covers(FailureClass.V03)
    void whatIsNoTextIsRefused() {
        SignIn flow = flow();
        String query = flow.authorizationUrl(flow.parameters()).getRawQuery();
        for (String damaged : List.of("%", "%4", "%zz", "%ff", "%c0%af", "%ed%a0%80", "%f8%88%80%80%80")) {
            String answer = Wire.send(
                    target.base(),
                    "GET /oauth/authorize?" + query + "&x=" + damaged + " HTTP/1.1\r\nHost: "
                            + URI.create(target.base()).getAuthority() + "\r\nConnection: close\r\n\r\n");
            assertEquals(400, Wire.status(answer), damaged);
            assertFalse(answer.toLowerCase(java.util.Locale.ROOT).contains("\nlocation:"), damaged);

            assertRefused(
                    400,
                    "invalid_request",
                    posted("/oauth/token", "grant_type=refresh_token&refresh_token=" + damaged),
                    damaged);
            if (target.revocation().isPresent()) {
                assertRefused(400, "invalid_request", posted("/oauth/revoke", "token=" + damaged), damaged);
            }
        }
    }

    @Test
    @Covers(FailureClass.V17)
    void linksInClientMetadataRunNothing() {
        for (String member : List.of(
                "client_uri", "logo_uri", "tos_uri", "policy_uri", "jwks_uri", "client_uri#de", "logo_uri#fr-CA")) {
            for (String link : List.of(
                    "javascript:alert(1)",
                    "data:text/html,x",
                    "vbscript:x",
                    "JaVaScRiPt:x",
                    " javascript:x",
                    "//x",
                    "x")) {
                Answer answer = registration(Map.of("redirect_uris", List.of(WEB_CALLBACK), member, link));

                assertRefused(400, "invalid_client_metadata", answer, member + " " + link);
            }
        }
    }

    @Test
    @Covers(FailureClass.V41)
    void aRegistrationThatIsNotPlainlyOneIsRefused() {
        String endpoint = registrationEndpoint();
        for (String body : List.of(
                "",
                "[]",
                "\"x\"",
                "{",
                "null",
                "{}",
                "{\"redirect_uris\":[]}",
                "{\"redirect_uris\":\"" + WEB_CALLBACK + "\"}",
                "{\"redirect_uris\":[\"" + WEB_CALLBACK + "\"],\"redirect_uris\":[\"https://evil.example/\"]}",
                "{\"redirect_uris\":[\"" + WEB_CALLBACK + "\"]} x",
                "{\"x\":" + "[".repeat(4000) + "}",
                "{\"redirect_uris\":[\"" + WEB_CALLBACK + "\"],\"grant_types\":[\"client_credentials\"]}",
                "{\"redirect_uris\":[\"" + WEB_CALLBACK + "\"],\"response_types\":[\"token\"]}",
                "{\"redirect_uris\":[\"" + WEB_CALLBACK + "\"],\"software_statement\":\"x\"}",
                "{\"redirect_uris\":[\"" + WEB_CALLBACK + "\"],\"token_endpoint_auth_method\":\"tls_client_auth\"}")) {
            Answer answer = registration(body);

            assertEquals(400, answer.status(), body);
            assertTrue(answer.error().startsWith("invalid_"), answer.toString());
        }
        Answer large = registration("{\"x\":\"" + "x".repeat(9000) + "\"}");
        assertEquals(413, large.status());
        assertEquals(
                400,
                Call.post(endpoint, "text/plain", "{\"redirect_uris\":[\"" + WEB_CALLBACK + "\"]}")
                        .send()
                        .status());
    }

    @Test
    @Covers(FailureClass.V29)
    void everyAnswerInJsonIsPrivateAndTyped() {
        for (Answer answer : List.of(
                posted("/oauth/token", "grant_type=x"),
                posted("/oauth/token", "grant_type=refresh_token&client_id=x"),
                Call.get(target.at("/oauth/token")).send(),
                Call.json(target.at("/oauth/register"), "{}").send(),
                Call.get(target.at("/oauth/nowhere")).send())) {
            assertEquals("application/json", answer.header("Content-Type"), answer.toString());
            assertEquals("no-store", answer.header("Cache-Control"));
            assertEquals("no-cache", answer.header("Pragma"));
            assertEquals("nosniff", answer.header("X-Content-Type-Options"));
        }
    }

    @Test
    @Covers(FailureClass.V13)
    void pagesOfOtherOriginsReadWhatIsForThemAndNothingElse() {
        for (String path : List.of(
                "/oauth/token",
                "/.well-known/oauth-authorization-server",
                "/.well-known/openid-configuration",
                "/.well-known/oauth-protected-resource",
                "/.well-known/oauth-protected-resource/mcp")) {
            Answer preflight = Call.of("OPTIONS", target.at(path))
                    .with("Origin", "https://app.example")
                    .with("Access-Control-Request-Method", "POST")
                    .send();
            assertEquals(204, preflight.status(), path);
            assertEquals("*", preflight.header("Access-Control-Allow-Origin"), path);
            assertEquals("", preflight.header("Access-Control-Allow-Credentials"), path);
        }
        Answer token = Call.of("OPTIONS", target.at("/oauth/token"))
                .with("Origin", "https://app.example")
                .send();
        for (String header : List.of("Authorization", "Content-Type", "MCP-Protocol-Version")) {
            assertTrue(token.header("Access-Control-Allow-Headers").contains(header), header);
        }
        for (String header : List.of("WWW-Authenticate", "Retry-After")) {
            assertTrue(token.header("Access-Control-Expose-Headers").contains(header), header);
        }
        Answer authorize = Call.of("OPTIONS", target.at("/oauth/authorize"))
                .with("Origin", "https://app.example")
                .with("Access-Control-Request-Method", "POST")
                .send();
        assertEquals(405, authorize.status());
        assertEquals("", authorize.header("Access-Control-Allow-Origin"));
    }

    @Test
    @Covers(FailureClass.V28)
    void aWrongMethodIsToldTheRightOnes() {
        Map<String, List<String>> wrong = Map.of(
                "/oauth/authorize", List.of("PUT", "DELETE", "OPTIONS"),
                "/oauth/token", List.of("GET", "PUT", "DELETE", "HEAD"),
                "/.well-known/oauth-protected-resource/mcp", List.of("POST", "DELETE"),
                "/.well-known/oauth-authorization-server", List.of("POST", "PUT"));
        wrong.forEach((path, methods) -> methods.forEach(method -> {
            Answer answer = Call.of(method, target.at(path)).send();

            assertEquals(405, answer.status(), method + " " + path);
            assertFalse(answer.header("Allow").isEmpty(), method + " " + path);
        }));
        for (String path :
                List.of("/.well-known/oauth-authorization-server", "/.well-known/oauth-protected-resource/mcp")) {
            Answer head = Call.of("HEAD", target.at(path)).send();
            assertEquals(200, head.status(), path);
            assertEquals("", head.body(), path);
        }
    }

    @Test
    @Covers(FailureClass.V30)
    void everyMistakeHasItsName() {
        SignIn flow = flow();
        Map<String, Map<String, String>> table = new LinkedHashMap<>();
        table.put("invalid_request", without(flow.parameters(), "response_type"));
        table.put("unsupported_response_type", changed(flow.parameters(), "response_type", "token"));
        table.put("request_not_supported", changed(flow.parameters(), "request", "x"));
        table.put("request_uri_not_supported", changed(flow.parameters(), "request_uri", "https://x.example/"));
        table.put("invalid_target", changed(flow.parameters(), "resource", "https://x.example/mcp"));
        table.put("invalid_scope", changed(flow.parameters(), "scope", "x y"));
        table.put("interaction_required", changed(flow.parameters(), "prompt", "none"));
        table.forEach((error, parameters) -> {
            Answer answer = authorize(flow, parameters);

            assertEquals(303, answer.status(), error);
            assertEquals(List.of(error), answer.handed("error"));
            assertTrue(answer.handed("error_description").getFirst().matches("[ -~]+"), error);
        });
        assertEquals(
                List.of("invalid_request"),
                authorize(flow, changed(flow.parameters(), "response_mode", "fragment"))
                        .handed("error"));
        assertEquals(
                200,
                authorize(flow, changed(flow.parameters(), "scope", "mail:read x"))
                        .status(),
                "one is known");

        Map<String, String> token = redemption(flow, "x");
        assertRefused(400, "invalid_request", Answer.of(flow.token(without(token, "grant_type"))), "no grant_type");
        assertRefused(
                400,
                "unsupported_grant_type",
                Answer.of(flow.token(changed(token, "grant_type", "client_credentials"))),
                "another");
        if (target.revocation().isPresent()) {
            assertRefused(
                    400,
                    "invalid_request",
                    posted("/oauth/revoke", Call.encoded(without(revocation(), "token"))),
                    "nothing to revoke");
        }
    }

    @Test
    @Covers(FailureClass.V29)
    void aTokenAnswerSaysWhatItShouldAndNoMore() {
        SignIn flow = flow();

        Answer answer = redeem(flow, code(flow));

        assertEquals(200, answer.status());
        Set<String> members = new TreeSet<>();
        answer.json().fieldNames().forEachRemaining(members::add);
        assertEquals(Set.of("access_token", "token_type", "expires_in", "refresh_token", "scope"), members);
        assertEquals("Bearer", answer.json().required("token_type").asText());
        assertEquals("application/json", answer.header("Content-Type"));
        assertEquals("no-store", answer.header("Cache-Control"));
        assertEquals("no-cache", answer.header("Pragma"));
    }

    @Test
    @Covers(FailureClass.V31)
    void eachDocumentIsTheSameInEveryPlaceItStands() {
        Map<String, String> pairs = Map.of(
                "/.well-known/oauth-authorization-server", "/.well-known/openid-configuration",
                "/.well-known/oauth-protected-resource/mcp", "/.well-known/oauth-protected-resource");
        pairs.forEach((one, other) -> {
            Answer first = Call.get(target.at(one)).send();
            assertEquals(first.body(), Call.get(target.at(other)).send().body(), other);
            assertEquals("application/json", first.header("Content-Type"));
            assertTrue(first.header("Cache-Control").contains("max-age=300"), one);
            assertEquals("*", first.header("Access-Control-Allow-Origin"), one);
            assertFalse(first.json().has("jwks_uri") || first.body().contains("id_token"), one);
        });
    }

    @Test
    @Covers(FailureClass.V40)
    void aRegistrationIsToldWhatItGot() {
        Answer answer =
                registration(Map.of("redirect_uris", List.of(WEB_CALLBACK), "client_name", "Tool", "unknown", 1));

        assertEquals(201, answer.status(), answer.toString());
        assertEquals("no-store", answer.header("Cache-Control"));
        assertEquals("*", answer.header("Access-Control-Allow-Origin"));
        assertEquals(
                "client_secret_basic",
                answer.json().required("token_endpoint_auth_method").asText(),
                "what an omitted one means (RFC 7591 §2)");
        assertFalse(answer.json().required("client_secret").asText().isEmpty());
        assertTrue(answer.json().required("client_secret_expires_at").asLong()
                > answer.json().required("client_id_issued_at").asLong());
        assertFalse(answer.json().has("registration_client_uri"));
        assertFalse(answer.json().has("unknown"));
        assertTrue(answer.json().required("client_id").asText().length() < 400);

        List<String> many =
                IntStream.range(0, 11).mapToObj(i -> WEB_CALLBACK + i).toList();
        assertEquals(400, registration(Map.of("redirect_uris", many)).status(), "eleven");
        List<String> deep = List.of(WEB_CALLBACK + "x".repeat(512));
        assertRefused(400, "invalid_redirect_uri", registration(Map.of("redirect_uris", deep)), "too long");
    }

    @Test
    @Covers(FailureClass.V01)
    void anOmittedRedirectIsTheOnlyOneThereIsAndNeverLoopback() {
        SignIn web = flow(registeredOnTheWeb());
        assertEquals(
                200, authorize(web, without(web.parameters(), "redirect_uri")).status());
        SignIn loopback = flow();
        assertStaysHere(authorize(loopback, without(loopback.parameters(), "redirect_uri")), "any port could be meant");
    }
}
