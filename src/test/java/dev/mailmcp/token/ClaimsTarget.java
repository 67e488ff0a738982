package dev.mailmcp.token;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.fuzz.Target;
import dev.mailmcp.testing.Accounts;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The octets within a token: what is read of them is what would be written. */
public final class ClaimsTarget implements Target {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String ISSUER = "https://mail.example.org";

    @Override
    public List<byte[]> seeds() {
        var aliases = List.of(new EmailAddress("a@example.org"), new EmailAddress("\u00e4@example.org"));
        return Stream.of(Accounts.ada(), Accounts.ada("ada", "p\u00e4\ud83d\ude00", aliases))
                .flatMap(account -> Stream.of(Scope.all(), Set.of(Scope.READ), Set.<Scope>of())
                        .map(scopes ->
                                new Grant("grant", "client", scopes, account, ISSUER + "/mcp", NOW.plusSeconds(9))))
                .map(grant -> new GrantClaims(ISSUER, grant, 7, NOW, NOW.plusSeconds(60)).encode())
                .toList();
    }

    @Override
    public List<String> words() {
        return List.of("", "\u0000", "\u0000\u0000", "\u0000\u0001a", "\u007f\u007f", "\u0001", "@", "\u00e4", "{}");
    }

    @Override
    public boolean judge(byte[] input) {
        return GrantClaims.decode(input)
                .map(claims -> {
                    if (!Arrays.equals(input, claims.encode())) {
                        throw new AssertionError("read as what is written otherwise");
                    }
                    return true;
                })
                .orElse(false);
    }
}
