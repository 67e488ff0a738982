package dev.mailmcp.token;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.secret.Digest;
import dev.mailmcp.value.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeChallengeTest {
    @Test
    void theExampleOfTheRfcIsAccepted() {
        // RFC 7636, appendix B.
        var challenge = new CodeChallenge("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");

        assertTrue(challenge.accepts("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
        assertFalse(challenge.accepts("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXl"));
        assertFalse(challenge.accepts(challenge.value()), "plain does not exist");
        assertFalse(challenge.accepts(""));
    }

    @Test
    void aVerifierHas43To128UnreservedCharacters() {
        for (String verifier :
                new String[] {"v".repeat(42), "v".repeat(129), "v".repeat(42) + "+", "v".repeat(42) + "\n"}) {
            assertFalse(CodeChallenge.isVerifier(verifier), verifier);
            assertFalse(new CodeChallenge(Digest.sha256(verifier)).accepts(verifier), verifier);
        }
        for (String verifier : new String[] {"v".repeat(43), "v".repeat(128), "-._~".repeat(11)}) {
            assertTrue(new CodeChallenge(Digest.sha256(verifier)).accepts(verifier), verifier);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c",
                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cMM",
                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM",
                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c="
            })
    void anythingElseIsNoChallenge(String text) {
        assertThrows(InvalidValue.class, () -> new CodeChallenge(text));
    }
}
