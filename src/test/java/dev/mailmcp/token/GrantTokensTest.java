package dev.mailmcp.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.secret.Digest;
import dev.mailmcp.secret.KeyRing;
import dev.mailmcp.secret.Purpose;
import dev.mailmcp.secret.Sealer;
import dev.mailmcp.store.GrantRow;
import dev.mailmcp.store.StoreUnavailable;
import dev.mailmcp.testing.Accounts;
import dev.mailmcp.testing.BreakableStore;
import dev.mailmcp.testing.SetClock;
import dev.mailmcp.token.Verification.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens under split custody: what they carry, how long, and what ends them. */
class GrantTokensTest {
    private static final KeyRing RING = KeyRing.parse("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=");
    private static final TokenSettings SETTINGS = settings("https://mail.example.org", "/mcp");

    private static final MailboxMarks MARKS = new MailboxMarks(RING);

    private final SetClock clock = new SetClock();
    private final Sealer sealer = new Sealer(RING);
    private final BreakableStore store;
    private final GrantTokens tokens;

    GrantTokensTest(@TempDir Path folder) {
        this.store = new BreakableStore(folder);
        this.tokens = new GrantTokens(sealer, new SplitCustody(store.grants(), MARKS), SETTINGS, clock);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static TokenSettings settings(String issuer, String path) {
        return new TokenSettings(issuer, issuer + path, Duration.ofHours(1), Duration.ofDays(30), Duration.ofDays(90));
    }

    private Tokens issue(Grant grant) {
        return tokens.issue(grant, "Ada's client");
    }

    private Grant grant(Set<Scope> scopes) {
        return new Grant(
                Digest.random(128),
                "client",
                scopes,
                Accounts.ada(),
                SETTINGS.resource(),
                clock.instant().plus(SETTINGS.grantMaxAge()));
    }

    private static Grant valid(Verification verification) {
        return assertInstanceOf(Verification.Valid.class, verification).grant();
    }

    private static Presented.Valid valid(Presented presented) {
        return assertInstanceOf(Presented.Valid.class, presented);
    }

    private void assertInvalid(Reason reason, Tokens issued) {
        assertEquals(
                new Verification.Invalid(reason), tokens.verify(issued.access().reveal()));
    }

    @Test
    void anAccessTokenGivesBackTheGrant() {
        Grant grant = grant(Scope.all());

        Grant read = valid(tokens.verify(issue(grant).access().reveal()));

        assertEquals(grant, read);
        assertEquals(Accounts.PASSWORD, read.account().imap().login().password().reveal());
    }

    @Test
    void theRowOfAGrantSaysWhoseItIsToThoseWhoHaveTheKey() {
        Grant grant = grant(Scope.all());

        issue(grant);

        GrantRow row = store.grants().get(grant.id()).orElseThrow();
        assertEquals("Ada's client", row.label());
        assertEquals(MARKS.of(new EmailAddress("ADA@example.org")), row.mailbox());
        assertEquals(43, row.mailbox().length());
    }

    @Test
    void aGrantThatMayNotSendHoldsNothingToSendWith() {
        Tokens issued = issue(grant(Set.of(Scope.READ, Scope.DELETE)));

        assertEquals(
                Optional.empty(),
                valid(tokens.verify(issued.access().reveal())).account().submission());
        assertEquals(
                Optional.empty(),
                valid(tokens.present(issued.refresh().reveal()))
                        .grant()
                        .account()
                        .submission());
    }

    @Test
    void fewerScopesAreForThisAccessTokenOnly() {
        Tokens first = issue(grant(Scope.all()));

        Tokens narrowed = tokens.renew(valid(tokens.present(first.refresh().reveal())), Set.of(Scope.READ))
                .tokens()
                .orElseThrow();

        Grant access = valid(tokens.verify(narrowed.access().reveal()));
        assertEquals(Set.of(Scope.READ), access.scopes());
        assertEquals(Optional.empty(), access.account().submission());
        assertEquals(
                Scope.all(),
                valid(tokens.present(narrowed.refresh().reveal())).grant().scopes());
    }

    @Test
    void anAccessTokenLivesAnHour() {
        Tokens issued = issue(grant(Scope.all()));
        assertEquals(Duration.ofHours(1), issued.life());

        clock.pass(Duration.ofMinutes(59));
        valid(tokens.verify(issued.access().reveal()));
        clock.pass(Duration.ofMinutes(1));

        assertInvalid(Reason.EXPIRED, issued);
    }

    @Test
    void aRefreshTokenLivesThirtyDaysWithoutUse() {
        Tokens issued = issue(grant(Scope.all()));

        clock.pass(Duration.ofDays(30));

        // The row has ended at the same moment, so that there is no share to open it with.
        assertEquals(
                new Presented.Invalid(Reason.REVOKED),
                tokens.present(issued.refresh().reveal()));
    }

    @Test
    void nothingOutlivesTheAbsoluteEnd() {
        Tokens current = issue(grant(Scope.all()));
        for (int i = 0; i < 3; i++) {
            clock.pass(Duration.ofDays(29));
            current = tokens.renew(valid(tokens.present(current.refresh().reveal())), Scope.all())
                    .tokens()
                    .orElseThrow();
        }
        clock.pass(Duration.ofDays(3).minusMinutes(10));
        current = tokens.renew(valid(tokens.present(current.refresh().reveal())), Scope.all())
                .tokens()
                .orElseThrow();
        assertEquals(Duration.ofMinutes(10), current.life(), "an access token ends with its grant");

        clock.pass(Duration.ofMinutes(10));

        assertInvalid(Reason.REVOKED, current);
        assertInstanceOf(
                Presented.Invalid.class, tokens.present(current.refresh().reveal()));
    }

    @Test
    void anEndedGrantIsEndedForEveryCopy() {
        Tokens issued = issue(grant(Scope.all()));
        String id = valid(tokens.verify(issued.access().reveal())).id();
        assertTrue(tokens.alive(id));

        tokens.end(id);

        assertInvalid(Reason.REVOKED, issued);
        assertInstanceOf(
                Presented.Invalid.class, tokens.present(issued.refresh().reveal()));
        assertFalse(tokens.alive(id));
    }

    @Test
    void theMasterKeyAloneOpensNothing() {
        Tokens issued = issue(grant(Scope.all()));
        Sealer thief = new Sealer(RING);

        assertEquals(
                new Sealer.Opened.Refused(Sealer.Reason.DECRYPTION_FAILED),
                thief.open(Purpose.ACCESS_TOKEN, issued.access().reveal(), _ -> Optional.of(new byte[32])));
    }

    @Test
    void oneKindOfTokenIsNotAnother() {
        Tokens issued = issue(grant(Scope.all()));

        assertEquals(
                new Verification.Invalid(Reason.WRONG_TYPE),
                tokens.verify(issued.refresh().reveal()));
        assertEquals(
                new Presented.Invalid(Reason.WRONG_TYPE),
                tokens.present(issued.access().reveal()));
        for (String foreign : List.of(
                "",
                "x",
                "ya29.a0AfH6SMBx",
                "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
                sealer.seal(Purpose.CLIENT, "{}".getBytes(StandardCharsets.UTF_8)))) {
            assertInstanceOf(Verification.Invalid.class, tokens.verify(foreign), foreign);
            assertInstanceOf(Presented.Invalid.class, tokens.present(foreign), foreign);
        }
    }

    @Test
    void aTokenOfAnotherInstanceWithTheSameKeyAndStoreIsRefused() {
        var elsewhere = new GrantTokens(
                sealer, new SplitCustody(store.grants(), MARKS), settings("https://other.example.org", "/mcp"), clock);
        assertEquals(
                new Verification.Invalid(Reason.WRONG_ISSUER),
                tokens.verify(
                        elsewhere.issue(grant(Scope.all()), "client").access().reveal()));

        Grant foreign = new Grant(
                "g",
                "client",
                Scope.all(),
                Accounts.ada(),
                "https://other.example.org/mcp",
                clock.instant().plus(Duration.ofDays(1)));
        assertInvalid(Reason.WRONG_AUDIENCE, issue(foreign));
    }

    @Test
    void aTokenFromTheFutureIsRefusedUnlessItIsTheClocks() {
        clock.pass(Duration.ofMinutes(1));
        Tokens issued = issue(grant(Scope.all()));
        clock.pass(Duration.ofMinutes(-1));
        valid(tokens.verify(issued.access().reveal()));

        clock.pass(Duration.ofSeconds(-1));

        assertInvalid(Reason.EXPIRED, issued);
    }

    @Test
    void whatIsSealedRightButSaysMoreThanWeKnowIsRefused() {
        Grant grant = grant(Scope.all());
        byte[] share = new SplitCustody(store.grants(), MARKS)
                .establish(grant, "client", clock.instant(), grant.absoluteEnd(), "k")
                .share();
        byte[] claims = new GrantClaims(
                        SETTINGS.issuer(),
                        grant,
                        1,
                        clock.instant(),
                        clock.instant().plusSeconds(60))
                .encode();
        valid(tokens.verify(sealer.seal(Purpose.ACCESS_TOKEN, claims, grant.id(), share)));

        byte[] more = Arrays.copyOf(claims, claims.length + 1);

        assertEquals(
                new Verification.Invalid(Reason.MALFORMED),
                tokens.verify(sealer.seal(Purpose.ACCESS_TOKEN, more, grant.id(), share)));
    }

    @Test
    void whenTheStoreIsGoneASeenTokenIsTrustedForAMinute() {
        Tokens seen = issue(grant(Scope.all()));
        Tokens unseen = issue(grant(Scope.all()));
        valid(tokens.verify(seen.access().reveal()));
        store.down = true;

        clock.pass(Duration.ofSeconds(59));
        valid(tokens.verify(seen.access().reveal()));
        assertEquals(
                new Verification.Unavailable(), tokens.verify(unseen.access().reveal()));
        clock.pass(Duration.ofSeconds(1));
        assertEquals(new Verification.Unavailable(), tokens.verify(seen.access().reveal()));

        store.down = false;
        valid(tokens.verify(seen.access().reveal()));
        valid(tokens.verify(unseen.access().reveal()));
    }

    @Test
    void whenTheStoreIsGoneNothingIsIssuedAndTheRefreshTokenStaysGood() {
        Tokens issued = issue(grant(Scope.all()));
        Presented.Valid presented = valid(tokens.present(issued.refresh().reveal()));
        store.down = true;

        assertThrows(StoreUnavailable.class, () -> issue(grant(Scope.all())));
        assertThrows(StoreUnavailable.class, () -> tokens.renew(presented, Scope.all()));

        store.down = false;
        assertTrue(tokens.renew(presented, Scope.all()).tokens().isPresent());
    }

    @Test
    void aRevokedGrantIsNotTrustedFromMemory() {
        Tokens issued = issue(grant(Scope.all()));
        String id = valid(tokens.verify(issued.access().reveal())).id();
        tokens.end(id);
        store.down = true;

        assertEquals(
                new Verification.Unavailable(), tokens.verify(issued.access().reveal()));
    }

    @Test
    void usingAnAccessTokenEndsTheGraceOfTheTokenBefore() {
        Tokens first = issue(grant(Scope.all()));
        Presented.Valid presented = valid(tokens.present(first.refresh().reveal()));
        Tokens second = tokens.renew(presented, Scope.all()).tokens().orElseThrow();
        clock.pass(Duration.ofMinutes(5));
        assertTrue(tokens.renew(presented, Scope.all()).tokens().isPresent(), "the answer may have been lost");

        valid(tokens.verify(second.access().reveal()));
        clock.pass(Duration.ofMinutes(5));

        assertEquals(new Renewal.Reused(), tokens.renew(presented, Scope.all()));
        assertInvalid(Reason.REVOKED, second);
    }

    @Test
    void aStaleGrantIsOfNoUseUntilItIsFresh() {
        Tokens issued = issue(grant(Scope.all()));
        String id = valid(tokens.verify(issued.access().reveal())).id();

        tokens.markStale(id);
        assertInvalid(Reason.REVOKED, issued);
        assertTrue(valid(tokens.present(issued.refresh().reveal())).stale());
        tokens.freshen(id);

        valid(tokens.verify(issued.access().reveal()));
    }

    @Test
    void theLongestTokenThatFitsPassesEveryGatewayAndOpens() {
        Grant most = withAliases(25);
        int aliases = 25;
        while (tokens.fit(most) && aliases < 200) {
            most = withAliases(++aliases);
        }
        Grant fits = withAliases(aliases - 1);

        Tokens issued = issue(fits);

        assertTrue(issued.access().reveal().length() <= GrantTokens.LONGEST_ACCESS_TOKEN);
        assertTrue(issued.refresh().reveal().length() <= GrantTokens.LONGEST_ACCESS_TOKEN);
        assertEquals(fits, valid(tokens.verify(issued.access().reveal())));
    }

    private Grant withAliases(int many) {
        List<EmailAddress> aliases = IntStream.range(0, many)
                .mapToObj(i -> new EmailAddress("ada.lovelace.number." + i + "@a-long-name.example.org"))
                .toList();
        return new Grant(
                Digest.random(128),
                "client",
                Scope.all(),
                Accounts.ada("ada", "secret", aliases),
                SETTINGS.resource(),
                clock.instant().plus(SETTINGS.grantMaxAge()));
    }

    @Test
    void tokensOfAnOldKeyGoOnUntilItIsDropped() {
        Tokens issued = issue(grant(Scope.all()));
        String next = Base64.getEncoder()
                .encodeToString("another key of 32 octets to use!".getBytes(StandardCharsets.US_ASCII));
        var rotated = new GrantTokens(
                new Sealer(KeyRing.parse(next + ",AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=")),
                new SplitCustody(store.grants(), MARKS),
                SETTINGS,
                clock);
        var dropped = new GrantTokens(
                new Sealer(KeyRing.parse(next)), new SplitCustody(store.grants(), MARKS), SETTINGS, clock);

        valid(rotated.verify(issued.access().reveal()));
        Tokens renewed = rotated.renew(valid(rotated.present(issued.refresh().reveal())), Scope.all())
                .tokens()
                .orElseThrow();
        assertEquals(
                new Verification.Invalid(Reason.UNKNOWN_KEY),
                dropped.verify(issued.access().reveal()));
        valid(dropped.verify(renewed.access().reveal()));
    }

    @Test
    void printingTokensAndGrantsShowsNoSecret() {
        Grant grant = grant(Scope.all());
        Tokens issued = issue(grant);

        for (Object printed : List.of(
                grant,
                issued,
                tokens.verify(issued.access().reveal()),
                tokens.present(issued.refresh().reveal()),
                store.grants().get(grant.id()).orElseThrow())) {
            assertFalse(printed.toString().contains(Accounts.PASSWORD), printed.toString());
            assertFalse(printed.toString().contains(issued.access().reveal()));
        }
    }
}
