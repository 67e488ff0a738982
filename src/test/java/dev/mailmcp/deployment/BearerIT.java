package dev.mailmcp.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.blackbox.McpCalls;
import dev.mailmcp.blackbox.Person;
import dev.mailmcp.blackbox.Product;
import dev.mailmcp.blackbox.SignIn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What {@code /mcp} takes as a token, and how it refuses everything else (RFC 6750, RFC 9728). */
class BearerIT extends Theme {
    BearerIT(Target target) {
        super(target);
    }

    @Test
    @Covers(FailureClass.V34)
    void withoutATokenEveryMethodIsChallenged() {
        for (String method : List.of("GET", "POST", "DELETE", "PUT", "PATCH", "HEAD")) {
            Answer answer = Call.of(method, target.at("/mcp")).send();

            assertEquals(401, answer.status(), method);
            assertEquals(
                    "Bearer resource_metadata=\"" + target.at("/.well-known/oauth-protected-resource/mcp")
                            + "\", scope=\"" + SignIn.ALL_SCOPES + "\"",
                    answer.header("WWW-Authenticate"),
                    method + ": no error without credentials");
            assertEquals("no-store", answer.header("Cache-Control"), method);
        }
    }

    @Test
    @Covers(FailureClass.V34)
    void noOtherKindOfTokenOpensTheDoor() {
        SignIn flow = flow();
        SignIn.Page page = flow.open();
        String code = code(flow);
        SignIn.Tokens tokens = tokens();
        Map<String, String> others = new HashMap<>(Map.of(
                "a code",
                code,
                "a refresh token",
                tokens.refresh(),
                "a client_id",
                target.client().id(),
                "a client secret",
                target.client().secret(),
                "a form's transaction",
                String.valueOf(filledIn(page).get("tx")),
                "a JWT of nobody",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
                "a JWT without signature",
                "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.",
                "a Google token",
                "ya29.a0AfH6SMBx-2_x",
                "half a token",
                tokens.access().substring(0, tokens.access().length() / 2),
                "a token and more",
                tokens.access() + "A"));
        if (target.registration().isPresent()) {
            others.put("a registered client_id", registeredOnTheWeb().id());
        }
        others.forEach((what, token) ->
                assertInvalid(Call.get(target.at("/mcp")).bearer(token).send(), what));
        for (String credentials : List.of(
                "Bearer",
                "Bearer ",
                "Basic " + tokens.access(),
                "DPoP " + tokens.access(),
                tokens.access(),
                "Bearer a b")) {
            assertInvalid(
                    Call.get(target.at("/mcp"))
                            .with("Authorization", credentials)
                            .send(),
                    credentials.split(" ", 2)[0]);
        }
        assertEquals(200, mcp(tokens.access()), "the token itself does");
    }

    @Test
    @Covers(FailureClass.V34)
    void aTokenOutsideTheHeaderIsNone() {
        String token = tokens().access();

        Answer inQuery = Call.post(target.at("/mcp?access_token=" + token), "application/json", "{}")
                .send();
        assertEquals(401, inQuery.status());
        assertFalse(inQuery.header("WWW-Authenticate").contains("error"));
        assertEquals(
                401,
                Call.form(target.at("/mcp"), Map.of("access_token", token))
                        .send()
                        .status());
        assertEquals(
                401,
                Call.get(target.at("/mcp"))
                        .with("Cookie", "access_token=" + token)
                        .send()
                        .status());
    }

    @Test
    @Covers(FailureClass.V34)
    void twoAuthorizationHeadersAreOneTooMany() {
        String token = tokens().access();

        Answer answer = Call.get(target.at("/mcp")).bearer(token).bearer(token).send();

        assertEquals(400, answer.status(), answer.toString());
        assertTrue(answer.header("WWW-Authenticate").contains("error=\"invalid_request\""));
    }

    @Test
    @Covers(FailureClass.V34)
    void theSchemeHasNoCase() {
        Answer answer = Call.get(target.at("/mcp"))
                .with("Authorization", "bEARER " + tokens().access())
                .send();

        assertEquals(405, answer.status(), "past the door GET is not served");
    }

    @Test
    @Covers(FailureClass.V34)
    void aToolBeyondTheGrantIsA403ThatNamesTheScope() {
        SignIn flow = flow();
        SignIn.Page page = flow.open();
        Answer agreed = submission(filledIn(page)).with("Cookie", cookies(page)).send();
        SignIn.Tokens reading = flow.exchange(agreed.handed("code").getFirst());

        Answer answer = Answer.of(new McpCalls(target.base(), reading.access())
                .post(
                        "tools/call",
                        Map.of("name", "delete_mail_message", "arguments", Map.of("folder", "INBOX", "uid", 1))));

        assertEquals(403, answer.status(), answer.toString());
        String challenge = answer.header("WWW-Authenticate");
        assertTrue(challenge.contains("error=\"insufficient_scope\""), challenge);
        assertTrue(challenge.contains("mail:delete"), challenge);
        assertTrue(challenge.contains("resource_metadata=\""), challenge);
    }

    @Test
    @Covers(FailureClass.V33)
    void aGrantForAnotherResourceIsNotBegun() {
        SignIn flow = flow();
        for (String other : List.of(
                "https://evil.example/mcp",
                target.at("/mcp/x"),
                target.at("/MCP"),
                target.at("/other"),
                target.at("/mcp#f"),
                target.at("/mcp?x"),
                "x")) {
            assertEquals(
                    List.of("invalid_target"),
                    authorize(flow, changed(flow.parameters(), "resource", other))
                            .handed("error"),
                    other);
        }
        String two = flow.authorizationUrl(flow.parameters()) + "&resource=https%3A%2F%2Fevil.example%2Fmcp";
        assertEquals(List.of("invalid_target"), Call.get(two).send().handed("error"));
        assertEquals(
                200, authorize(flow, without(flow.parameters(), "resource")).status(), "none means ours");
    }

    @Test
    @Covers(FailureClass.V33)
    void anotherInstanceWithTheSameKeysTakesNoneOfOurTokens() {
        SignIn.Tokens ours = tokens();
        // Also what it keeps of grants: nothing but the addresses tells the two apart.
        try (Product twin = Product.start(inside().twin())) {
            assertEquals(
                    401,
                    new McpCalls(twin.base(), ours.access())
                            .post("tools/list", Map.of())
                            .statusCode());
            assertRefused(
                    400,
                    "invalid_grant",
                    refresh(new SignIn(twin.base(), target.client()), ours.refresh()),
                    "the refresh token neither");
        }
        assertEquals(200, mcp(ours.access()));
    }

    @Test
    @Covers(FailureClass.V48)
    void aChangedPasswordIsA401AndThenInvalidGrant() {
        Person bob = inside().mail().person("bob-" + UUID.randomUUID());
        SignIn flow = flow();
        SignIn.Tokens tokens = flow.exchange(flow.approve(flow.open(), bob));
        inside().mail().setPassword(bob, "another");

        Answer answer = Answer.of(new McpCalls(target.base(), tokens.access())
                .post("tools/call", Map.of("name", "list_mailboxes", "arguments", Map.of())));

        assertInvalid(answer, "the mail server refuses the password");
        if (target.keepsState()) {
            assertRefused(400, "invalid_grant", refresh(flow, tokens.refresh()), "asked again, it still does");
        }
    }

    private static void assertInvalid(Answer answer, String what) {
        assertEquals(401, answer.status(), () -> what + ": " + answer);
        String challenge = answer.header("WWW-Authenticate");
        assertTrue(challenge.startsWith("Bearer "), what);
        assertTrue(challenge.contains("error=\"invalid_token\""), what + ": " + challenge);
        assertTrue(challenge.contains("resource_metadata=\""), what);
    }

    @Test
    @Covers(FailureClass.V34)
    void theDoorIsNeverAnotherOne() {
        Answer slash = Call.of("POST", target.at("/mcp/")).send();
        assertEquals(401, slash.status(), "the same, and no redirect, which would lose the header");
        assertTrue(slash.location().isEmpty());
        Answer preflight = Call.of("OPTIONS", target.at("/mcp"))
                .with("Origin", target.base())
                .with("Access-Control-Request-Method", "POST")
                .send();
        assertEquals(204, preflight.status(), "who asks whether to ask needs no token");
        assertEquals(target.base(), preflight.header("Access-Control-Allow-Origin"));
        assertTrue(preflight.header("Access-Control-Expose-Headers").contains("WWW-Authenticate"));
        String token = tokens().access();
        Answer foreign = Call.get(target.at("/mcp"))
                .with("Origin", "https://evil.example")
                .bearer(token)
                .send();
        assertEquals(403, foreign.status(), "a page of another origin");
        assertEquals("", foreign.header("Access-Control-Allow-Origin"));
    }
}
