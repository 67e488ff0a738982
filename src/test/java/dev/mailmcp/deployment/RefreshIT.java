package dev.mailmcp.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.blackbox.Client;
import dev.mailmcp.blackbox.SignIn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A refresh token belongs to its client, and a copy of it is noticed. */
class RefreshIT extends Theme {
    RefreshIT(Target target) {
        super(target);
    }

    @Test
    @Covers(FailureClass.V09)
    void aRefreshTokenIsOfNoUseToAnotherClient() {
        SignIn.Tokens mine = tokens();
        for (Client thief : strangers()) {
            assertRefused(400, "invalid_grant", refresh(flow(thief), mine.refresh()), "a thief");
        }
        assertEquals(200, refresh(flow(), mine.refresh()).status(), "its owner's works as before");
    }

    @Test
    @Covers(FailureClass.V09)
    void aRefreshTokenIsOfNoUseWithoutTheSecret() {
        SignIn.Tokens mine = tokens();
        Map<String, String> asked = Map.of("grant_type", "refresh_token", "refresh_token", mine.refresh());
        String url = target.at("/oauth/token");
        String id = target.client().id();

        assertRefused(401, "invalid_client", Call.form(url, asked).send(), "no client");
        assertRefused(
                401,
                "invalid_client",
                Call.form(url, changed(asked, "client_id", id)).send(),
                "no secret");
        assertRefused(
                401,
                "invalid_client",
                Call.form(url, changed(changed(asked, "client_id", id), "client_secret", "wrong"))
                        .send(),
                "a wrong secret");
        assertEquals(200, refresh(flow(), mine.refresh()).status(), "the token is unharmed");
    }

    /** A race is not lost every time; from the second on the connections stand already, and all come closer together. */
    @RepeatedTest(4)
    @Covers(FailureClass.V08)
    void ofFiftyRefreshesAtOnceAllGiveTokensThatWork() {
        SignIn flow = flow();
        SignIn.Tokens first = tokens();

        List<Answer> answers = AtOnce.times(50, () -> refresh(flow, first.refresh()));

        for (Answer answer : answers) {
            assertEquals(200, answer.status(), answer.toString());
        }
        // A second generation would make the first token one that was replaced long ago, and end the grant.
        assertEquals(200, refresh(flow, first.refresh()).status(), "one generation further, not more");
        for (Answer answer : answers) {
            assertEquals(200, mcp(answer.json().required("access_token").asText()));
            assertEquals(
                    200,
                    refresh(flow, answer.json().required("refresh_token").asText())
                            .status());
        }
    }

    /** Grace lasts a minute: what holds a little later holds after an hour too. */
    @Test
    @Covers(FailureClass.V08)
    void afterTheGraceALostAnswerIsMendedAndAReplacedTokenEndsTheGrant() {
        needState();
        need(Boolean.getBoolean("deployment.slow"), "takes a minute: -Ddeployment.slow=true");
        SignIn flow = flow();
        SignIn.Tokens first = tokens();
        assertEquals(200, refresh(flow, first.refresh()).status(), "the answer is lost on its way");
        SignIn.Tokens old = tokens();
        SignIn.Tokens newer = flow.refresh(old);
        assertEquals(200, mcp(newer.access()), "this one arrived");
        assertEquals(200, refresh(flow, old.refresh()).status(), "a second process of the client has a minute");
        pause(62_000);

        SignIn.Tokens mended = flow.refresh(first);
        assertEquals(200, mcp(mended.access()), "asked again, it is answered");
        SignIn.Tokens next = flow.refresh(mended);
        assertRefused(400, "invalid_grant", refresh(flow, first.refresh()), "two generations on it is a copy");
        assertEquals(401, mcp(next.access()));

        assertRefused(
                400, "invalid_grant", refresh(flow, old.refresh()), "its successor was in use: somebody has a copy");
        assertRefused(400, "invalid_grant", refresh(flow, newer.refresh()), "and nobody knows who");
        assertEquals(401, mcp(newer.access()));
    }

    @Test
    @Covers(FailureClass.V09)
    void aRefreshNarrowsAndNeverWidens() {
        SignIn flow = flow();
        SignIn.Page page = flow.open();
        Answer agreed = submission(filledIn(page)).with("Cookie", cookies(page)).send();
        Answer given = redeem(flow, agreed.handed("code").getFirst());
        assertEquals("mail:read", given.json().required("scope").asText(), "what was ticked");
        String token = given.json().required("refresh_token").asText();

        for (String more : List.of("mail:send", "mail:read mail:delete", "nothing:known")) {
            assertRefused(
                    400,
                    "invalid_scope",
                    Answer.of(flow.token(Map.of("grant_type", "refresh_token", "refresh_token", token, "scope", more))),
                    more);
        }
        assertEquals(200, refresh(flow, token).status());
    }

    @Test
    @Covers(FailureClass.V09)
    void whatWasNarrowedOnceComesBackWithTheNextRefresh() {
        SignIn flow = flow();
        SignIn.Tokens all = tokens();
        Answer narrow = Answer.of(flow.token(
                Map.of("grant_type", "refresh_token", "refresh_token", all.refresh(), "scope", "mail:read")));
        assertEquals("mail:read", narrow.json().required("scope").asText());

        Answer next = refresh(flow, narrow.json().required("refresh_token").asText());

        assertTrue(next.json().required("scope").asText().contains("mail:send"), next.toString());
    }
}
