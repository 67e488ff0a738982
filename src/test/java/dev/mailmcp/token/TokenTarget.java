package dev.mailmcp.token;

import dev.mailmcp.fuzz.Spellings;
import dev.mailmcp.fuzz.Target;
import dev.mailmcp.secret.Digest;
import dev.mailmcp.secret.KeyRing;
import dev.mailmcp.secret.Purpose;
import dev.mailmcp.secret.Sealer;
import dev.mailmcp.store.MemoryStore;
import dev.mailmcp.testing.Accounts;
import dev.mailmcp.testing.SetClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Access tokens, refresh tokens and codes: only what was issued opens, only as what it is, and gives the grant it was issued for.
 * Beside them stand things sealed for other purposes, and tokens of a server that holds no shares.
 */
public final class TokenTarget implements Target {
    private static final String NEW_KEY = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
    private static final KeyRing RING = KeyRing.parse(NEW_KEY + ",AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=");
    private static final KeyRing OLD = KeyRing.parse("AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=");
    private static final TokenSettings SETTINGS = new TokenSettings(
            "https://mail.example.org",
            "https://mail.example.org/mcp",
            Duration.ofHours(1),
            Duration.ofDays(30),
            Duration.ofDays(90));
    private static final List<String> HEADERS = List.of(
            "{\"alg\":\"none\"}",
            "{\"alg\":\"dir\",\"enc\":\"A256GCM\"}",
            "{\"alg\":\"dir\",\"enc\":\"A128CBC-HS256\",\"kid\":\"KID\",\"typ\":\"at\",\"g\":\"GRANT\"}",
            "{\"alg\":\"A256KW\",\"enc\":\"A256GCM\",\"kid\":\"KID\",\"typ\":\"at\",\"g\":\"GRANT\"}",
            "{\"alg\":\"PBES2-HS256+A128KW\",\"p2c\":2000000000,\"enc\":\"A256GCM\",\"kid\":\"KID\",\"typ\":\"at\"}",
            "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"zip\":\"DEF\",\"kid\":\"KID\",\"typ\":\"at\",\"g\":\"GRANT\"}",
            "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"crit\":[\"x\"],\"kid\":\"KID\",\"typ\":\"at\",\"g\":\"GRANT\"}",
            "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"KID\",\"typ\":\"at\",\"typ\":\"rt\",\"g\":\"GRANT\"}",
            "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"KID\",\"typ\":\"rt\",\"g\":\"GRANT\"}",
            "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"KID\",\"typ\":\"at\"}",
            "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"KID\",\"typ\":\"at\",\"g\":\"\"}",
            "{ \"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"KID\",\"typ\":\"at\",\"g\":\"GRANT\"}",
            "{\"alg\":" + "[".repeat(5_000));

    private final SetClock clock = new SetClock();
    private final MemoryStore store = new MemoryStore();
    private final Sealer sealer = new Sealer(RING);
    private final GrantTokens tokens = split(sealer);
    private final AuthorizationCodes codes = new AuthorizationCodes(store.oneTime(), sealer, clock, SETTINGS);

    private final Map<String, Grant> access = new TreeMap<>();
    private final Map<String, Grant> refresh = new TreeMap<>();
    private final Map<String, Grant> issuedCodes = new TreeMap<>();
    private final List<String> others = new ArrayList<>();

    public TokenTarget() {
        var newest = split(new Sealer(RING));
        var oldest = split(new Sealer(OLD));
        for (GrantTokens issuer : List.of(newest, newest, oldest)) {
            Grant grant = grant(Scope.all());
            keep(grant, issuer.issue(grant, "Ada's client"));
        }
        Grant narrow = grant(Set.of(Scope.READ));
        keep(narrow, newest.issue(narrow, "Ada's client"));
        Grant coded = grant(Scope.all());
        var binding = new AuthorizationCodes.Binding(
                "https://app.example/cb", new CodeChallenge(Digest.sha256("verifier")), "Ada's client");
        issuedCodes.put(codes.issue(coded, binding).reveal(), coded);
        Grant ended = grant(Scope.all());
        Tokens dead = newest.issue(ended, "Ada's client");
        newest.end(ended.id());
        Tokens without =
                new GrantTokens(sealer, new SealedCustody(), SETTINGS, clock).issue(grant(Scope.all()), "Ada's client");
        others.addAll(List.of(
                dead.access().reveal(),
                dead.refresh().reveal(),
                without.access().reveal(),
                without.refresh().reveal()));
        for (Purpose purpose : Purpose.values()) {
            others.add(sealer.seal(purpose, coded.id().getBytes(StandardCharsets.UTF_8)));
        }
        Stream.of(access, refresh, issuedCodes)
                .flatMap(issued -> issued.keySet().stream())
                .flatMap(token -> Spellings.of(token).stream())
                .filter(token -> !isIssued(token))
                .forEach(others::add);
    }

    private boolean isIssued(String token) {
        return access.containsKey(token) || refresh.containsKey(token) || issuedCodes.containsKey(token);
    }

    private GrantTokens split(Sealer with) {
        return new GrantTokens(with, new SplitCustody(store.grants(), new MailboxMarks(RING)), SETTINGS, clock);
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

    private void keep(Grant grant, Tokens issued) {
        access.put(issued.access().reveal(), grant);
        refresh.put(issued.refresh().reveal(), grant);
    }

    @Override
    public List<byte[]> seeds() {
        return Stream.of(
                        access.keySet().stream(),
                        refresh.keySet().stream(),
                        issuedCodes.keySet().stream(),
                        others.stream())
                .flatMap(kind -> kind)
                .map(token -> token.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public List<String> words() {
        List<String> words =
                new ArrayList<>(List.of("", ".", "..", "=", "A", "AAAA", "eyJ", "\u0000", "\u00e9", " ", "-", "_"));
        for (Grant grant : access.values()) {
            for (String header : HEADERS) {
                words.add(Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(header.replace("KID", RING.sealing())
                                .replace("GRANT", grant.id())
                                .getBytes(StandardCharsets.UTF_8)));
            }
        }
        return words;
    }

    @Override
    public boolean judge(byte[] input) {
        String token = new String(input, StandardCharsets.UTF_8);
        boolean opened =
                switch (tokens.verify(token)) {
                    case Verification.Valid(Grant grant) -> expect(access.get(token), grant);
                    case Verification.Invalid _ -> expectNone(access.get(token));
                    case Verification.Unavailable _ -> throw new AssertionError("the store is there");
                };
        boolean refreshed = expect(refresh, token, tokens.present(token));
        Map<String, Grant> both = new TreeMap<>(access);
        both.putAll(refresh);
        boolean any = expect(both, token, tokens.presentAny(token));
        Optional<AuthorizationCodes.Found> code = codes.find(token);
        boolean found = code.isPresent()
                ? expect(issuedCodes.get(token), code.get().grant())
                : expectNone(issuedCodes.get(token));
        // The octets in a token are our own, but the reader of them must not rely on it.
        GrantClaims.decode(input);
        return opened || refreshed || any || found;
    }

    private static boolean expect(Map<String, Grant> issued, String token, Presented presented) {
        return switch (presented) {
            case Presented.Valid valid -> expect(issued.get(token), valid.grant());
            case Presented.Invalid _ -> expectNone(issued.get(token));
            case Presented.Unavailable _ -> throw new AssertionError("the store is there");
        };
    }

    private static boolean expect(@org.jspecify.annotations.Nullable Grant issued, Grant read) {
        if (!read.equals(issued)) {
            throw new AssertionError("opened, and it was not issued");
        }
        return true;
    }

    private static boolean expectNone(@org.jspecify.annotations.Nullable Grant issued) {
        if (issued != null) {
            throw new AssertionError("refused, and it was issued");
        }
        return false;
    }
}
