package dev.mailmcp.bench;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Prints one table: what a call costs beside the mail work, and how many a second are answered to {@code -Dload.clients} (64)
 * that never pause, for {@code -Dload.seconds} (60) each; ours, and the TypeScript SDK's server doing the same in the same run.
 * The servers take turns, each alone but for the clients, who take processor time of the same machine: compare the rows,
 * not the numbers with those of another machine. {@code -Dload.alone} leaves the SDK's server out; {@code -Dload.options} are
 * our JVM's, a flight recording for one. Run by {@code make bench-load}.
 */
class LoadMain {
    private static final int CLIENTS = Integer.getInteger("load.clients", 64);
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("load.seconds", 60));
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("load.warmup", 15));
    private static final List<Call> CALLS = List.of(Call.LIST, Call.PAGE);
    /** The third is how Node is put on two cores. */
    private static final List<Yardstick.Form> FORMS = List.of(
            new Yardstick.Form("documented", 1), new Yardstick.Form("bare", 1), new Yardstick.Form("documented", 2));

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out = System.out;

    @Test
    void printsTheTable() throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/bench")), "load")
                .toAbsolutePath();
        List<Load> loads = new ArrayList<>();
        String tools;
        String page;
        List<String> options =
                List.of(System.getProperty("load.options", "-Xmx256m").split(" "));
        try (LoadedServer ours = LoadedProduct.start(folder, CLIENTS, options)) {
            tools = result(ours, Call.LIST).required("tools").toString();
            page = result(ours, Call.PAGE).required("structuredContent").toString();
            measure(ours, loads);
        }
        if (Boolean.getBoolean("load.alone")) {
            out.println("Ours alone.");
        } else if (!Files.isExecutable(Yardstick.NODE)) {
            out.println("No yardstick: src/test/node has no node_modules; run npm ci there.");
        } else {
            for (Yardstick.Form form : FORMS) {
                try (LoadedServer theirs = Yardstick.start(folder, form, tools, page)) {
                    measure(theirs, loads);
                }
            }
        }
        print(loads);
    }

    private static void measure(LoadedServer server, List<Load> loads) throws Exception {
        for (Call call : CALLS) {
            result(server, call);
            loads.add(Load.run(server, call, CLIENTS, WARM_UP, LENGTH));
        }
    }

    private static JsonNode result(LoadedServer server, Call call) throws Exception {
        try (var connection = new KeptConnection(server.port())) {
            byte[] answer = connection.exchange(call.request(server.port(), server.token(0)));
            JsonNode result = JSON.readTree(answer).required("result");
            assertFalse(result.path("isError").asBoolean(), result::toString);
            return result;
        }
    }

    private void print(List<Load> loads) {
        out.printf(
                Locale.ROOT,
                "%n%d clients for %d s each after %d s of warm-up, %d processors shared with the clients%n",
                CLIENTS,
                LENGTH.toSeconds(),
                WARM_UP.toSeconds(),
                Runtime.getRuntime().availableProcessors());
        for (Call call : CALLS) {
            out.printf("%n%s %s%n", call.method(), call.tool());
            out.printf(
                    "%-20s %10s %9s %9s %12s %14s %9s %12s %10s%n",
                    "",
                    "calls/s",
                    "p50 ms",
                    "p99 ms",
                    "CPU/call ms",
                    "alloc/call KB",
                    "RSS MB",
                    "calls/s ours",
                    "CPU ours");
            List<Load> rows =
                    loads.stream().filter(load -> load.call().equals(call)).toList();
            rows.forEach(load -> out.printf(
                    Locale.ROOT,
                    "%-20s %10.0f %9.2f %9.2f %12.4f %14.1f %9.0f %11.2fx %9.2fx%n",
                    load.server(),
                    load.perSecond(),
                    load.milliseconds(0.5),
                    load.milliseconds(0.99),
                    load.cpuPerCall(),
                    load.allocatedPerCall(),
                    load.memory(),
                    rows.getFirst().perSecond() / load.perSecond(),
                    rows.getFirst().cpuPerCall() / load.cpuPerCall()));
        }
    }
}
