package dev.mailmcp.bench;

import dev.mailmcp.blackbox.MailSite;
import dev.mailmcp.blackbox.McpCalls;
import dev.mailmcp.blackbox.Person;
import dev.mailmcp.testserver.CountingProxy;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * One line per tool: flights and bytes of one call, and its latency beside the same work by hand, both over a new connection
 * (connect, TLS, login, select) and over one that is kept. The three take turns, so that all meet the same machine.
 */
final class ToolTable {
    private static final int NEAR_ROUNDS = 11;
    private static final int FAR_ROUNDS = 5;
    private static final Duration FAR = Duration.ofMillis(40);

    private final CountingProxy proxy;
    private final MailSite site;
    private final Person person;
    private final McpCalls mcp;
    private final PrintStream out;
    private final SSLContext tls;
    /** Messages that may be used up, from the oldest on. */
    private long fresh = 1;

    ToolTable(CountingProxy proxy, MailSite site, Person person, McpCalls mcp, PrintStream out) {
        this.proxy = proxy;
        this.site = site;
        this.person = person;
        this.mcp = mcp;
        this.out = out;
        this.tls = trusting(site);
    }

    /** Medians in milliseconds. */
    private record Latency(double tool, double newConnection, double keptConnection) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%7.1f %7.1f %7.1f %6.2f %6.2f",
                    tool,
                    newConnection,
                    keptConnection,
                    tool / newConnection,
                    tool / keptConnection);
        }
    }

    /** @param messages how many INBOX holds */
    void print(int messages) {
        out.printf(
                "%n%-26s|%14s |%15s |%38s |%38s%n",
                "", "flights", "bytes", "no delay, ms", FAR.toMillis() + " ms each way, ms");
        String latency = String.format("%7s %7s %7s %6s %6s", "tool", "new", "kept", "x new", "x kept");
        out.printf("%-26s|%6s %7s |%7s %7s | %s | %s%n", "", "tool", "kept", "out", "in", latency, latency);
        for (Task task : Task.all(messages)) {
            proxy.delay(Duration.ZERO);
            CountingProxy.Count tool = costOfTool(task, messages);
            CountingProxy.Count byHand = costByHand(task, messages);
            Latency near = latency(task, messages, NEAR_ROUNDS);
            proxy.delay(FAR);
            Latency far = latency(task, messages, FAR_ROUNDS);
            out.printf(
                    Locale.ROOT,
                    "%-26s|%6d %7d |%7d %7d | %s | %s%n",
                    task.tool(),
                    tool.flights(),
                    byHand.flights(),
                    tool.toServer(),
                    tool.toClient(),
                    near,
                    far);
        }
        proxy.delay(Duration.ZERO);
        out.println(
                "tool: one call of the product. new, kept: the same IMAP work by hand, over a new connection and over one"
                        + " that is logged in with INBOX selected. Bytes of one tool call, TLS included.");
    }

    private CountingProxy.Count costOfTool(Task task, int messages) {
        CountingProxy.Count before = proxy.count();
        mcp.call(task.tool(), task.arguments().apply(uid(task, messages)));
        return proxy.count().since(before);
    }

    private CountingProxy.Count costByHand(Task task, int messages) {
        try (RawSession raw = connect()) {
            CountingProxy.Count before = proxy.count();
            task.byHand().accept(raw, uid(task, messages));
            return proxy.count().since(before);
        }
    }

    private Latency latency(Task task, int messages, int rounds) {
        List<Double> tool = new ArrayList<>();
        List<Double> created = new ArrayList<>();
        List<Double> kept = new ArrayList<>();
        try (RawSession raw = connect()) {
            for (int i = 0; i < rounds; i++) {
                long one = uid(task, messages);
                long two = uid(task, messages);
                long three = uid(task, messages);
                tool.add(millis(() -> mcp.call(task.tool(), task.arguments().apply(one))));
                kept.add(millis(() -> task.byHand().accept(raw, two)));
                created.add(millis(() -> {
                    try (RawSession another = connect()) {
                        task.byHand().accept(another, three);
                    }
                }));
            }
        }
        return new Latency(BenchMain.median(tool), BenchMain.median(created), BenchMain.median(kept));
    }

    private long uid(Task task, int messages) {
        return task.usesUp() ? fresh++ : messages - 1000L;
    }

    private RawSession connect() {
        try {
            Socket socket = tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), site.imapPort());
            RawSession raw = RawSession.over(socket, person.username(), person.password());
            raw.command("SELECT INBOX");
            return raw;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SSLContext trusting(MailSite site) {
        try (var in = Files.newInputStream(site.trustedCa().orElseThrow())) {
            KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
            anchors.load(null, null);
            anchors.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(anchors);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double millis(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e6;
    }
}
