package dev.mailmcp.bench;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.Login;
import dev.mailmcp.account.MailAccount;
import dev.mailmcp.account.MailServers;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.blackbox.Product;
import dev.mailmcp.oauth.GeneratedClients;
import dev.mailmcp.oauth.KnownClients;
import dev.mailmcp.secret.Digest;
import dev.mailmcp.secret.KeyRing;
import dev.mailmcp.secret.Sealer;
import dev.mailmcp.secret.Secret;
import dev.mailmcp.store.MemoryStore;
import dev.mailmcp.store.Store;
import dev.mailmcp.testserver.Postgres;
import dev.mailmcp.token.Grant;
import dev.mailmcp.token.GrantTokens;
import dev.mailmcp.token.Scope;
import dev.mailmcp.token.TokenSettings;
import dev.mailmcp.token.Tokens;
import dev.mailmcp.token.Verification;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Prints what tokens cost: how long they are, how many a core opens in a second, how many refreshes over HTTP it answers, and how
 * long each operation of a store takes; without a store, with the embedded one, and with PostgreSQL. They take turns in one run on
 * one machine: compare the rows. {@code -Dtokens.seconds} (10) each, {@code -Dtokens.operations} (500) of each operation. Run by
 * {@code make bench-tokens}.
 */
class TokensMain {
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("tokens.seconds", 10));
    private static final int OPERATIONS = Integer.getInteger("tokens.operations", 500);
    private static final int CLIENTS = 16;
    private static final int TURNS = 5;

    private final PrintStream out = System.out;
    private final Clock clock = Clock.systemUTC();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    @Test
    void printsTheTable() throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/bench")), "tokens")
                .toAbsolutePath();
        Optional<Postgres> database = Postgres.installed() ? Optional.of(Postgres.start()) : Optional.empty();
        try {
            List<StoreKind> kinds = new ArrayList<>(List.of(StoreKind.NONE, StoreKind.EMBEDDED));
            database.ifPresent(_ -> kinds.add(StoreKind.POSTGRESQL));
            sizes();
            opening(folder, kinds, database);
            refreshing(kinds, database);
            latencies(folder, kinds, database);
        } finally {
            database.ifPresent(Postgres::close);
        }
    }

    private void sizes() {
        Map<String, String> settings = Product.settings(Map.of("BASE_URL", "https://mail-mcp.some-company.example"));
        var issuer = issuer(StoreKind.EMBEDDED, new MemoryStore(), settings);
        out.printf("%n%-34s %8s %8s%n", "characters", "access", "refresh");
        for (int password : new int[] {20, 40, 80, 160}) {
            Tokens tokens = issuer.tokens.issue(issuer.grant(password), "client");
            out.printf(
                    "password of %-3d octets              %8d %8d%n",
                    password,
                    tokens.access().reveal().length(),
                    tokens.refresh().reveal().length());
        }
        out.printf("code 43, generated client id %d%n", issuer.client.clientId().length());
    }

    /** They take turns, so that each meets the same JVM as the others; the first turn warms up. */
    private void opening(Path folder, List<StoreKind> kinds, Optional<Postgres> database) {
        Map<StoreKind, double[]> sums = new EnumMap<>(StoreKind.class);
        List<Store> stores = kinds.stream()
                .map(kind -> kind.open(folder.resolve("opening"), database))
                .toList();
        List<Issuer> issuers = IntStream.range(0, kinds.size())
                .mapToObj(i -> issuer(kinds.get(i), stores.get(i), Product.settings()))
                .toList();
        List<String> tokens = issuers.stream()
                .map(issuer ->
                        issuer.tokens.issue(issuer.grant(20), "client").access().reveal())
                .toList();
        for (int turn = 0; turn <= TURNS; turn++) {
            for (int i = 0; i < kinds.size(); i++) {
                long cpu = threads.getCurrentThreadCpuTime();
                long begin = System.nanoTime();
                long opened = open(issuers.get(i).tokens, tokens.get(i), LENGTH.dividedBy(TURNS));
                if (turn > 0) {
                    double[] sum = sums.computeIfAbsent(kinds.get(i), _ -> new double[3]);
                    sum[0] += opened;
                    sum[1] += (System.nanoTime() - begin) / 1e9;
                    sum[2] += (threads.getCurrentThreadCpuTime() - cpu) / 1e9;
                }
            }
        }
        stores.forEach(Store::close);
        out.printf("%n%-12s %16s %16s %9s%n", "opened", "a second", "a core's second", "of none");
        double[] none = sums.getOrDefault(StoreKind.NONE, new double[3]);
        sums.forEach((kind, sum) -> out.printf(
                Locale.ROOT,
                "%-12s %16.0f %16.0f %8.2fx%n",
                kind,
                sum[0] / sum[1],
                sum[0] / sum[2],
                sum[0] / sum[2] / (none[0] / none[2])));
    }

    private static long open(GrantTokens tokens, String token, Duration length) {
        long end = System.nanoTime() + length.toNanos();
        long opened = 0;
        for (; System.nanoTime() < end; opened++) {
            if (!(tokens.verify(token) instanceof Verification.Valid)) {
                throw new IllegalStateException("a good token is refused");
            }
        }
        return opened;
    }

    private void refreshing(List<StoreKind> kinds, Optional<Postgres> database) throws Exception {
        out.printf(
                "%n%-12s %16s %16s %9s   (over HTTP, %d clients)%n",
                "refreshed", "a second", "a core's second", "of none", CLIENTS);
        double first = 0;
        for (StoreKind kind : kinds) {
            Map<String, String> settings = Product.settings(kind.settings(database));
            Issuer issuer;
            List<String> refresh;
            try (Store store = kind.open(Path.of(setting(settings, "DATA_DIR")), database)) {
                issuer = issuer(kind, store, settings);
                GrantTokens tokens = issuer.tokens;
                Grant like = issuer.grant(20);
                refresh = IntStream.range(0, CLIENTS)
                        .mapToObj(_ ->
                                tokens.issue(another(like), "client").refresh().reveal())
                        .toList();
            }
            try (Product product = Product.start(settings)) {
                RefreshLoad load = RefreshLoad.run(product, issuer.client, refresh, LENGTH, LENGTH);
                first = first == 0 ? load.perCore() : first;
                out.printf(
                        Locale.ROOT,
                        "%-12s %16.0f %16.0f %8.2fx%n",
                        kind,
                        load.perSecond(),
                        load.perCore(),
                        load.perCore() / first);
            }
        }
        out.println("A core's second is one of our process; PostgreSQL's own come on top.");
    }

    private void latencies(Path folder, List<StoreKind> kinds, Optional<Postgres> database) {
        Map<StoreKind, Map<String, long[]>> all = new EnumMap<>(StoreKind.class);
        for (StoreKind kind : kinds) {
            if (kind != StoreKind.NONE) {
                try (Store store = kind.open(folder.resolve("latency"), database)) {
                    all.put(kind, new StoreTable().measure(store, OPERATIONS));
                }
            }
        }
        out.printf("%n%-26s", "µs, p50 and p99 of " + OPERATIONS);
        all.keySet().forEach(kind -> out.printf(" %21s", kind));
        out.printf(" %9s%n", "p50");
        Map<String, long[]> embedded = all.getOrDefault(StoreKind.EMBEDDED, Map.of());
        embedded.forEach((name, nanos) -> {
            out.printf("%-26s", name);
            all.values().forEach(store -> {
                long[] sorted = store.getOrDefault(name, new long[0]);
                out.printf(Locale.ROOT, " %10.0f %10.0f", at(sorted, 0.5), at(sorted, 0.99));
            });
            Optional.ofNullable(all.get(StoreKind.POSTGRESQL))
                    .map(store -> store.getOrDefault(name, new long[0]))
                    .ifPresent(other -> out.printf(Locale.ROOT, " %8.2fx", at(other, 0.5) / at(nanos, 0.5)));
            out.println();
        });
    }

    private static double at(long[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))] / 1e3;
    }

    private record Issuer(GrantTokens tokens, GeneratedClients.Generated client, TokenSettings lives, Clock clock) {
        /** Of somebody in a company whose name has the usual length. */
        Grant grant(int passwordOctets) {
            var login = new Login("alice.long-name@some-company.example", Secret.of("x".repeat(passwordOctets)));
            MailServers servers = servers();
            var account = new MailAccount(
                    new EmailAddress(login.username()),
                    "Alice Long-Name",
                    List.of(),
                    new MailAccount.Access(servers.imap(), login),
                    Optional.of(new MailAccount.Access(servers.smtp(), login)));
            return new Grant(
                    Digest.random(128),
                    client.client().id(),
                    Scope.all(),
                    account,
                    lives.resource(),
                    clock.instant().plus(lives.grantMaxAge()),
                    false,
                    client.client().issuedAt());
        }
    }

    private static MailServers servers() {
        return new MailServers(
                new Endpoint("imap.some-company.example", 993, TransportSecurity.TLS),
                new Endpoint("submission.some-company.example", 587, TransportSecurity.STARTTLS));
    }

    private static Grant another(Grant grant) {
        return new Grant(
                Digest.random(128),
                grant.clientId(),
                grant.scopes(),
                grant.account(),
                grant.resource(),
                grant.absoluteEnd(),
                grant.clientSigns(),
                grant.clientSince());
    }

    /** As the server with these settings does it. */
    private Issuer issuer(StoreKind kind, Store store, Map<String, String> settings) {
        String base = setting(settings, "BASE_URL");
        KeyRing keys = KeyRing.parse(setting(settings, "ENCRYPTION_KEY"));
        var sealer = new Sealer(keys);
        var lives =
                new TokenSettings(base, base + "/mcp", Duration.ofHours(1), Duration.ofDays(30), Duration.ofDays(90));
        return new Issuer(
                new GrantTokens(sealer, kind.custody(store, keys), lives, clock),
                new GeneratedClients(sealer, clock).generate("Claude", servers(), KnownClients.all(), Optional.empty()),
                lives,
                clock);
    }

    private static String setting(Map<String, String> settings, String name) {
        return Objects.requireNonNull(settings.get(name), name);
    }
}
