package dev.mailmcp.bench;

import dev.mailmcp.blackbox.McpCalls;
import dev.mailmcp.blackbox.Product;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Prints what it takes to keep many people's mailboxes warm: {@code -Dbench.sessions} (1,000) grants, each with a connection that is
 * idle, to a real Dovecot; and what on the heap holds them. Run by {@code make bench}.
 */
class SessionsMain {
    private static final int SESSIONS = Integer.getInteger("bench.sessions", 1_000);
    /** They make the server load what it needs for itself. */
    private static final int FIRST = SESSIONS / 20 + 1;

    private static final int HEAP_MB = Integer.getInteger("bench.heap", 256);
    private static final int MESSAGES = 50;
    private static final int SHOWN = 14;

    private final PrintStream out = System.out;
    private final Figures figures = new Figures();

    @Test
    void printsWhatASessionTakes() throws Exception {
        int all = FIRST + SESSIONS;
        try (MailUsers users = MailUsers.start(all, MESSAGES)) {
            Map<String, String> settings = users.settings();
            settings.put("MAX_POOL_SIZE", Integer.toString(2 * all));
            List<String> tokens = IssuedTokens.issue(settings, users.accounts());
            try (Product product = Product.start(settings, "-Xmx" + HEAP_MB + "m")) {
                visit(product, tokens.subList(0, FIRST));
                Histogram before = Histogram.of(product.pid());
                int sockets = ProcessCost.sockets(product.pid());
                visit(product, tokens.subList(FIRST, all));
                report(product.pid(), ProcessCost.sockets(product.pid()) - sockets, before);
            }
        }
        figures.end(out);
    }

    private static void visit(Product product, List<String> tokens) {
        tokens.forEach(
                token -> new McpCalls(product.base(), token).call("list_mail_messages", Map.of("folder", "INBOX")));
    }

    private void report(long pid, int kept, Histogram before) throws Exception {
        double resident = ProcessCost.residentMegabytes(pid);
        Histogram after = Histogram.of(pid);
        double each = (after.total() - before.total()) / (double) kept;
        out.printf(
                Locale.ROOT,
                "%n%,d warm sessions more (idle, logged in over TLS, a folder selected): resident %.0f MB with -Xmx%dm, live"
                        + " heap %.1f MB, %,.0f octets of it for each session, %d threads%n",
                kept,
                resident,
                HEAP_MB,
                after.total() / 1e6,
                each,
                ProcessCost.threads(pid));
        after.growth(before, SHOWN)
                .forEach(entry -> out.printf(
                        Locale.ROOT,
                        "  %,12.0f octets a session: %s%n",
                        entry.getValue() / (double) kept,
                        entry.getKey()));
        figures.add(SESSIONS + " warm sessions", "sockets kept", kept, "", Budget.atLeast(SESSIONS));
        figures.add(SESSIONS + " warm sessions", "resident memory", resident, "MB", Budget.atMost(512));
        figures.add(SESSIONS + " warm sessions", "heap for each", each, "B");
    }
}
