package dev.mailmcp.bench;

import dev.mailmcp.blackbox.Client;
import dev.mailmcp.blackbox.Mailroom;
import dev.mailmcp.blackbox.McpCalls;
import dev.mailmcp.blackbox.Product;
import dev.mailmcp.blackbox.SignIn;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Prints one table: what each tool costs in front of a real Dovecot with a large mailbox, against a socket that does the same
 * work by hand in the same run; memory, processor time, results' sizes and time to start; each beside its budget. Run by
 * {@code make bench}; {@code -Dbench.record=true} keeps the figures in docs/figures. {@code -Dbench.messages} (20,000; at least
 * 1,000), {@code -Dbench.rounds} (11), {@code -Dbench.calls} (1,000) and {@code -Dbench.starts} (5) make it quicker.
 */
class BenchMain {
    private static final int MESSAGES = Integer.getInteger("bench.messages", 20_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 11);
    private static final int CALLS = Integer.getInteger("bench.calls", 1_000);
    private static final int STARTS = Integer.getInteger("bench.starts", 5);
    private static final int HEAP_MB = 72;

    private final PrintStream out = System.out;
    private final Figures figures = new Figures();

    @Test
    void printsTheTable() throws Exception {
        try (Mailroom mail = Mailroom.real();
                Network network = Network.before(mail.site())) {
            Map<String, String> settings = Product.settings(network.site().settings());
            startTimes(settings); // Before the mail server has work that would go on meanwhile.
            BenchMailbox box = BenchMailbox.in(mail, MESSAGES);
            out.printf(
                    Locale.ROOT,
                    "%nINBOX with %,d messages on Dovecot over TLS, %d processors, -Xmx%dm%n",
                    MESSAGES,
                    Runtime.getRuntime().availableProcessors(),
                    HEAP_MB);
            try (Product product = Product.start(settings, "-Xmx" + HEAP_MB + "m")) {
                Client client = product.generate(network.site());
                var mcp = new McpCalls(product, SignIn.tokens(product, client, box.owner()));
                ToolTable tools = new ToolTable(network, box, mcp, ROUNDS, figures, out);
                tools.call(CALLS);
                memory(product);
                new ColdCalls(
                                network,
                                box,
                                () -> new McpCalls(product, SignIn.tokens(product, client, box.owner())),
                                figures,
                                out)
                        .print((ROUNDS + 1) / 2);
                ResultSizes.print(mcp, box, figures, out);
                tools.print();
                cpu(product, mcp);
            }
        }
        figures.end(out);
    }

    private void startTimes(Map<String, String> settings) throws IOException {
        String heap = "-Xmx" + HEAP_MB + "m";
        Path archive = Path.of("target/bench/mail-mcp.aot").toAbsolutePath();
        String sqlite = "-Dorg.sqlite.lib.path=" + archive.resolveSibling("sqlite");
        Product.train(archive, heap, sqlite);
        double plain = startTime(settings, heap, "-XX:AOTMode=off");
        double archived = startTime(settings, heap, sqlite, "-XX:AOTCache=" + archive);
        out.printf(
                Locale.ROOT,
                "start to first answer: %.2f s, with an archive of its classes %.2f s (medians of %d)%n",
                plain,
                archived,
                STARTS);
        figures.add("start", "to the first answer, plain JVM", plain, "s");
        figures.add("start", "to the first answer, AOT cache", archived, "s", Budget.atMost(0.8));
    }

    private static double startTime(Map<String, String> settings, String... options) {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            try (Product product = Product.start(settings, options)) {
                seconds.add(product.startup().toMillis() / 1000.0);
            }
        }
        return Latency.median(seconds);
    }

    private void memory(Product product) {
        double resident = ProcessCost.residentMegabytes(product.pid());
        out.printf(Locale.ROOT, "resident memory after %,d calls: %.0f MB%n", CALLS, resident);
        figures.add("memory", "after " + CALLS + " calls", resident, "MB", Budget.atMost(200));
    }

    private void cpu(Product product, McpCalls mcp) {
        int calls = 2 * CALLS;
        for (int i = 0; i < 5 * calls; i++) {
            mcp.tools();
            mcp.request("ping", Map.of()); // Or what is measured is the compiler, which takes its time.
        }
        Duration before = ProcessCost.cpu(product.pid());
        for (int i = 0; i < calls; i++) {
            mcp.request("ping", Map.of());
        }
        Duration afterPings = ProcessCost.cpu(product.pid());
        for (int i = 0; i < calls; i++) {
            mcp.tools();
        }
        Duration afterLists = ProcessCost.cpu(product.pid());
        double ping = afterPings.minus(before).toMillis() / (double) calls;
        double list = afterLists.minus(afterPings).toMillis() / (double) calls;
        out.printf(
                Locale.ROOT,
                "processor time per call beside IMAP: ping %.3f ms, tools/list %.3f ms (mean of %,d, token opened each time)%n",
                ping,
                list,
                calls);
        figures.add("ping", "processor time", ping, "ms", Budget.atMost(1));
        figures.add("tools/list", "processor time", list, "ms", Budget.atMost(1));
    }
}
