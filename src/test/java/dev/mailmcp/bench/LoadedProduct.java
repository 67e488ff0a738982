package dev.mailmcp.bench;

import dev.mailmcp.blackbox.Product;
import dev.mailmcp.testing.Accounts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

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
        List<String> tokens = IssuedTokens.issue(settings, Collections.nCopies(clients, Accounts.ada()));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(jvmOptions);
        Path jar = MaillessJar.in(folder.resolve("product"));
        command.addAll(List.of("-jar", jar.toString(), "server"));
        Process process = Started.process(folder, "product", command, settings);
        int port = Integer.parseInt(IssuedTokens.setting(settings, "PORT"));
        Started.awaitPort(process, port);
        return new LoadedProduct(process, port, tokens, HeapMeter.of(process.pid()));
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
