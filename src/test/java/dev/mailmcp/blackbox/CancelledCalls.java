package dev.mailmcp.blackbox;

import dev.mailmcp.testserver.HoldingProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server whose clients change their minds at random moments, looked at from outside. */
final class CancelledCalls implements AutoCloseable {
    private static final int CLIENTS = 12;
    private static final int LONGEST_MILLIS = 30;
    private static final Map<String, Object> FIRST = Map.of("folder", "INBOX", "uid", 1);

    private final Mailroom mail;
    private final HoldingProxy imap;
    private final Product product;
    private final String token;
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger ids = new AtomicInteger();

    private CancelledCalls(Mailroom mail, HoldingProxy imap, Product product, String token) {
        this.mail = mail;
        this.imap = imap;
        this.product = product;
        this.token = token;
    }

    static CancelledCalls start() throws IOException {
        Mailroom mail = Mailroom.greenMail();
        HoldingProxy imap = HoldingProxy.inFrontOf(mail.imapPort());
        MailSite site = mail.site().withImapPort(imap.port());
        Map<String, String> settings = Product.settings(site.settings());
        Product product = Product.start(settings);
        Person person = mail.person("p" + UUID.randomUUID());
        try (SecondEyes eyes = mail.open(person)) {
            eyes.append("INBOX", "", Mails.plain("hello", "hello"));
        }
        String token = SignIn.tokens(product, product.generate(site), person).access();
        return new CancelledCalls(mail, imap, product, token);
    }

    /**
     * What the process holds.
     *
     * @param files file descriptors, sockets among them
     * @param threads of the platform
     * @param virtual threads that are not
     * @param heap octets in use after a collection
     * @param imapConnections as the mail server sees them
     */
    record Held(int files, int threads, int virtual, long heap, int imapConnections) {
        /** What it holds now. */
        static Held by(Product product, int imapConnections) throws IOException, InterruptedException {
            Path dump = Product.freshFolder().resolve("threads");
            jcmd(product, "Thread.dump_to_file", "-overwrite", dump.toString());
            int virtual = (int) Files.readAllLines(dump).stream()
                    .filter(line -> line.matches("#\\d+ \".*\" virtual.*"))
                    .count();
            return new Held(
                    count(Path.of("/proc/" + product.pid() + "/fd")),
                    count(Path.of("/proc/" + product.pid() + "/task")),
                    virtual,
                    CancelledCalls.heap(product),
                    imapConnections);
        }

        /** Whether there is no more than before, but for what a runtime keeps for itself. */
        boolean noMoreThan(Held before) {
            return files <= before.files + 4
                    && threads <= before.threads + 8
                    && virtual <= before.virtual
                    && heap <= before.heap + (8 << 20)
                    && imapConnections == 0;
        }
    }

    int answered() {
        return answered.get();
    }

    int served() {
        return imap.served();
    }

    String log() {
        return product.log();
    }

    /** Makes so many calls, most of which are given up somewhere on their way. */
    void make(int calls, long seed) throws InterruptedException {
        var left = new AtomicInteger(calls);
        List<Thread> clients = Stream.iterate(0, i -> i < CLIENTS, i -> i + 1)
                .map(i -> Thread.ofVirtual().start(() -> {
                    var random = new Random(seed + i);
                    while (left.getAndDecrement() > 0) {
                        one(random);
                    }
                }))
                .toList();
        for (Thread client : clients) {
            client.join();
        }
    }

    private void one(Random random) {
        int id = ids.incrementAndGet();
        byte[] modern = WireCall.modern(product, token, "get_mail_message", FIRST);
        byte[] legacy = WireCall.legacy(product, token, id, "get_mail_message", FIRST);
        switch (random.nextInt(6)) {
            case 0 -> {
                try (WireCall _ = WireCall.send(product, modern, random.nextInt(modern.length))) {
                    pause(random);
                }
            }
            case 1, 2 -> {
                try (WireCall _ = WireCall.send(product, modern)) {
                    pause(random);
                }
            }
            case 3 -> {
                try (WireCall _ = WireCall.send(product, legacy)) {
                    pause(random);
                }
            }
            case 4 -> {
                try (WireCall call = WireCall.send(product, legacy)) {
                    pause(random);
                    try (WireCall cancel = WireCall.send(product, WireCall.cancel(product, token, id))) {
                        cancel.answer();
                    }
                    call.answer();
                }
            }
            default -> {
                try (WireCall call = WireCall.send(product, modern)) {
                    if (call.answer().contains("\"isError\":false")) {
                        answered.incrementAndGet();
                    }
                }
            }
        }
    }

    private static void pause(Random random) {
        Product.pause(random.nextInt(LONGEST_MILLIS));
    }

    /** Looks until there is no more than before, or some time has passed. */
    Held after(Held before, Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        Held held = held();
        while (!held.noMoreThan(before) && System.nanoTime() < deadline) {
            Product.pause(500);
            held = held();
        }
        return held;
    }

    Held held() throws IOException, InterruptedException {
        return Held.by(product, imap.open());
    }

    private static int count(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return (int) entries.count();
        }
    }

    /** Octets in use after a collection. */
    static long heap(Product product) throws IOException, InterruptedException {
        Matcher total = Pattern.compile("Total\\s+\\d+\\s+(\\d+)").matcher(jcmd(product, "GC.class_histogram"));
        if (!total.find()) {
            throw new IllegalStateException("no total in the histogram");
        }
        return Long.parseLong(total.group(1));
    }

    private static String jcmd(Product product, String... arguments) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        List<String> command = Stream.concat(
                        Stream.of(jcmd.toString(), Long.toString(product.pid())), Stream.of(arguments))
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("jcmd failed: " + said);
        }
        return said;
    }

    @Override
    public void close() throws IOException {
        product.close();
        imap.close();
        mail.close();
    }
}
