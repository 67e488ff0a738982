package dev.mailmcp.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.blackbox.Client;
import dev.mailmcp.blackbox.SignIn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who redeems a code proves to be who asked for it (RFC 7636), with a secret and without. */
class PkceIT extends Theme {
    PkceIT(Target target) {
        super(target);
    }

    @Test
    @Covers(FailureClass.V05)
    void noSignInBeginsWithoutAStrongChallenge() {
        SignIn flow = flow();
        Map<String, String> right = flow.parameters();
        String challenge = String.valueOf(right.get("code_challenge"));
        Map<String, Map<String, String>> table = new LinkedHashMap<>();
        table.put("no challenge", without(right, "code_challenge"));
        table.put("neither", without(without(right, "code_challenge"), "code_challenge_method"));
        table.put("plain", changed(right, "code_challenge_method", "plain"));
        table.put("no method, which means plain", without(right, "code_challenge_method"));
        table.put("an empty method", changed(right, "code_challenge_method", ""));
        table.put("an unknown method", changed(right, "code_challenge_method", "S512"));
        table.put("a method in lower case", changed(right, "code_challenge_method", "s256"));
        table.put("a short challenge", changed(right, "code_challenge", challenge.substring(1)));
        table.put("a long challenge", changed(right, "code_challenge", challenge + "A"));
        table.put("no base64url", changed(right, "code_challenge", "+" + challenge.substring(1)));
        table.forEach((what, parameters) -> {
            Answer answer = authorize(flow, parameters);

            assertEquals(303, answer.status(), what);
            assertEquals(List.of("invalid_request"), answer.handed("error"), what);
            assertTrue(answer.handed("code").isEmpty(), what);
        });
    }

    @Test
    @Covers(FailureClass.V05)
    void noCodeIsRedeemedWithoutTheVerifier() {
        refusesEveryOtherVerifier(target.client());
    }

    @Test
    @Covers(FailureClass.V05)
    void noCodeOfAClientWithoutASecretIsRedeemedWithoutTheVerifier() {
        refusesEveryOtherVerifier(register("none", "Public", Client.LOOPBACK));
    }

    private void refusesEveryOtherVerifier(Client client) {
        SignIn flow = flow(client);
        String right = flow.verifier();
        String challenge = String.valueOf(flow.parameters().get("code_challenge"));
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("empty", "");
        wrong.put("42 characters", "x".repeat(42));
        wrong.put("129 characters", "x".repeat(129));
        wrong.put("another", "x".repeat(43));
        wrong.put("the challenge", challenge);
        wrong.put("with what cannot stand there", right.substring(1) + " ");
        wrong.put("half", right.substring(0, right.length() / 2));
        wrong.put("with one more", right + "A");
        wrong.forEach((what, verifier) -> {
            Map<String, String> asked = changed(redemption(flow, code(flow)), "code_verifier", verifier);

            assertNoTokens(Answer.of(flow.token(asked)), what);
        });
        assertNoTokens(Answer.of(flow.token(without(redemption(flow, code(flow)), "code_verifier"))), "missing");
        assertEquals(200, redeem(flow, code(flow)).status(), "the right one");
    }

    private static void assertNoTokens(Answer answer, String why) {
        assertEquals(400, answer.status(), why);
        assertTrue(List.of("invalid_grant", "invalid_request").contains(answer.error()), why + answer);
        assertFalse(answer.body().contains("token\""), why);
    }

    @Test
    @Covers(FailureClass.V05)
    void aCodeIsWorthNothingAfterThreeGuesses() {
        SignIn flow = flow();
        String code = code(flow);
        for (int guess = 0; guess < 3; guess++) {
            assertRefused(
                    400,
                    "invalid_grant",
                    Answer.of(flow.token(changed(redemption(flow, code), "code_verifier", "x".repeat(43)))),
                    "guess " + guess);
        }

        assertRefused(400, "invalid_grant", redeem(flow, code), "the right verifier comes too late");
    }
}
