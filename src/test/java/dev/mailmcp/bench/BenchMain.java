package dev.mailmcp.bench;

import dev.mailmcp.blackbox.Client;
import dev.mailmcp.blackbox.MailSite;
import dev.mailmcp.blackbox.Mailroom;
import dev.mailmcp.blackbox.Mails;
import dev.mailmcp.blackbox.McpCalls;
import dev.mailmcp.blackbox.Person;
import dev.mailmcp.blackbox.Product;
import dev.mailmcp.blackbox.SignIn;
import dev.mailmcp.testserver.CountingProxy;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Prints one table: what each tool costs in front of a real Dovecot with a large mailbox, against a socket that does the same
 * work by hand in the same run. Medians; the two take turns, so that both meet the same machine. Run by {@code make bench}.
 */
class BenchMain {
    private static final int MESSAGES = Integer.getInteger("bench.messages", 20_000);
    private static final int MEMORY_CALLS = 1_000;
    private static final int CPU_CALLS = 2_000;
    private static final int STARTS = 5;
    private static final int HEAP_MB = 128;

    private final PrintStream out = System.out;

    @Test
    void printsTheTable() throws Exception {
        try (Mailroom mail = Mailroom.real();
                CountingProxy proxy = CountingProxy.inFrontOf(mail.imapPort())) {
            Person ada = mail.person("ada-" + UUID.randomUUID());
            fill(mail, ada);
            MailSite site = mail.site().withImapPort(proxy.port());
            Map<String, String> settings = Product.settings(site.settings());
            startTimes(settings);
            try (Product product = Product.start(settings, "-Xmx" + HEAP_MB + "m")) {
                Client client = product.generate(site);
                var mcp = new McpCalls(product, SignIn.tokens(product, client, ada));
                cold(proxy, mcp);
                warmUp(mcp);
                new ToolTable(proxy, site, ada, mcp, out).print(MESSAGES);
                memory(product, mcp);
                cpu(product, mcp);
            }
        }
    }

    private void fill(Mailroom mail, Person ada) {
        try (var eyes = mail.open(ada)) {
            int batch = 500;
            for (int from = 1; from <= MESSAGES; from += batch) {
                eyes.appendAll(
                        "INBOX",
                        IntStream.range(from, Math.min(from + batch, MESSAGES + 1))
                                .mapToObj(i -> Mails.plain("number " + i, "A message among many. ".repeat(40)))
                                .map(message -> message.getBytes(StandardCharsets.UTF_8))
                                .toList());
            }
        }
        out.printf(
                Locale.ROOT, "%nINBOX with %,d messages on Dovecot over TLS, %d processors%n", MESSAGES, processors());
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    private void startTimes(Map<String, String> settings) {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            try (Product product = Product.start(settings, "-Xmx" + HEAP_MB + "m")) {
                seconds.add(product.startup().toMillis() / 1000.0);
            }
        }
        out.printf(Locale.ROOT, "start to first answer: %.2f s (median of %d, plain JVM)%n", median(seconds), STARTS);
    }

    private void cold(CountingProxy proxy, McpCalls mcp) {
        CountingProxy.Count before = proxy.count();
        mcp.call("list_mailboxes", Map.of());
        CountingProxy.Count cost = proxy.count().since(before);
        out.printf(
                Locale.ROOT,
                "first call after sign-in (list_mailboxes): %d connections, %d flights (connecting itself is one more each)%n",
                cost.connections(),
                cost.flights());
    }

    private void warmUp(McpCalls mcp) {
        for (int i = 0; i < 50; i++) {
            for (Task task : Task.all(MESSAGES)) {
                if (!task.usesUp()) {
                    mcp.call(task.tool(), task.arguments().apply(MESSAGES - i));
                }
            }
        }
    }

    private void memory(Product product, McpCalls mcp) {
        double before = ProcessCost.residentMegabytes(product.pid());
        List<Task> tasks =
                Task.all(MESSAGES).stream().filter(task -> !task.usesUp()).toList();
        for (int i = 0; i < MEMORY_CALLS; i++) {
            Task task = tasks.get(i % tasks.size());
            mcp.call(task.tool(), task.arguments().apply(MESSAGES - 1000L));
        }
        out.printf(
                Locale.ROOT,
                "%nresident memory: %.0f MB, after %,d more calls %.0f MB (-Xmx%dm)%n",
                before,
                MEMORY_CALLS,
                ProcessCost.residentMegabytes(product.pid()),
                HEAP_MB);
    }

    private void cpu(Product product, McpCalls mcp) {
        for (int i = 0; i < CPU_CALLS; i++) {
            mcp.tools();
        }
        Duration before = ProcessCost.cpu(product.pid());
        for (int i = 0; i < CPU_CALLS; i++) {
            mcp.request("ping", Map.of());
        }
        Duration afterPings = ProcessCost.cpu(product.pid());
        for (int i = 0; i < CPU_CALLS; i++) {
            mcp.tools();
        }
        Duration afterLists = ProcessCost.cpu(product.pid());
        out.printf(
                Locale.ROOT,
                "processor time per call beside IMAP: ping %.3f ms, tools/list %.3f ms (mean of %,d, token opened each time)%n",
                afterPings.minus(before).toMillis() / (double) CPU_CALLS,
                afterLists.minus(afterPings).toMillis() / (double) CPU_CALLS,
                CPU_CALLS);
    }

    /** The middle value, or the mean of the two in the middle. */
    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
