package dev.mailmcp.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.secret.KeyRing;
import dev.mailmcp.secret.Sealer;
import dev.mailmcp.testing.Accounts;
import dev.mailmcp.testing.SetClock;
import dev.mailmcp.token.Verification.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** {@code STATE=none}: nothing but the key. */
class SealedCustodyTest {
    private static final TokenSettings SETTINGS = new TokenSettings(
            "https://mail.example.org",
            "https://mail.example.org/mcp",
            Duration.ofHours(1),
            Duration.ofDays(30),
            Duration.ofDays(90));

    private final SetClock clock = new SetClock();
    private final GrantTokens tokens = started();
    private final Grant grant = new Grant(
            "g",
            "client",
            Scope.all(),
            Accounts.ada(),
            SETTINGS.resource(),
            clock.instant().plus(SETTINGS.grantMaxAge()));

    private GrantTokens started() {
        var sealer = new Sealer(KeyRing.parse("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="));
        return new GrantTokens(sealer, new SealedCustody(), SETTINGS, clock);
    }

    private Presented.Valid present(GrantTokens process, Tokens issued) {
        return assertInstanceOf(
                Presented.Valid.class, process.present(issued.refresh().reveal()));
    }

    @Test
    void tokensSurviveARestartWithNothingButTheKey() {
        Tokens issued = tokens.issue(grant, "client");
        GrantTokens restarted = started();

        assertEquals(
                new Verification.Valid(grant), restarted.verify(issued.access().reveal()));
        assertTrue(restarted
                .renew(present(restarted, issued), Scope.all())
                .tokens()
                .isPresent());
    }

    @Test
    void theAbsoluteEndTravelsInTheToken() {
        Tokens current = tokens.issue(grant, "client");
        for (int i = 0; i < 4; i++) {
            clock.pass(Duration.ofDays(20));
            current = started()
                    .renew(present(tokens, current), Scope.all())
                    .tokens()
                    .orElseThrow();
        }

        clock.pass(Duration.ofDays(10));

        assertEquals(
                new Presented.Invalid(Reason.EXPIRED),
                tokens.present(current.refresh().reveal()));
    }

    @Test
    void aRefusedLoginIsRememberedByThisProcess() {
        Tokens issued = tokens.issue(grant, "client");

        tokens.markStale("g");
        assertEquals(
                new Verification.Invalid(Reason.REVOKED),
                tokens.verify(issued.access().reveal()));
        assertTrue(present(tokens, issued).stale());
        tokens.freshen("g");

        assertInstanceOf(Verification.Valid.class, tokens.verify(issued.access().reveal()));
    }

    @Test
    void anEndedGrantIsRememberedByThisProcess() {
        Tokens issued = tokens.issue(grant, "client");

        tokens.end("g");
        tokens.markStale("g");
        tokens.freshen("g");

        assertEquals(
                new Verification.Invalid(Reason.REVOKED),
                tokens.verify(issued.access().reveal()));
        assertFalse(tokens.alive("g"));
    }

    @Test
    void whatIsRememberedIsBounded() {
        var custody = new SealedCustody();
        custody.markStale("first", true);
        for (int i = 0; i < SealedCustody.MOST_REMEMBERED; i++) {
            custody.markStale("g" + i, true);
        }

        assertFalse(custody.held("first", clock.instant()).orElseThrow().stale());
    }

    @Test
    void aTokenOfOneCustodyIsNotOneOfTheOther() {
        // A sealed token names no grant in its header; under split custody nothing opens without one.
        Tokens issued = tokens.issue(grant, "client");

        assertFalse(new String(
                        java.util.Base64.getUrlDecoder()
                                .decode(issued.access().reveal().split("\\.", 2)[0]),
                        java.nio.charset.StandardCharsets.UTF_8)
                .contains("\"g\""));
    }
}
