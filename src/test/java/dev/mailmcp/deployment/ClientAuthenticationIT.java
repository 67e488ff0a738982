package dev.mailmcp.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.blackbox.Client;
import dev.mailmcp.blackbox.SignIn;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A client proves itself by the one method that it was made with. */
class ClientAuthenticationIT extends Theme {
    ClientAuthenticationIT(Target target) {
        super(target);
    }

    private Call token(Map<String, String> fields) {
        return Call.form(target.at("/oauth/token"), fields);
    }

    private static String basic(String id, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @Covers(FailureClass.V40)
    void noClientChangesItsMethodAndTheCodeSurvivesTheAttempt() {
        Map<String, List<String>> wrong = Map.of(
                "none", List.of("post", "basic", "both"),
                "client_secret_post", List.of("none", "basic", "both", "wrong post"),
                "client_secret_basic", List.of("none", "post", "both", "wrong basic"));
        wrong.forEach((method, attempts) -> {
            Client client = register(method, "Client", Client.LOOPBACK);
            SignIn flow = flow(client);
            Map<String, String> fields = redemption(flow, code(flow));
            for (String attempt : attempts) {
                Answer answer = as(client, attempt, fields).send();

                assertRefused(
                        attempt.equals("both") ? 400 : 401,
                        attempt.equals("both") ? "invalid_request" : "invalid_client",
                        answer,
                        method + " with " + attempt);
                assertEquals(
                        attempt.endsWith("basic"),
                        answer.header("WWW-Authenticate").startsWith("Basic"),
                        method + " with " + attempt);
            }
            String right = method.replace("client_secret_", "");
            assertEquals(200, as(client, right, fields).send().status(), method);
        });
    }

    private Call as(Client client, String way, Map<String, String> fields) {
        String secret = way.startsWith("wrong") || client.secret().isEmpty() ? "wrong" : client.secret();
        Map<String, String> named = changed(fields, "client_id", client.id());
        return switch (way.replace("wrong ", "")) {
            case "post" -> token(changed(named, "client_secret", secret));
            case "basic" -> token(fields).with("Authorization", basic(client.id(), secret));
            case "both" ->
                token(changed(named, "client_secret", secret)).with("Authorization", basic(client.id(), secret));
            default -> token(named);
        };
    }

    @Test
    @Covers(FailureClass.V40)
    void aGeneratedClientUsesEitherButNeverAWrongSecret() {
        Client client = target.client();
        for (String way : List.of("post", "basic")) {
            SignIn flow = flow();
            assertEquals(
                    200, as(client, way, redemption(flow, code(flow))).send().status(), way);
            assertRefused(
                    401,
                    "invalid_client",
                    as(client, "wrong " + way, redemption(flow, "x")).send(),
                    "wrong " + way);
        }
    }

    /** RFC 6749 §2.3.1 has both parts form-encoded; many clients send them raw, and some encode whatever they can. */
    @Test
    @Covers(FailureClass.V40)
    void aBasicHeaderMayBeEncodedOnceOrNotAtAll() {
        Client client = target.client();
        Map<String, String> fields = Map.of("grant_type", "refresh_token", "refresh_token", "x");
        String id = everyOctetEncoded(client.id());
        String secret = everyOctetEncoded(client.secret());
        Map<String, Boolean> right = new LinkedHashMap<>();
        right.put(basic(client.id(), client.secret()), true);
        right.put(basic(id, secret), true);
        right.put(basic(id, client.secret()), true);
        right.put(basic(client.id(), secret.toLowerCase(Locale.ROOT)), true);
        right.put("bASIC" + basic(id, secret).substring(5), true);
        right.put(basic(everyOctetEncoded(id), secret), false);
        right.put(basic(client.id(), client.secret() + ":"), false);
        right.put(basic(client.id(), client.secret() + "%3A"), false);
        right.put(basic(client.id(), client.secret() + "+"), false);
        right.put(basic(client.id(), client.secret() + "%20"), false);
        right.put(basic(client.id(), client.secret() + " "), false);
        right.put(basic(client.id(), client.secret() + "%"), false);
        right.put(basic(client.id(), client.secret() + "%zz"), false);
        right.forEach((header, taken) -> assertRefused(
                taken ? 400 : 401,
                taken ? "invalid_grant" : "invalid_client",
                token(fields).with("Authorization", header).send(),
                header));
    }

    private static String everyOctetEncoded(String text) {
        return text.chars().mapToObj(octet -> String.format("%%%02X", octet)).collect(Collectors.joining());
    }

    @Test
    @Covers(FailureClass.V40)
    void whatIsNoBasicHeaderIsNoClient() {
        Map<String, String> fields = redemption(flow(), "x");
        String id = target.client().id();
        String secret = target.client().secret();
        for (String header : List.of(
                "Basic",
                "Basic ",
                "Basic !!!",
                "Basic " + Base64.getEncoder().encodeToString("no colon".getBytes(StandardCharsets.UTF_8)),
                "Basic " + Base64.getEncoder().encodeToString(":".getBytes(StandardCharsets.UTF_8)),
                basic(id, ""),
                basic("", secret),
                basic(id, secret + "x"),
                basic(id + "x", secret),
                "Bearer " + secret,
                "Digest " + secret)) {
            Answer answer = token(fields).with("Authorization", header).send();

            assertRefused(401, "invalid_client", answer, header.split(" ", 2)[0]);
            assertTrue(answer.header("WWW-Authenticate").startsWith("Basic"), header);
        }
        assertRefused(
                400,
                "invalid_request",
                token(changed(fields, "client_id", "another"))
                        .with("Authorization", basic(id, secret))
                        .send(),
                "two ids");
    }

    @Test
    @Covers(FailureClass.V40)
    void anUnknownClientIsInvalidClientSoThatItRegistersAgain() {
        Map<String, String> fields = redemption(flow(), "x");

        for (String id : List.of("nobody", "mc1.x", "mc1." + "A".repeat(300), "ey.x.x.x.x")) {
            Answer answer = token(changed(fields, "client_id", id)).send();

            assertRefused(401, "invalid_client", answer, id);
            assertEquals("", answer.header("WWW-Authenticate"), "no header was used");
        }
    }

    @Test
    @Covers(FailureClass.V41)
    void anOddContentTypeIsAnErrorOfTheClients() {
        SignIn flow = flow();
        String body = Call.encoded(changed(
                changed(
                        redemption(flow, code(flow)),
                        "client_id",
                        target.client().id()),
                "client_secret",
                target.client().secret()));
        for (String type : List.of(
                "application/json, application/x-www-form-urlencoded",
                "application/json",
                "application/x-www-form-urlencoded, application/json",
                "multipart/form-data; boundary=x",
                "multipart/form-data",
                "text/plain",
                "application/x-www-form-urlencoded; charset=utf-16",
                "application/x-www-form-urlencoded; charset=nothing",
                "application/x-www-form-urlencoded;;;",
                "/",
                ";",
                "\"")) {
            Answer answer = Call.post(target.at("/oauth/token"), type, body).send();

            assertRefused(400, "invalid_request", answer, type);
        }
        assertRefused(
                400,
                "invalid_request",
                Call.of("POST", target.at("/oauth/token")).send(),
                "no type and no body");
        assertEquals(
                200,
                Call.post(target.at("/oauth/token"), "Application/X-WWW-Form-URLEncoded; charset=\"UTF-8\"", body)
                        .send()
                        .status(),
                "the right one in odd case");
    }

    @Test
    @Covers(FailureClass.V39)
    void revokingTheTokenOfAnotherClientDoesNothing() {
        String endpoint = revocation();
        SignIn.Tokens mine = tokens();
        Client stranger = target.stranger();
        for (String token : List.of(mine.access(), mine.refresh(), "unknown", "ey.x.x.x.x")) {
            Answer answer = Call.form(
                            endpoint,
                            Map.of("client_id", stranger.id(), "client_secret", stranger.secret(), "token", token))
                    .send();

            assertEquals(200, answer.status(), answer.toString());
            assertEquals("", answer.body());
        }
        assertEquals(200, mcp(mine.access()));
        assertEquals(200, refresh(flow(), mine.refresh()).status());
    }

    @Test
    @Covers(FailureClass.V39)
    void revokingOnesOwnTokenEndsTheGrantAtOnce() {
        String endpoint = revocation();
        needState();
        for (String hint : List.of("", "refresh_token", "access_token", "nonsense")) {
            for (boolean access : List.of(true, false)) {
                SignIn.Tokens mine = tokens();
                Map<String, String> fields = Map.of(
                        "client_id",
                        target.client().id(),
                        "client_secret",
                        target.client().secret(),
                        "token",
                        access ? mine.access() : mine.refresh(),
                        "token_type_hint",
                        hint);

                assertEquals(200, Call.form(endpoint, fields).send().status());
                assertEquals(401, mcp(mine.access()), "on every node");
                assertEquals(401, mcp(mine.access()), "on every node");
                assertRefused(400, "invalid_grant", refresh(flow(), mine.refresh()), hint);
            }
        }
    }

    @Test
    @Covers(FailureClass.V39)
    void revokingNeedsTheClientToProveItself() {
        String endpoint = revocation();
        SignIn.Tokens mine = tokens();
        Map<String, String> fields = Map.of("token", mine.refresh());

        assertRefused(401, "invalid_client", Call.form(endpoint, fields).send(), "no client");
        assertRefused(
                401,
                "invalid_client",
                Call.form(endpoint, changed(fields, "client_id", target.client().id()))
                        .send(),
                "no secret");
        assertEquals(200, mcp(mine.access()));
        assertFalse(mine.access().isEmpty());
    }

    private String revocation() {
        need(target.revocation().isPresent(), "the metadata name no revocation endpoint");
        return target.revocation().orElseThrow();
    }
}
