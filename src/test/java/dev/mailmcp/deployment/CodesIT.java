package dev.mailmcp.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mailmcp.blackbox.Client;
import dev.mailmcp.blackbox.SignIn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A code is good once, for the client that asked for it. */
class CodesIT extends Theme {
    CodesIT(Target target) {
        super(target);
    }

    @Test
    @Covers(FailureClass.V06)
    void aCodeIsGoodOnce() {
        SignIn flow = flow();
        String code = code(flow);
        assertEquals(200, redeem(flow, code).status());

        assertRefused(400, "invalid_grant", redeem(flow, code), "again");
        assertRefused(400, "invalid_grant", redeem(flow, code), "and again");
    }

    @Test
    @Covers(FailureClass.V06)
    void aReplayEndsWhatTheCodeGave() {
        needState();
        SignIn flow = flow();
        String code = code(flow);
        SignIn.Tokens first = flow.exchange(code);

        assertRefused(400, "invalid_grant", redeem(flow, code), "replay");

        assertEquals(401, mcp(first.access()), "one of the two was a thief");
        assertRefused(400, "invalid_grant", refresh(flow, first.refresh()), "the refresh token too");
    }

    @Test
    @Covers(FailureClass.V07)
    void aReplayWithoutProofEndsNothing() {
        SignIn flow = flow();
        String code = code(flow);
        SignIn.Tokens first = flow.exchange(code);
        Map<String, String> right = redemption(flow, code);

        for (Map<String, String> wrong : List.of(
                changed(right, "code_verifier", "x".repeat(43)),
                without(right, "code_verifier"),
                changed(right, "redirect_uri", "https://evil.example/cb"),
                changed(right, "resource", "https://evil.example/mcp"))) {
            assertEquals(
                    400, Answer.of(flow.token(wrong)).status(), wrong.keySet().toString());
        }
        assertEquals(
                401,
                Answer.of(flow.token(changed(right, "client_secret", "wrong"))).status(),
                "without the secret");
        for (Client stranger : strangers()) {
            assertRefused(400, "invalid_grant", Answer.of(flow(stranger).token(right)), "another client");
        }

        assertEquals(200, mcp(first.access()), "a mere guess logs nobody out");
        assertEquals(200, refresh(flow, first.refresh()).status());
    }

    /** A race is not lost every time; from the second on the connections stand already, and all come closer together. */
    @RepeatedTest(4)
    @Covers(FailureClass.V08)
    void ofFiftyRedemptionsAtOnceOneWins() {
        SignIn flow = flow();
        String code = code(flow);

        List<Answer> answers = AtOnce.times(50, () -> redeem(flow, code));

        assertEquals(
                1, answers.stream().filter(answer -> answer.status() == 200).count());
        answers.stream()
                .filter(answer -> answer.status() != 200)
                .forEach(answer -> assertRefused(400, "invalid_grant", answer, "a loser"));
    }

    @Test
    @Covers(FailureClass.V10)
    void aCodeIsOfNoUseToAnotherClient() {
        SignIn flow = flow();
        String code = code(flow);
        for (Client thief : strangers()) {
            assertRefused(400, "invalid_grant", Answer.of(flow(thief).token(redemption(flow, code))), "a thief");
        }
        assertEquals(200, redeem(flow, code).status(), "its owner still redeems it");
    }

    @Test
    @Covers(FailureClass.V33)
    void aTokenRequestForAnotherResourceIsRefusedAndTheCodeKept() {
        SignIn flow = flow();
        String code = code(flow);
        for (String other : List.of(
                "https://evil.example/mcp",
                target.at("/mcp/x"),
                target.at("/MCP"),
                target.at("/other"),
                target.at("/mcp#f"),
                "x")) {
            assertRefused(
                    400,
                    "invalid_target",
                    Answer.of(flow.token(changed(redemption(flow, code), "resource", other))),
                    other);
        }

        assertEquals(
                200,
                Answer.of(flow.token(changed(redemption(flow, code), "resource", target.at("/mcp"))))
                        .status());
    }
}
