package dev.mailmcp.bench;

import dev.mailmcp.blackbox.Product;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Prints one table: how many calls a second users get answered who list, read and search without a pause, each in a mailbox of
 * 500 messages on a real Dovecot, and the same work by hand on connections that are kept. The two take turns; mail server,
 * product and users share the machine: compare the columns. {@code -Dusers.levels} (1,8,32,200), {@code -Dusers.seconds} (5) for
 * each of {@code -Dusers.turns} (3), {@code -Dusers.options} for our JVM ({@code -Xmx72m}). Run by {@code make bench-users}.
 */
class UsersMain {
    private static final List<Integer> LEVELS = Arrays.stream(
                    System.getProperty("users.levels", "1,8,32,200").split(","))
            .map(Integer::valueOf)
            .toList();
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("users.seconds", 5));
    /** The JVM compiles for minutes where two processors have to do with mail server and users as well; it is warm servers we compare. */
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("users.warmup", 150));

    private static final int TURNS = Integer.getInteger("users.turns", 3);
    private static final int MESSAGES = 500;
    /** The number of users of whom the budgets speak. */
    private static final int BUDGETED = 32;

    private final PrintStream out = System.out;
    private final Figures figures = new Figures();

    @Test
    void printsTheTable() throws Exception {
        int most = LEVELS.stream().mapToInt(Integer::intValue).max().orElse(1);
        try (MailUsers users = MailUsers.start(most, MESSAGES)) {
            var settings = users.settings();
            List<String> tokens = IssuedTokens.issue(settings, users.accounts());
            String[] options = System.getProperty("users.options", "-Xmx72m").split(" ");
            try (Product product = Product.start(settings, options)) {
                out.printf(
                        Locale.ROOT,
                        "%n%d messages in each mailbox, %d turns of %d s each, %d processors for all, ours with %s%n",
                        MESSAGES,
                        TURNS,
                        LENGTH.toSeconds(),
                        Runtime.getRuntime().availableProcessors(),
                        String.join(" ", options));
                out.printf(
                        "%-10s|%28s |%28s |%16s |%9s %12s%n",
                        "users", "product", "by hand", "ratios", "RSS MB", "CPU/call ms");
                out.printf(
                        "%-10s|%10s %8s %8s |%10s %8s %8s |%8s %7s |%n",
                        "", "calls/s", "p50 ms", "p95 ms", "calls/s", "p50 ms", "p95 ms", "calls/s", "p95");
                level(product, users, tokens, Math.min(BUDGETED, most), WARM_UP, Optional.empty());
                for (int level : LEVELS) {
                    level(product, users, tokens, level, LENGTH, Optional.of(figures));
                }
            }
        }
        figures.end(out);
    }

    private void level(
            Product product,
            MailUsers users,
            List<String> tokens,
            int level,
            Duration length,
            Optional<Figures> recorded)
            throws Exception {
        List<Loop> ours = new ArrayList<>();
        List<Loop> byHand = new ArrayList<>();
        try {
            for (int user = 0; user < level; user++) {
                ours.add(new ReadingLoop(product.port(), tokens.get(user), MESSAGES));
                byHand.add(new ReadingByHand(users.byHand(user), MESSAGES));
            }
            // Each connects before it counts.
            Pace.of(ours, Duration.ofSeconds(1));
            Pace.of(byHand, Duration.ofSeconds(1));
            Pace answered = new Pace(Duration.ZERO, new long[0]);
            Pace hand = new Pace(Duration.ZERO, new long[0]);
            Duration cpu = Duration.ZERO;
            for (int turn = 0; turn < (recorded.isPresent() ? TURNS : 1); turn++) {
                Duration before = ProcessCost.cpu(product.pid());
                answered = answered.and(Pace.of(ours, length));
                cpu = cpu.plus(ProcessCost.cpu(product.pid()).minus(before));
                hand = hand.and(Pace.of(byHand, recorded.isPresent() ? length : Duration.ofSeconds(2)));
            }
            if (recorded.isPresent()) {
                row(level, answered, hand, cpu, ProcessCost.residentMegabytes(product.pid()), recorded.get());
            }
        } finally {
            close(ours);
            close(byHand);
        }
    }

    private static void close(List<Loop> loops) throws IOException {
        for (Loop loop : loops) {
            loop.close();
        }
    }

    private void row(int level, Pace ours, Pace hand, Duration cpu, double resident, Figures figures) {
        double calls = ours.perSecond() / hand.perSecond();
        double slow = ours.milliseconds(0.95) / hand.milliseconds(0.95);
        double each = cpu.toNanos() / 1e6 / ours.nanos().length;
        out.printf(
                Locale.ROOT,
                "%-10d|%10.0f %8.1f %8.1f |%10.0f %8.1f %8.1f |%8.2f %7.2f |%9.0f %12.3f%n",
                level,
                ours.perSecond(),
                ours.milliseconds(0.5),
                ours.milliseconds(0.95),
                hand.perSecond(),
                hand.milliseconds(0.5),
                hand.milliseconds(0.95),
                calls,
                slow,
                resident,
                each);
        String subject = level + (level == 1 ? " user" : " users");
        figures.add(subject, "calls a second", ours.perSecond(), "1/s");
        figures.add(subject, "calls a second, by hand", hand.perSecond(), "1/s");
        figures.add(subject, "p50", ours.milliseconds(0.5), "ms");
        figures.add(subject, "p95", ours.milliseconds(0.95), "ms");
        figures.add(subject, "p95, by hand", hand.milliseconds(0.95), "ms");
        figures.add(subject, "processor time of a call", each, "ms");
        if (level == BUDGETED) {
            figures.add(subject, "calls a second, ratio", calls, "times", Budget.atLeast(0.5));
            figures.add(subject, "p95, ratio", slow, "times", Budget.atMost(3));
            figures.add(subject, "resident memory", resident, "MB", Budget.atMost(250));
        } else {
            figures.add(subject, "resident memory", resident, "MB");
        }
    }
}
