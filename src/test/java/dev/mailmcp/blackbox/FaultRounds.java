package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.blackbox.CancelledCalls.Held;
import dev.mailmcp.blackbox.Chores.Server;
import dev.mailmcp.testserver.Fault;
import dev.mailmcp.testserver.FaultPlans;
import dev.mailmcp.testserver.FaultProxy;
import dev.mailmcp.testserver.FaultProxy.Form;
import dev.mailmcp.testserver.PostfixSubmission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Things go wrong between the server and the mail servers, one after the other and at random, while people work: no mail is lost,
 * doubled or changed unasked, no answer is wrong, what broke is mended by itself, somebody whose connections are well notices
 * nothing, and nothing is left behind. {@code -Dfaults.rounds} says how often, {@code -Dfaults.seed} repeats a run's faults.
 */
abstract class FaultRounds {
    private static final int MAILS = 12;
    private static final int CALLS = 3;
    /** One of these rounds costs a read's whole timeout. */
    private static final int STALL_EVERY = 100;

    private static final int QUIET_CALLS = 300;

    private final long seed = Long.getLong("faults.seed", usualSeed());
    private final Map<String, Integer> answers = new TreeMap<>();
    private int struck;

    abstract int rounds();

    /** How long the calls of somebody else took beside all faults, and how long they take without any. */
    void felt(Latencies beside, Latencies quiet) throws IOException {}

    /** Of calls, in milliseconds. */
    record Latencies(int calls, double p50, double p95, double slowest) {
        static Latencies of(List<Long> micros) {
            List<Double> sorted =
                    micros.stream().map(each -> each / 1000.0).sorted().toList();
            return new Latencies(
                    sorted.size(),
                    sorted.get(sorted.size() / 2),
                    sorted.get(sorted.size() * 95 / 100),
                    sorted.getLast());
        }

        @Override
        public String toString() {
            return "%d calls, p50 %.1f ms, p95 %.1f ms, slowest %.1f ms".formatted(calls, p50, p95, slowest);
        }
    }

    /** Another one each time, unless a run shall always have the same faults. */
    long usualSeed() {
        return System.nanoTime() & 0xffffff;
    }

    /** Somebody whose connections to the mail servers pass what makes faults. */
    private record Afflicted(Person person, FaultProxy imap, FaultProxy smtp, Chores chores, SecondEyes eyes) {
        int open() {
            return imap.open() + smtp.open();
        }
    }

    /** A fault and where: what one needs to know to see it again. */
    private record Round(int number, String where, boolean submission, boolean lasting, Fault fault, Server server) {}

    @Test
    void mailSurvivesWhateverHappensToItsConnections() throws Exception {
        Suites.need("dovecot", Mailroom.realIsInstalled(), "Dovecot and Postfix, and root to start them");
        System.out.printf("faults.seed=%d, %d rounds%n", seed, rounds());
        PostfixSubmission postfix = PostfixSubmission.startWithPlainText();
        try (Mailroom mail = Mailroom.of(postfix)) {
            MailSite behindTls = mail.site();
            MailSite plainText = new MailSite(
                    "localhost",
                    postfix.dovecot().imapPort(),
                    "none",
                    postfix.plainText().port(),
                    "none",
                    behindTls.trustedCa());
            try (Product product = Product.start(Product.settings(behindTls.settings()))) {
                var quiet = new Quiet(mail, product, behindTls);
                Afflicted tls = afflicted(mail, product, behindTls, "tls");
                Afflicted plain = afflicted(mail, product, plainText, "plain");
                Afflicted lied = afflicted(mail, product, plainText, "lied");
                try (AutoCloseable _ = quiet.meanwhile()) {
                    run(product, tls, plain, lied, quiet);
                }
                Latencies beside = quiet.latencies();
                quiet.work(QUIET_CALLS); // Now that all is warm.
                Latencies without = quiet.latencies();
                System.out.printf("beside faults   %s%nbeside no fault %s%n%s%n", beside, without, answers);
                felt(beside, without);
                assertFalse(
                        product.log().contains(" ERROR ") || product.log().contains("\tat "),
                        () -> "something unexpected in the log:\n" + product.log());
            }
        }
    }

    private static Afflicted afflicted(Mailroom mail, Product product, MailSite site, String name) throws IOException {
        boolean tls = site.imapSecurity().equals("tls");
        FaultProxy imap = FaultProxy.inFrontOf(site.imapPort(), tls ? Form.OCTETS : Form.IMAP);
        FaultProxy smtp = FaultProxy.inFrontOf(site.smtpPort(), tls ? Form.OCTETS : Form.SMTP);
        Client client = product.generate(site.withPorts(imap.port(), smtp.port()));
        Person person = mail.person(name + UUID.randomUUID().toString().substring(0, 8));
        var mcp = new McpCalls(product, SignIn.tokens(product, client, person));
        var chores = new Chores(mail, person, mcp, new Random(name.hashCode()), new MailLedger());
        SecondEyes eyes = mail.open(person);
        chores.fill(eyes, MAILS);
        return new Afflicted(person, imap, smtp, chores, eyes);
    }

    private void run(Product product, Afflicted tls, Afflicted plain, Afflicted lied, Quiet quiet) throws Exception {
        List<Held> held = new ArrayList<>();
        List<Long> resident = new ArrayList<>();
        for (int number = 1; number <= rounds(); number++) {
            var random = new Random(seed * 1_000_003 + number);
            int sort = random.nextInt(100);
            Afflicted one = sort < 45 ? tls : sort < 80 ? plain : lied;
            Round round = round(number, random, sort < 45, sort >= 80);
            long begin = System.nanoTime();
            struck += play(round, one) ? 1 : 0;
            long took = Duration.ofNanos(System.nanoTime() - begin).toMillis();
            if (took > 3000) {
                System.out.printf("slow: %d ms, %s%n", took, round);
            }
            List<String> wrong = new ArrayList<>(one.chores().wrong());
            wrong.addAll(quiet.wrong());
            assertEquals(List.of(), wrong, () -> "faults.seed=" + seed + " " + round + "\n" + product.log());
            int open = tls.open() + plain.open() + lied.open();
            assertTrue(open <= 3 * 6, "connections: " + open + " after " + round);
            if (number % Math.max(1, rounds() / 5) == 0) {
                held.add(Held.by(product, open));
                resident.add(resident(product));
                System.out.printf("round %d: %s, %d MiB%n", number, held.getLast(), resident.getLast() >> 10);
            }
        }
        System.out.printf("in %d of %d rounds the fault happened%n", struck, rounds());
        assertTrue(struck > rounds() / 3, "this proves nothing: " + struck);
        isFlat(held, resident);
        for (Afflicted one : List.of(tls, plain, lied)) {
            one.chores().answers().forEach((answer, count) -> answers.merge(answer, count, Integer::sum));
        }
        for (Afflicted one : List.of(tls, plain, lied)) {
            one.eyes().close();
            one.imap().close();
            one.smtp().close();
        }
    }

    private Round round(int number, Random random, boolean tls, boolean lies) {
        var plans = new FaultPlans(random);
        boolean submission = random.nextInt(4) == 0;
        Form form = submission ? Form.SMTP : Form.IMAP;
        Fault fault = number % STALL_EVERY == STALL_EVERY / 2 && !lies
                ? new Fault.Stall(Fault.Way.TO_CLIENT, 200)
                : tls ? plans.ofWires() : lies ? plans.ofLiars(form) : plans.ofServers(form);
        boolean lasting = random.nextInt(3) == 0 && !(fault instanceof Fault.Stall);
        Server server = lies ? Server.LYING : fault instanceof Fault.Renumber ? Server.RENUMBERED : Server.TROUBLED;
        return new Round(number, tls ? "tls" : lies ? "lied" : "plain", submission, lasting, fault, server);
    }

    /** @return whether it happened at all */
    private static boolean play(Round round, Afflicted one) {
        FaultProxy proxy = round.submission() ? one.smtp() : one.imap();
        proxy.play(round.fault(), round.lasting());
        one.chores().on(round.server());
        for (int i = 0; i < CALLS; i++) {
            one.chores().one();
        }
        if (round.submission()) {
            one.chores().send();
        }
        boolean happened = proxy.heal() > 0;
        one.chores().on(Server.WELL);
        one.chores().look(one.eyes());
        one.chores().provesWell();
        one.chores().sendAgain();
        one.chores().look(one.eyes());
        return happened;
    }

    /** From a fifth of the rounds on, when what is made once is made. */
    private static void isFlat(List<Held> held, List<Long> resident) {
        Held early = held.getFirst();
        Held late = held.getLast();
        assertTrue(
                late.files() <= early.files() + 24
                        && late.threads() <= early.threads() + 12
                        && late.virtual() <= early.virtual() + 24
                        && late.heap() <= early.heap() + (16 << 20),
                early + " -> " + late);
        assertTrue(resident.getLast() <= resident.getFirst() + (160 << 10), "resident, in KiB: " + resident);
    }

    /** In KiB. */
    private static long resident(Product product) throws IOException {
        Matcher line = Pattern.compile("VmRSS:\\s+(\\d+) kB")
                .matcher(Files.readString(Path.of("/proc/" + product.pid() + "/status")));
        return line.find() ? Long.parseLong(line.group(1)) : 0;
    }

    /** Somebody on the same servers whose connections are well. */
    private static final class Quiet {
        private final Chores chores;
        private final Mailroom mail;
        private final Person person;
        private final List<Long> micros = Collections.synchronizedList(new ArrayList<>());
        private volatile List<String> wrong = List.of();

        Quiet(Mailroom mail, Product product, MailSite site) {
            this.mail = mail;
            this.person = mail.person("quiet" + UUID.randomUUID().toString().substring(0, 8));
            var mcp = new McpCalls(product, SignIn.tokens(product, product.generate(site), person));
            this.chores = new Chores(mail, person, mcp, new Random(1), new MailLedger());
            try (SecondEyes eyes = mail.open(person)) {
                chores.fill(eyes, MAILS);
            }
        }

        List<String> wrong() {
            return wrong;
        }

        void work(int calls) {
            try (SecondEyes eyes = mail.open(person)) {
                for (int i = 0; i < calls; i++) {
                    long begin = System.nanoTime();
                    chores.one();
                    micros.add(Duration.ofNanos(System.nanoTime() - begin).toNanos() / 1000);
                    if (i % 5 == 4) {
                        chores.look(eyes);
                    }
                }
            }
            wrong = chores.wrong();
        }

        /** Works on until it is closed; closing fails when anything went wrong. */
        AutoCloseable meanwhile() {
            var over = new AtomicBoolean();
            var done = new CompletableFuture<Void>();
            Thread.ofVirtual().start(() -> {
                try {
                    while (!over.get() && wrong.isEmpty()) {
                        work(5);
                        Product.pause(50);
                    }
                    done.complete(null);
                } catch (RuntimeException | Error e) {
                    wrong = List.of(e.toString());
                    done.completeExceptionally(e);
                }
            });
            return () -> {
                over.set(true);
                done.join();
                assertEquals(List.of(), wrong);
            };
        }

        /** Since the last time. */
        Latencies latencies() {
            Latencies all = Latencies.of(micros);
            micros.clear();
            return all;
        }
    }
}
