package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.secret.KeyRing;
import dev.mailmcp.secret.Sealer;
import dev.mailmcp.store.Store;
import dev.mailmcp.testserver.Postgres;
import dev.mailmcp.token.GrantTokens;
import dev.mailmcp.token.MailboxMarks;
import dev.mailmcp.token.Presented;
import dev.mailmcp.token.SplitCustody;
import dev.mailmcp.token.TokenSettings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * Kills without warning, under load, again and again: a node with its file, one of two nodes with a database, the database
 * itself. No grant that was answered is lost, none that was ended comes back, no code and no generation of a refresh token is used
 * twice, and everything comes back by itself. {@code -Dkill.rounds} says how often.
 */
abstract class KillRounds {
    private static final int WORKERS = 4;

    private final Random random = new Random();

    /** Of each kind. */
    abstract int rounds();

    @FunctionalInterface
    private interface Kill {
        void once() throws IOException;
    }

    @Test
    void aNodeWithItsFile() throws Exception {
        try (Mailroom mail = Mailroom.greenMail();
                Installation one = Installation.embedded(mail.site())) {
            run(one, mail, () -> one.kill(0), () -> one.start(0));
        }
    }

    @Test
    void oneOfTwoNodes() throws Exception {
        Suites.need("postgresql", Postgres.installed(), "PostgreSQL is not installed");
        try (Mailroom mail = Mailroom.greenMail();
                Postgres database = Postgres.start();
                Installation two = Installation.twoNodes(mail.site(), database)) {
            int[] victim = {0};
            run(two, mail, () -> two.kill(victim[0]), () -> {
                two.start(victim[0]);
                victim[0] = 1 - victim[0];
            });
        }
    }

    @Test
    void theDatabaseItself() throws Exception {
        Suites.need("postgresql", Postgres.installed(), "PostgreSQL is not installed");
        try (Mailroom mail = Mailroom.greenMail();
                Postgres database = Postgres.start();
                Installation two = Installation.twoNodes(mail.site(), database)) {
            run(two, mail, database::kill, database::restart);
            assertFalse(two.logs().contains(database.password()), "the password stays out of the log");
        }
    }

    private void run(Installation installation, Mailroom mail, Kill kill, Kill start) throws Exception {
        var ledger = new Ledger();
        Person ada = mail.person("ada-" + UUID.randomUUID());
        for (int round = 1; round <= rounds(); round++) {
            underLoad(ledger, installation, ada, kill);
            start.once();
            installation.awaitReady();
            ledger.check(installation.base());
            assertEquals(List.of(), ledger.broken(), "round " + round + "\n" + installation.logs());
            System.out.printf("round %d: %s%n", round, ledger.tally());
        }
        Ledger.Tally tally = ledger.tally();
        assertTrue(
                tally.codesReplayed() > 0 && tally.generationsReplayed() > 0 && tally.endsChecked() > 0,
                "this proves nothing: " + tally);
        assertFalse(ledger.held().isEmpty(), "no grant grew old, so that this proves little");
        installation.stop();
        generationsAreUsedOnce(installation, ledger);
    }

    private void underLoad(Ledger ledger, Installation installation, Person person, Kill kill) throws Exception {
        var over = new AtomicBoolean();
        List<Future<?>> working = new ArrayList<>();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WORKERS; i++) {
                working.add(workers.submit(() -> {
                    while (!over.get()) {
                        try {
                            ledger.work(installation, person);
                        } catch (IllegalStateException _) {
                            Product.pause(20); // Its server is dead.
                        }
                    }
                }));
            }
            // However slow the machine is, there is something to lose: any of the last answers.
            ledger.awaitAnswers(1 + random.nextInt(12));
            Thread.sleep(random.nextInt(300));
            kill.once();
            Thread.sleep(random.nextInt(300));
            over.set(true);
            for (Future<?> one : working) {
                one.get();
            }
        } finally {
            over.set(true);
        }
    }

    /** Reads the tokens as the server does: each that was answered is of a generation of its own. */
    private static void generationsAreUsedOnce(Installation installation, Ledger ledger) {
        try (Store store = installation.store()) {
            KeyRing keys = KeyRing.parse(installation.setting("ENCRYPTION_KEY"));
            String base = installation.base();
            Duration day = Duration.ofDays(1);
            var tokens = new GrantTokens(
                    new Sealer(keys),
                    new SplitCustody(store.grants(), new MailboxMarks(keys)),
                    new TokenSettings(base, base + "/mcp", day, day, day),
                    Clock.systemUTC());
            for (Ledger.Held grant : ledger.held()) {
                Set<Integer> generations = new HashSet<>();
                for (SignIn.Tokens issued : grant.chain()) {
                    Presented presented = tokens.present(issued.refresh());
                    assertTrue(
                            presented instanceof Presented.Valid valid && generations.add(valid.generation()),
                            "a generation was issued twice: " + presented + " beside " + generations);
                }
            }
        }
    }
}
