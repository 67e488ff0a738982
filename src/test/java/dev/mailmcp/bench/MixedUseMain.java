package dev.mailmcp.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.blackbox.Product;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * {@code -Dusers.count} (200) users with all kinds of calls for {@code -Dusers.minutes} (10), against a real Dovecot: not one fails,
 * and what the product holds stays as it was. Prints what it held over time. Run by {@code make soak}.
 */
class MixedUseMain {
    private static final int USERS = Integer.getInteger("users.count", 200);
    private static final Duration LENGTH =
            Duration.ofMillis((long) (Double.parseDouble(System.getProperty("users.minutes", "10")) * 60_000));
    private static final int MESSAGES = 500;
    private static final int SAMPLES = 60;
    private static final int HEAP_MB = 128;

    private final PrintStream out = System.out;
    private final Figures figures = new Figures();

    private record Held(double megabytes, int threads, int sockets) {
        static Held by(long pid) {
            return new Held(ProcessCost.residentMegabytes(pid), ProcessCost.threads(pid), ProcessCost.sockets(pid));
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.0f MB, %d threads, %d sockets", megabytes, threads, sockets);
        }
    }

    @Test
    void nothingFailsAndNothingGrows() throws Exception {
        try (MailUsers users = MailUsers.start(USERS, MESSAGES)) {
            var settings = users.settings();
            List<String> tokens = IssuedTokens.issue(settings, users.accounts());
            List<Loop> loops = new ArrayList<>();
            try (Product product = Product.start(settings, "-Xmx" + HEAP_MB + "m")) {
                for (int user = 0; user < USERS; user++) {
                    loops.add(new MixedLoop(product.port(), tokens.get(user), MESSAGES, user));
                }
                Pace.of(loops, LENGTH.dividedBy(10)); // Everybody is connected and the server has warmed up.
                CompletableFuture<Pace> pace = new CompletableFuture<>();
                Thread.ofPlatform().start(() -> run(loops, pace));
                List<Held> held = new ArrayList<>();
                while (!pace.isDone()) {
                    held.add(Held.by(product.pid()));
                    Thread.sleep(LENGTH.dividedBy(SAMPLES));
                }
                report(pace.get(), held);
                assertTrue(!product.log().contains(" ERROR "), "nothing unexpected in the log");
            } finally {
                for (Loop loop : loops) {
                    loop.close();
                }
            }
        }
        figures.end(out);
    }

    private static void run(List<Loop> loops, CompletableFuture<Pace> pace) {
        try {
            pace.complete(Pace.of(loops, LENGTH));
        } catch (Exception e) {
            pace.completeExceptionally(e);
        }
    }

    private void report(Pace pace, List<Held> held) {
        double peak = held.stream().mapToDouble(Held::megabytes).max().orElse(0);
        Held first = held.getFirst();
        Held last = held.getLast();
        out.printf(
                Locale.ROOT,
                "%n%d users, mixed tools, %d s: %,d calls, none failed; %.0f a second, p50 %.0f ms, p95 %.0f ms%n"
                        + "first %s%nlast  %s%npeak  %.0f MB%n",
                USERS,
                LENGTH.toSeconds(),
                pace.nanos().length,
                pace.perSecond(),
                pace.milliseconds(0.5),
                pace.milliseconds(0.95),
                first,
                last,
                peak);
        String subject = USERS + " users, mixed";
        figures.add(subject, "calls a second", pace.perSecond(), "1/s");
        figures.add(subject, "p95", pace.milliseconds(0.95), "ms");
        figures.add(subject, "resident memory, first", first.megabytes(), "MB");
        figures.add(subject, "resident memory, last", last.megabytes(), "MB");
        figures.add(subject, "resident memory, peak", peak, "MB");
        int most = 2 * USERS + 50; // For each an HTTP connection and a mail connection.
        assertTrue(last.sockets() <= most, "sockets: " + last);
        assertTrue(last.threads() <= first.threads() + 10, first + " -> " + last);
    }
}
