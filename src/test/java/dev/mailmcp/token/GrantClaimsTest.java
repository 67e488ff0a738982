package dev.mailmcp.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.Login;
import dev.mailmcp.account.MailAccount;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.secret.Secret;
import dev.mailmcp.testing.Accounts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The octets in a token: all comes back, and what we did not write is not read. */
class GrantClaimsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String ISSUER = "https://mail.example.org";
    private static final String RESOURCE = ISSUER + "/mcp";
    private static final MailAccount ADA = Accounts.ada();

    private static GrantClaims of(MailAccount account, Set<Scope> scopes, String resource, boolean signs) {
        var grant =
                new Grant("grant", "client", scopes, account, resource, NOW.plusSeconds(9), signs, NOW.minusSeconds(5));
        return new GrantClaims(ISSUER, grant, 7, NOW, NOW.plusSeconds(3_600));
    }

    private static GrantClaims of(MailAccount account) {
        return of(account, Scope.all(), RESOURCE, false);
    }

    private static MailAccount.Access access(
            String host, TransportSecurity security, String username, String password) {
        return new MailAccount.Access(new Endpoint(host, 1143, security), new Login(username, Secret.of(password)));
    }

    static Stream<GrantClaims> all() {
        var imap =
                access("imap.example.org", TransportSecurity.STARTTLS, "ada@example.org", "p\u00e4\ud83d\ude00\ud800");
        var smtp = access("2001:db8::1", TransportSecurity.NONE, "ada", "another");
        List<EmailAddress> aliases = List.of(new EmailAddress("a@example.org"), new EmailAddress("\u00e4@example.org"));
        return Stream.of(
                of(ADA),
                of(ADA, Set.of(), RESOURCE, false),
                of(ADA, Set.of(Scope.READ), RESOURCE, true),
                of(ADA, Scope.all(), "https://other.example/mcp", false),
                of(ADA, Scope.all(), ISSUER, false),
                of(Accounts.ada("ada", "x".repeat(1_024), aliases)),
                of(new MailAccount(ADA.email(), "", aliases, imap, Optional.of(smtp))),
                of(new MailAccount(ADA.email(), "", List.of(), smtp, Optional.of(imap))));
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatIsWrittenComesBack(GrantClaims claims) {
        assertEquals(Optional.of(claims), GrantClaims.decode(claims.encode()));
    }

    @ParameterizedTest
    @EnumSource
    void eachScopeComesBackAsItself(Scope scope) {
        GrantClaims claims = of(ADA, Set.of(scope), RESOURCE, false);

        assertEquals(Optional.of(claims), GrantClaims.decode(claims.encode()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void lessOrMoreThanWasWrittenIsNotRead(GrantClaims claims) {
        byte[] whole = claims.encode();

        for (int length = 0; length < whole.length; length++) {
            assertEquals(Optional.empty(), GrantClaims.decode(Arrays.copyOf(whole, length)));
        }
        assertEquals(Optional.empty(), GrantClaims.decode(Arrays.copyOf(whole, whole.length + 1)));
    }

    @Test
    void anotherFormThanOursIsNotRead() {
        byte[] later = of(ADA).encode();
        later[0]++;

        assertEquals(Optional.empty(), GrantClaims.decode(later));
        assertEquals(Optional.empty(), GrantClaims.decode("{\"iss\":1}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aScopeThatWeDoNotKnowIsNotOverlooked() {
        byte[] some = of(ADA, Set.of(Scope.SEND), RESOURCE, false).encode();
        byte[] more = of(ADA, Set.of(Scope.SEND, Scope.DELETE), RESOURCE, false).encode();
        more[Arrays.mismatch(some, more)] |= 0x20;

        assertEquals(Optional.empty(), GrantClaims.decode(more));
    }

    @Test
    void noOctetHasTwoSpellings() {
        byte[] whole = of(Accounts.ada("ada", "secret", List.of())).encode();

        for (int i = 0; i < whole.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = whole.clone();
                changed[i] ^= (byte) (1 << bit);
                GrantClaims.decode(changed)
                        .ifPresent(read -> assertTrue(Arrays.equals(changed, read.encode()), () -> "read as " + read));
            }
        }
    }
}
