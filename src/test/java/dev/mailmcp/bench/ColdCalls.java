package dev.mailmcp.bench;

import dev.mailmcp.blackbox.McpCalls;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** The first call of somebody who just signed in, connecting included, far from the mail server; and a folder's first visit. */
final class ColdCalls {
    private static final Duration FAR = Duration.ofMillis(40);
    private static final Map<String, ?> INBOX = Map.of("folder", "INBOX");

    private final Network network;
    private final BenchMailbox box;
    private final Supplier<McpCalls> signIn;
    private final Figures figures;
    private final PrintStream out;

    /** @param signIn signs the mailbox's owner in once more */
    ColdCalls(Network network, BenchMailbox box, Supplier<McpCalls> signIn, Figures figures, PrintStream out) {
        this.network = network;
        this.box = box;
        this.signIn = signIn;
        this.figures = figures;
        this.out = out;
    }

    void print(int rounds) throws IOException {
        RawServers servers = RawServers.of(network.site());
        List<Double> product = new ArrayList<>();
        List<Double> byHand = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            McpCalls mcp = signIn.get();
            network.delay(FAR);
            product.add(new Latency.Timed(() -> {}, () -> mcp.call("list_mail_messages", INBOX)).millis());
            byHand.add(new Latency.Timed(() -> {}, () -> byHand(servers)).millis());
            network.delay(Duration.ZERO);
        }
        Latency far = new Latency(Latency.median(product), Latency.median(byHand));
        out.printf("%ncold, %d ms each way%n", FAR.toMillis());
        cold("list_mail_messages", INBOX);
        cold("list_mailboxes", Map.of());
        cold("get_mail_message", Map.of("folder", "INBOX", "uid", box.plain(0)));
        out.printf(
                Locale.ROOT,
                "list_mail_messages, connecting included: %.0f ms, by hand %.0f ms, ratio %.2f%n",
                far.product(),
                far.byHand(),
                far.ratio());
        figures.add("list_mail_messages", "latency cold, 40 ms away", far.product(), "ms");
        figures.add("list_mail_messages", "ratio cold, 40 ms away", far.ratio(), "times");
        firstVisit();
    }

    /** Login, the folder's size, its newest page: no less by hand either. */
    private void byHand(RawServers servers) {
        try (RawSession raw = servers.inbox(box.owner())) {
            raw.command("FETCH " + (box.messages() - 19) + ":" + box.messages()
                    + " (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)");
        }
    }

    private void cold(String tool, Map<String, ?> arguments) {
        McpCalls mcp = signIn.get();
        int trips = network.cost(() -> mcp.call(tool, arguments)).roundTrips();
        figures.add(tool, "round trips, cold", trips, "", Budget.atMost(6));
        out.printf("%-36s %d round trips, connecting, TLS and login included%n", tool, trips);
    }

    private void firstVisit() {
        McpCalls mcp = signIn.get();
        mcp.call("list_mail_messages", INBOX);
        Map<String, ?> archive = Map.of("folder", "Archive");
        int trips = network.cost(() -> mcp.call("list_mail_messages", archive)).roundTrips();
        figures.add("list_mail_messages, first visit", "round trips, warm", trips, "", Budget.atMost(2));
        out.printf("%-36s %d round trips%n", "a second folder's first visit", trips);
    }
}
