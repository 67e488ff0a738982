package dev.mailmcp.bench;

import dev.mailmcp.blackbox.McpCalls;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One line per tool: round trips and octets of one call, and its latency beside the same work by hand on a connection that is
 * logged in with INBOX selected, on this machine and far from the mail server.
 */
final class ToolTable {
    private static final Duration FAR = Duration.ofMillis(40);
    private static final Budget RATIO = Budget.atMost(1.15);

    private final Network network;
    private final RawServers servers;
    private final BenchMailbox box;
    private final McpCalls mcp;
    private final int rounds;
    private final Figures figures;
    private final PrintStream out;
    private long times;

    /** @param rounds how often each tool is called from afar; three times as often nearby */
    ToolTable(Network network, BenchMailbox box, McpCalls mcp, int rounds, Figures figures, PrintStream out)
            throws IOException {
        this.network = network;
        this.servers = RawServers.of(network.site());
        this.box = box;
        this.mcp = mcp;
        this.rounds = rounds;
        this.figures = figures;
        this.out = out;
    }

    void print() {
        warmUp();
        out.printf(
                "%n%-36s|%22s |%17s |%24s |%s%n",
                "warm", "round trips", "octets", "no delay, ms", FAR.toMillis() + " ms each way, ms");
        String latency = String.format("%7s %7s %6s", "product", "by hand", "ratio");
        out.printf(
                "%-36s|%7s %7s %6s |%8s %8s | %s | %s%n",
                "", "product", "by hand", "budget", "out", "in", latency, latency);
        Task.reading(box).forEach(this::row);
        // From here on INBOX is not as it was.
        Task.changing(box).forEach(this::row);
        row(Task.sending(servers, box));
        out.println(
                "Octets of one call of the product, TLS included. Sending: at both servers together, connecting included.");
    }

    private void warmUp() {
        for (int i = 0; i < 3 * rounds; i++) {
            Task.reading(box).forEach(this::call);
        }
    }

    private void call(Task task) {
        Map<String, ?> arguments = task.arguments().apply(task.uid().applyAsLong(times++));
        mcp.call(task.tool(), arguments);
    }

    private void row(Task task) {
        try (RawSession raw = servers.inbox(box.owner())) {
            Latency.Timed product = new Latency.Timed(
                    () -> task.before().ifPresent(b -> b.product().accept(mcp)), () -> call(task));
            Latency.Timed byHand = new Latency.Timed(
                    () -> task.before().ifPresent(b -> b.byHand().accept(raw)),
                    () -> task.byHand().accept(raw, task.uid().applyAsLong(times++)));
            for (int i = 0; i < rounds; i++) { // The first opens the folder in the way that the tool needs.
                product.millis();
                byHand.millis();
            }
            Network.Cost cost = cost(product);
            Network.Cost costByHand = cost(byHand);
            Latency near = Latency.measure(3 * rounds, product, byHand);
            network.delay(FAR);
            Latency far = Latency.measure(rounds, product, byHand);
            network.delay(Duration.ZERO);
            out.printf(
                    Locale.ROOT,
                    "%-36s|%7d %7d %6s |%8d %8d |%s |%s  %s%n",
                    task.name(),
                    cost.roundTrips(),
                    costByHand.roundTrips(),
                    task.roundTrips().isPresent() ? task.roundTrips().getAsInt() : "",
                    cost.octetsOut(),
                    cost.octetsIn(),
                    shown(near),
                    shown(far),
                    verdict(task, cost, far));
            record(task, cost, near, far);
        }
    }

    private Network.Cost cost(Latency.Timed timed) {
        timed.before().run();
        return network.cost(timed.work());
    }

    private static String shown(Latency latency) {
        return String.format(Locale.ROOT, " %7.2f %7.2f %6.2f", latency.product(), latency.byHand(), latency.ratio());
    }

    private static String verdict(Task task, Network.Cost cost, Latency far) {
        boolean trips = task.roundTrips().isEmpty()
                || cost.roundTrips() <= task.roundTrips().getAsInt();
        return trips && RATIO.isMetBy(far.ratio()) ? "met" : "MISSED";
    }

    private void record(Task task, Network.Cost cost, Latency near, Latency far) {
        task.roundTrips()
                .ifPresentOrElse(
                        budget -> figures.add(
                                task.name(), "round trips, warm", cost.roundTrips(), "", Budget.atMost(budget)),
                        () -> figures.add(task.name(), "round trips, warm", cost.roundTrips(), ""));
        figures.add(task.name(), "octets from the server", (double) cost.octetsIn(), "B");
        figures.add(task.name(), "latency nearby", near.product(), "ms");
        figures.add(task.name(), "ratio nearby", near.ratio(), "times");
        figures.add(task.name(), "latency 40 ms away", far.product(), "ms");
        figures.add(task.name(), "ratio 40 ms away", far.ratio(), "times", RATIO);
    }

    /** Every tool that reads, in turn. */
    void call(int calls) {
        List<Task> tasks = Task.reading(box);
        for (int i = 0; i < calls; i++) {
            call(tasks.get(i % tasks.size()));
        }
    }
}
