package dev.mailmcp.bench;

import dev.mailmcp.account.MailAccount;
import dev.mailmcp.secret.KeyRing;
import dev.mailmcp.secret.Sealer;
import dev.mailmcp.store.embedded.SqliteStore;
import dev.mailmcp.token.Grant;
import dev.mailmcp.token.GrantTokens;
import dev.mailmcp.token.MailboxMarks;
import dev.mailmcp.token.Scope;
import dev.mailmcp.token.SplitCustody;
import dev.mailmcp.token.TokenSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Grants of many people put straight into a server's store, as if they had signed in. */
final class IssuedTokens {
    private IssuedTokens() {}

    /**
     * Before the server starts, since its store has one owner at a time.
     *
     * @return an access token for each account, good for hours
     */
    static List<String> issue(Map<String, String> settings, List<MailAccount> accounts) {
        String base = setting(settings, "BASE_URL");
        var lives =
                new TokenSettings(base, base + "/mcp", Duration.ofHours(8), Duration.ofDays(30), Duration.ofDays(90));
        try (SqliteStore store = SqliteStore.open(Path.of(setting(settings, "DATA_DIR")))) {
            KeyRing keys = KeyRing.parse(setting(settings, "ENCRYPTION_KEY"));
            var sealer = new Sealer(keys);
            var issuer = new GrantTokens(
                    sealer, new SplitCustody(store.grants(), new MailboxMarks(keys)), lives, Clock.systemUTC());
            Instant end = Clock.systemUTC().instant().plus(lives.grantMaxAge());
            return IntStream.range(0, accounts.size())
                    .mapToObj(
                            i -> new Grant("load-" + i, "client", Scope.all(), accounts.get(i), lives.resource(), end))
                    .map(grant -> issuer.issue(grant, "load").access().reveal())
                    .toList();
        }
    }

    static String setting(Map<String, String> settings, String name) {
        return Objects.requireNonNull(settings.get(name), name);
    }
}
