package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.testserver.CountingProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand calls that are given up; and faults, again and again, for {@code -Dsoak.minutes} (ten): mail connections are cut under way and the server is killed
 * without warning; people's grants outlive both, and nobody ever sees another's mail. Run by {@code make soak}.
 */
class SoakMain {
    private static final Duration LENGTH = Duration.ofMinutes(Integer.getInteger("soak.minutes", 10));
    private static final int PEOPLE = 4;
    private static final int CALLS_PER_LIFE = 200;

    private final Random random = new Random();

    private record Someone(Person person, String mark, SignIn.Tokens tokens) {}

    @Test
    void grantsOutliveKillsAndNobodySeesAnothersMail() throws Exception {
        long end = System.nanoTime() + LENGTH.toNanos();
        try (Mailroom mail = Mailroom.realIfInstalled();
                CountingProxy imap = CountingProxy.inFrontOf(mail.imapPort())) {
            MailSite site = mail.site().withImapPort(imap.port());
            Map<String, String> settings = Product.settings(site.settings());
            Product product = Product.start(settings);
            List<Someone> people = people(mail, product, product.generate(site));
            for (int life = 1; System.nanoTime() < end; life++) {
                int unavailable = live(product, imap, people);
                System.out.printf(
                        "life %d: %d calls, %d of them met a cut connection%n", life, CALLS_PER_LIFE, unavailable);
                product.kill();
                product = Product.start(settings);
            }
            product.close();
        }
    }

    @Test
    void tenThousandCancelledCallsLeaveNothingBehind() throws Exception {
        try (CancelledCalls calls = CancelledCalls.start()) {
            calls.make(1000, 1);
            CancelledCalls.Held before = calls.after(calls.held(), Duration.ofSeconds(5));
            for (int thousand = 1; thousand <= 10; thousand++) {
                calls.make(1000, 100L * thousand);
                System.out.printf(
                        "%d000 calls, %d answered, %d IMAP connections so far: %s%n",
                        thousand, calls.answered(), calls.served(), calls.held());
            }

            CancelledCalls.Held after = calls.after(before, Duration.ofSeconds(60));
            System.out.printf("before %s%nafter  %s%n", before, after);
            assertTrue(after.noMoreThan(before), before + " -> " + after);
            assertFalse(calls.log().contains(" ERROR "), "nothing unexpected in the log");
        }
    }

    private static List<Someone> people(Mailroom mail, Product product, Client client) {
        List<Someone> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            String mark = "mark" + UUID.randomUUID();
            Person person = mail.person("p" + UUID.randomUUID());
            try (SecondEyes eyes = mail.open(person)) {
                eyes.append("INBOX", "", Mails.plain(mark, mark));
            }
            people.add(new Someone(person, mark, SignIn.tokens(product, client, person)));
        }
        return people;
    }

    /** Calls at random until the server's life ends. @return how many met a cut connection and said so */
    private int live(Product product, CountingProxy imap, List<Someone> people) throws InterruptedException {
        Thread cutter = Thread.ofVirtual().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                imap.cut();
                try {
                    Thread.sleep(random.nextInt(1000));
                } catch (InterruptedException _) {
                    return;
                }
            }
        });
        int unavailable = 0;
        for (int i = 0; i < CALLS_PER_LIFE; i++) {
            Someone one = people.get(random.nextInt(PEOPLE));
            McpCalls.Result result =
                    new McpCalls(product, one.tokens()).result("get_mail_message", Map.of("folder", "INBOX", "uid", 1));
            if (result.isError()) {
                unavailable++;
                assertTrue(Json.parse(result.text()).required("retryable").asBoolean(), result.text());
            } else {
                assertTrue(result.text().contains(one.mark()), "their own mail");
            }
            for (Someone other : people) {
                assertFalse(!other.equals(one) && result.text().contains(other.mark()), "another's mail");
            }
        }
        cutter.interrupt();
        cutter.join();
        return unavailable;
    }
}
