package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.testserver.Postgres;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/**
 * A crowd that nobody knows: it registers, opens the sign-in page and guesses passwords, each of it from an address of its own. It
 * leaves no row, but those that failures leave, which are bounded, and no memory. {@code -Dcrowd.size} says how many.
 */
abstract class CrowdRounds {
    private static final int AT_ONCE = 16;
    /** Of the store: sign-ins, and failures by their keys; with what comes between two looks at how many there are. */
    private static final int MOST_SIGN_INS = 100_000 + 2 * 256;

    private static final int MOST_ATTEMPTS = 50_000 + 2 * 256;
    /** What a runtime keeps for itself, in octets. */
    private static final long SLACK = 24 << 20;

    /** Of each kind. */
    abstract int crowd();

    /** Counts the rows of a table, by its name without anything before it. */
    @FunctionalInterface
    private interface Rows {
        int of(String table) throws SQLException;
    }

    @Test
    void onTheEmbeddedStore() throws Exception {
        try (Mailroom mail = Mailroom.greenMail()) {
            for (String limits : List.of("off", "on")) {
                try (Installation one = Installation.embedded(mail.site(), settings(mail, limits))) {
                    come(one, limits);
                    one.stop();
                    String file = "jdbc:sqlite:" + Path.of(one.setting("DATA_DIR"), "mail-mcp.db");
                    left(table -> rows(file, table.equals("grant") ? "grant_row" : table));
                }
            }
        }
    }

    @Test
    void onTwoNodesWithPostgresql() throws Exception {
        Suites.need("postgresql", Postgres.installed(), "PostgreSQL is not installed");
        try (Mailroom mail = Mailroom.greenMail();
                Postgres database = Postgres.start()) {
            for (String limits : List.of("off", "on")) {
                try (Installation two = Installation.twoNodes(mail.site(), database, settings(mail, limits))) {
                    come(two, limits);
                    left(table -> rows(database.openUrl(), "mail_mcp_" + table));
                }
            }
        }
    }

    private static Map<String, String> settings(Mailroom mail, String limits) {
        Map<String, String> settings = mail.site().settingsOfOperator();
        settings.put("ABUSE_LIMITS", limits);
        settings.put("TRUSTED_PROXIES", "127.0.0.1,::1");
        return settings;
    }

    /** Some first, so that what is made once is made; then the crowd. */
    private void come(Installation installation, String limits) throws Exception {
        Map<String, IntConsumer> deeds = limits.equals("off")
                ? Map.of(
                        "registrations", i -> register(installation, i),
                        "pages", i -> open(installation, i))
                : Map.of("failed logins", i -> fail(installation, i));
        for (Map.Entry<String, IntConsumer> deed : deeds.entrySet()) {
            each(50, deed.getValue());
            List<Long> before = heaps(installation);
            each(crowd(), deed.getValue());
            List<Long> after = heaps(installation);
            System.out.printf("%d %s: heaps %s -> %s%n", crowd(), deed.getKey(), before, after);
            for (int node = 0; node < before.size(); node++) {
                assertTrue(after.get(node) < before.get(node) + SLACK, deed.getKey() + ": " + before + " -> " + after);
            }
        }
    }

    private static List<Long> heaps(Installation installation) throws Exception {
        List<Long> heaps = new ArrayList<>();
        for (int node = 0; node < installation.size(); node++) {
            heaps.add(CancelledCalls.heap(installation.node(node)));
        }
        return heaps;
    }

    private static void each(int number, IntConsumer deed) throws Exception {
        var next = new AtomicInteger();
        List<Future<?>> working = new ArrayList<>();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int worker = 0; worker < AT_ONCE; worker++) {
                working.add(workers.submit(() -> {
                    for (int i = next.getAndIncrement(); i < number; i = next.getAndIncrement()) {
                        deed.accept(i);
                    }
                }));
            }
            for (Future<?> one : working) {
                one.get();
            }
        }
    }

    private static String address(int i) {
        return "10." + (i >> 16 & 255) + "." + (i >> 8 & 255) + "." + (i & 255);
    }

    private static void register(Installation installation, int i) {
        String asked = "{\"client_name\":\"c" + i + "\",\"redirect_uris\":[\"" + Client.LOOPBACK + "\"]}";
        assertEquals(
                201,
                Product.send(HttpRequest.newBuilder(URI.create(installation.base() + "/oauth/register"))
                                .header("Content-Type", "application/json")
                                .header("X-Forwarded-For", address(i))
                                .POST(HttpRequest.BodyPublishers.ofString(asked)))
                        .statusCode());
    }

    private static void open(Installation installation, int i) {
        var flow = new SignIn(installation.base(), installation.client(), address(i));
        assertEquals(200, flow.request(flow.parameters()).statusCode());
    }

    /** The wrong password is tried, or the guesser is held off: what is left behind is the same or less. */
    private static void fail(Installation installation, int i) {
        var flow = new SignIn(installation.base(), installation.client(), address(i));
        Person nobody = Person.of("Nobody", "nobody-" + i + "@example.org", "guess-" + UUID.randomUUID());
        int status = flow.submit(flow.open(), nobody, "approve", List.of("mail:read"))
                .statusCode();
        assertTrue(status == 200 || status == 429, "a failed login is answered " + status);
    }

    private void left(Rows rows) throws SQLException {
        int signIns = rows.of("sign_in");
        int attempts = rows.of("attempt");
        System.out.printf("left: %d sign-ins, %d failures%n", signIns, attempts);
        assertEquals(0, rows.of("grant"));
        assertEquals(0, rows.of("code"));
        assertTrue(signIns <= Math.min(crowd() + 50, MOST_SIGN_INS), "sign-ins: " + signIns);
        assertTrue(attempts <= Math.min(4 * (crowd() + 50), MOST_ATTEMPTS), "failures: " + attempts);
    }

    private static int rows(String url, String table) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
            row.next();
            return row.getInt(1);
        }
    }
}
