package dev.mailmcp.bench;

import dev.mailmcp.blackbox.Product;
import dev.mailmcp.secret.KeyRing;
import dev.mailmcp.secret.Sealer;
import dev.mailmcp.store.embedded.SqliteStore;
import dev.mailmcp.testing.Accounts;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Our server: the packaged product on a {@link MaillessJar}, its store and its tokens the real ones, a grant per client. */
final class LoadedProduct implements LoadedServer {
    private final Process process;
    private final int port;
    private final List<String> tokens;
    private final HeapMeter heap;

    private LoadedProduct(Process process, int port, List<String> tokens, HeapMeter heap) {
        this.process = process;
        this.port = port;
        this.tokens = tokens;
        this.heap = heap;
    }

    /** @param jvmOptions beside those of the container image */
    static LoadedProduct start(Path folder, int clients, List<String> jvmOptions) throws Exception {
        Map<String, String> settings = Product.settings();
        List<String> tokens = issue(settings, clients);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(jvmOptions);
        Path jar = MaillessJar.in(folder.resolve("product"));
        command.addAll(List.of("-jar", jar.toString(), "server"));
        Process process = Started.process(folder, "product", command, settings);
        int port = Integer.parseInt(setting(settings, "PORT"));
        Started.awaitPort(process, port);
        return new LoadedProduct(process, port, tokens, HeapMeter.of(process.pid()));
    }

    /** Before the server starts, since its store has one owner at a time. */
    private static List<String> issue(Map<String, String> settings, int clients) {
        String base = setting(settings, "BASE_URL");
        var lives =
                new TokenSettings(base, base + "/mcp", Duration.ofHours(8), Duration.ofDays(30), Duration.ofDays(90));
        try (SqliteStore store = SqliteStore.open(Path.of(setting(settings, "DATA_DIR")))) {
            KeyRing keys = KeyRing.parse(setting(settings, "ENCRYPTION_KEY"));
            var sealer = new Sealer(keys);
            var issuer = new GrantTokens(
                    sealer, new SplitCustody(store.grants(), new MailboxMarks(keys)), lives, Clock.systemUTC());
            Instant end = Clock.systemUTC().instant().plus(lives.grantMaxAge());
            return IntStream.range(0, clients)
                    .mapToObj(client ->
                            new Grant("load-" + client, "client", Scope.all(), Accounts.ada(), lives.resource(), end))
                    .map(grant -> issuer.issue(grant, "load").access().reveal())
                    .toList();
        }
    }

    private static String setting(Map<String, String> settings, String name) {
        return Objects.requireNonNull(settings.get(name), name);
    }

    @Override
    public String name() {
        return "mail-mcp";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String token(int client) {
        return tokens.get(client);
    }

    @Override
    public Duration cpu() {
        return ProcessCost.cpu(process.pid());
    }

    @Override
    public double residentMegabytes() {
        return ProcessCost.residentMegabytes(process.pid());
    }

    @Override
    public OptionalLong allocated() {
        return OptionalLong.of(heap.allocated());
    }

    @Override
    public void close() {
        heap.close();
        Started.stop(process);
    }
}
