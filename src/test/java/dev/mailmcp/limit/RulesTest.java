package dev.mailmcp.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.Login;
import dev.mailmcp.account.MailAccount;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.audit.Audit;
import dev.mailmcp.limit.SignInLimits.Admission;
import dev.mailmcp.limit.SignInLimits.Attempt;
import dev.mailmcp.secret.KeyRing;
import dev.mailmcp.secret.Pseudonyms;
import dev.mailmcp.secret.Purpose;
import dev.mailmcp.secret.Secret;
import dev.mailmcp.store.Attempts;
import dev.mailmcp.store.MemoryAttempts;
import dev.mailmcp.store.Patience;
import dev.mailmcp.store.Standing;
import dev.mailmcp.store.StoreUnavailable;
import dev.mailmcp.testing.SetClock;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of the table, alone. */
class RulesTest {
    private final SetClock clock = new SetClock();
    private final List<String> noted = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();
    /** Of the store's clock: a database has its own. */
    private Duration ahead = Duration.ZERO;

    private final Attempts attempts = new Attempts() {
        private final Attempts memory = new MemoryAttempts();

        @Override
        public Optional<Standing> get(String key, Instant now) {
            return memory.get(key, now);
        }

        @Override
        public Standing fail(String key, Instant now, Patience patience) {
            keys.add(key);
            return memory.fail(key, now.plus(ahead), patience);
        }

        @Override
        public void forget(String key) {
            memory.forget(key);
        }

        @Override
        public void sweep(Instant now) {
            memory.sweep(now);
        }
    };
    private final LimitParts parts = parts(true, attempts);
    private final SignInLimits signIns = parts.signIns();
    private final ClientLimits clients = parts.clients();

    private LimitParts parts(boolean on, Attempts attempts) {
        KeyRing ring = KeyRing.parse("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=");
        return new LimitParts(
                new LimitSettings(on, TrustedProxies.NONE),
                attempts,
                new Pseudonyms(ring, Purpose.LIMIT),
                Audit.naming(noted::add),
                clock);
    }

    private static InetAddress address(String text) {
        return InetAddress.ofLiteral(text);
    }

    private static MailAccount account(String username, String host) {
        return new MailAccount(
                new EmailAddress("ada@example.org"), "", List.of(), access(username, host), Optional.empty());
    }

    private static MailAccount.Access access(String username, String host) {
        return new MailAccount.Access(
                new Endpoint(host, 993, TransportSecurity.TLS), new Login(username, Secret.of("x")));
    }

    /** Somebody who wants in: from where, with which client, as whom, at which server. */
    record Try(String from, String client, String user, String host) {}

    private Optional<Duration> held(Try who) {
        return held(signIns, who);
    }

    private static Optional<Duration> held(SignInLimits limits, Try who) {
        return switch (limits.admit(address(who.from), who.client, account(who.user, who.host))) {
            case Admission.Held(Duration pause) -> Optional.of(pause);
            case Admission.Admitted(Attempt attempt) -> {
                attempt.close();
                yield Optional.empty();
            }
        };
    }

    private void refused(Try who) {
        var admitted = assertInstanceOf(
                Admission.Admitted.class, signIns.admit(address(who.from), who.client, account(who.user, who.host)));
        try (Attempt attempt = admitted.attempt()) {
            attempt.refused();
        }
    }

    static Stream<Arguments> signInRules() {
        // Which rule, how many are free, for how long it holds off; who fails; who is held off then; who is not.
        return Stream.of(
                Arguments.of(
                        "mailbox",
                        5,
                        Duration.ofMinutes(15),
                        (IntFunction<Try>) i -> new Try("203.0.113." + i, "c" + i, "ada", "a.example"),
                        List.of(
                                new Try("198.51.100.1", "other", "ada", "a.example"),
                                new Try("198.51.100.1", "other", "ADA", "a.example")),
                        List.of(
                                new Try("203.0.113.1", "c1", "bob", "a.example"),
                                new Try("203.0.113.1", "c1", "ada", "b.example"))),
                Arguments.of(
                        "address",
                        20,
                        Duration.ofMinutes(15),
                        (IntFunction<Try>) i -> new Try("203.0.113.1", "c" + i, "u" + i, "h" + i + ".example"),
                        List.of(new Try("203.0.113.1", "other", "other", "other.example")),
                        List.of(new Try("203.0.113.2", "c1", "u1", "h1.example"))),
                Arguments.of(
                        "address (a whole /64)",
                        20,
                        Duration.ofMinutes(15),
                        (IntFunction<Try>) i -> new Try("2001:db8:0:1::" + i, "c" + i, "u" + i, "h" + i + ".example"),
                        List.of(new Try("2001:db8:0:1:ffff::9", "other", "other", "other.example")),
                        List.of(new Try("2001:db8:0:2::1", "c1", "u1", "h1.example"))),
                Arguments.of(
                        "client",
                        60,
                        Duration.ofHours(1),
                        (IntFunction<Try>) i -> new Try("203.0.113." + i, "c", "u" + i, "h" + i + ".example"),
                        List.of(new Try("198.51.100.1", "c", "other", "other.example")),
                        List.of(new Try("203.0.113.1", "other", "u1", "h1.example"))));
    }

    /** Somebody else's login of this very moment may have been counted a little later than this one began. */
    @Test
    void whoMayGoOnIsNotHeldUpByAStoreWhoseClockIsAhead() {
        ahead = Duration.ofSeconds(3);
        var who = new Try("192.0.2.1", "client", "ada", "imap.example.org");

        assertEquals(Optional.empty(), held(who));
        assertEquals(Optional.empty(), held(who));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("signInRules")
    void failuresHoldOffWhomTheRuleMeansAndNobodyElse(
            String rule, int free, Duration time, IntFunction<Try> fails, List<Try> held, List<Try> others) {
        for (int i = 1; i < free; i++) {
            refused(fails.apply(i));
        }
        held.forEach(who -> assertEquals(Optional.empty(), held(who), "one is left"));
        assertEquals(List.of(), noted);

        refused(fails.apply(free));

        held.forEach(who -> assertEquals(Optional.of(time), held(who)));
        others.forEach(who -> assertEquals(Optional.empty(), held(who)));
        assertEquals(List.of("limit_hit"), noted, "told once, however many are turned away");
        clock.pass(time.minusMillis(1));
        held.forEach(who -> assertEquals(Optional.of(Duration.ofMillis(1)), held(who)));
        clock.pass(Duration.ofMillis(1));
        held.forEach(who -> assertEquals(Optional.empty(), held(who)));
    }

    @Test
    void aMailboxWaitsTwiceAsLongAfterEachFurtherFailureUpToADay() {
        for (int i = 1; i <= 5; i++) {
            refused(new Try("203.0.113." + i, "c" + i, "ada", "a.example"));
        }
        List<Long> minutes = new ArrayList<>();
        for (int i = 6; i <= 14; i++) {
            var who = new Try("203.0.113." + i, "c" + i, "ada", "a.example");
            Duration pause = held(who).orElseThrow();
            minutes.add(pause.toMinutes());
            clock.pass(pause);
            refused(who);
        }

        assertEquals(List.of(15L, 30L, 60L, 120L, 240L, 480L, 960L, 1440L, 1440L), minutes);
    }

    @Test
    void aLoginThatWorksSetsBackTheMailboxAndNothingElse() {
        var ada = new Try("203.0.113.1", "c", "ada", "a.example");
        for (int i = 0; i < 4; i++) {
            refused(ada);
        }
        var admitted = assertInstanceOf(
                Admission.Admitted.class, signIns.admit(address("203.0.113.1"), "c", account("ada", "a.example")));
        try (Attempt attempt = admitted.attempt()) {
            attempt.worked();
        }

        for (int i = 0; i < 4; i++) {
            refused(ada);
            assertEquals(Optional.empty(), held(ada), "four more are free");
        }
        for (int i = 0; i < 12; i++) {
            refused(new Try("203.0.113.1", "c", "u" + i, "h" + i + ".example"));
        }
        assertTrue(held(new Try("203.0.113.1", "c", "x", "x.example")).isPresent(), "the address has its twenty");
    }

    @Test
    void aMailboxOfOnesOwnHelpsNobodyToGuessAnothersPasswordForSending() {
        var own = account("mallory", "a.example");
        var both = new MailAccount(own.email(), "", List.of(), own.imap(), Optional.of(access("ada", "smtp.example")));
        for (int i = 1; i <= 5; i++) {
            var admitted =
                    assertInstanceOf(Admission.Admitted.class, signIns.admit(address("203.0.113." + i), "c", both));
            try (Attempt attempt = admitted.attempt()) {
                attempt.refused();
            }
            if (held(new Try("203.0.113.9", "c", "mallory", "a.example")).isEmpty()) {
                try (Attempt alone = assertInstanceOf(
                                Admission.Admitted.class, signIns.admit(address("203.0.113.9"), "c", own))
                        .attempt()) {
                    alone.worked();
                }
            }
        }

        assertInstanceOf(Admission.Held.class, signIns.admit(address("203.0.113.8"), "c", both));
    }

    @Test
    void aMailServerIsAskedThirtyTimesAMinuteWhateverComesOfIt() {
        for (int i = 1; i <= 30; i++) {
            assertEquals(Optional.empty(), held(new Try("203.0.113." + i, "c" + i, "u" + i, "a.example")));
        }

        assertEquals(Optional.of(Duration.ofMinutes(1)), held(new Try("203.0.113.99", "c", "x", "a.example")));
        assertEquals(Optional.empty(), held(new Try("203.0.113.99", "c", "x", "b.example")));
        assertInstanceOf(
                Admission.Held.class,
                signIns.admitAgain(address("203.0.113.99"), "c", account("x", "a.example")),
                "also for a grant that tries again");
        clock.pass(Duration.ofMinutes(1));
        assertEquals(Optional.empty(), held(new Try("203.0.113.99", "c", "x", "a.example")));
    }

    @Test
    void aGrantThatTriesAgainIsNotHeldOffForWhatStrangersDo() {
        for (int i = 1; i <= 5; i++) {
            refused(new Try("203.0.113.1", "c", "ada", "a.example"));
        }

        assertInstanceOf(
                Admission.Admitted.class, signIns.admitAgain(address("203.0.113.1"), "c", account("ada", "a.example")));
    }

    @ParameterizedTest
    @CsvSource({"20, h%d.example, u%d", "4, a.example, u%d", "1, a.example, u"})
    void soManyAtOnceAndNotOneMore(int most, String host, String user) {
        List<Attempt> running = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            running.add(assertInstanceOf(
                            Admission.Admitted.class,
                            signIns.admit(
                                    address("203.0.113." + i), "c" + i, account(user.formatted(i), host.formatted(i))))
                    .attempt());
        }
        var oneMore = new Try("203.0.113.99", "c", user.formatted(99), host.formatted(99));
        assertEquals(Optional.of(Duration.ofSeconds(5)), held(oneMore));

        running.removeFirst().close();

        assertEquals(Optional.empty(), held(oneMore));
        running.forEach(Attempt::close);
    }

    @ParameterizedTest
    @CsvSource({"20, 203.0.113.1, 203.0.113.2", "1000, 10.%d.%d.1, ''", "20, 2001:db8::%x%x, 2001:db8:0:1::"})
    void soManyRegistrationsAnHourAndNotOneMore(int most, String from, String other) {
        for (int i = 0; i < most; i++) {
            InetAddress caller = address(from.formatted(i / 250, i % 250));
            assertEquals(Optional.empty(), clients.registrationsHeld(caller));
            assertEquals(Optional.empty(), clients.registering(caller));
        }
        InetAddress again = address(from.formatted(9, 9));

        assertEquals(Optional.of(Duration.ofHours(1)), clients.registrationsHeld(again));
        if (!other.isEmpty()) {
            assertEquals(Optional.empty(), clients.registrationsHeld(address(other)));
        }
        clock.pass(Duration.ofHours(1));
        assertEquals(Optional.empty(), clients.registrationsHeld(again));
    }

    @Test
    void registrationsThatArriveTogetherAreNoMore() {
        InetAddress home = address("203.0.113.1");
        long let = Stream.generate(() -> clients.registering(home))
                .limit(30)
                .filter(Optional::isEmpty)
                .count();

        assertEquals(20, let);
    }

    @Test
    void sixtyWrongProofsAnHourForOneClientFromOnePlace() {
        InetAddress home = address("203.0.113.1");
        for (int i = 0; i < 60; i++) {
            assertEquals(Optional.empty(), clients.proofFailed(home, "c"));
        }

        assertEquals(Optional.of(Duration.ofHours(1)), clients.proofFailed(home, "c"));
        assertEquals(Optional.empty(), clients.proofFailed(home, "d"));
        assertEquals(Optional.empty(), clients.proofFailed(address("203.0.113.2"), "c"));
    }

    @Test
    void whatIsKeptTellsNobodyWhoIsMeant() {
        refused(new Try("203.0.113.1", "client", "ada@example.org", "a.example"));
        var _ = clients.registering(address("203.0.113.1"));

        assertEquals(6, keys.size());
        keys.forEach(key -> assertTrue(key.matches("[A-Za-z0-9_-]{43}"), key));
    }

    @Test
    void aHundredThousandOfEachGrowNothing() {
        // V37.
        for (int i = 1; i <= 5; i++) {
            refused(new Try("203.0.113.1", "c", "ada", "a.example"));
        }
        keys.clear();
        for (int i = 0; i < 100_000; i++) {
            InetAddress from = address("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255));
            if (signIns.admit(from, "c" + i, account("u" + i, "h" + i + ".example"))
                    instanceof Admission.Admitted(Attempt attempt)) {
                try (attempt) {
                    attempt.refused();
                }
            }
            var _ = clients.registrationsHeld(from).or(() -> clients.registering(from));
        }

        long kept = keys.stream()
                .filter(key -> attempts.get(key, clock.instant()).isPresent())
                .count();
        assertTrue(keys.size() > 390_000 && kept <= 20_000, kept + " of " + keys.size());
        assertTrue(held(new Try("198.51.100.1", "d", "ada", "a.example")).isPresent(), "and none is let off by it");
    }

    @Test
    void whenNothingCanBeCountedNobodyGetsInAndNoPlaceIsLost() {
        var broken = parts(true, new Broken());
        for (int i = 0; i < 50; i++) {
            org.junit.jupiter.api.Assertions.assertThrows(StoreUnavailable.class, () -> broken.signIns()
                    .admitAgain(address("203.0.113.1"), "c", account("ada", "a.example")));
        }
    }

    @Test
    void turnedOffNothingIsHeldOff() {
        var off = parts(false, attempts);
        List<Attempt> running = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Attempt attempt = assertInstanceOf(
                            Admission.Admitted.class,
                            off.signIns().admit(address("203.0.113.1"), "c", account("ada", "a.example")))
                    .attempt();
            attempt.refused();
            running.add(attempt);
        }
        running.forEach(Attempt::close);
        assertFalse(noted.contains("limit_hit"));
        assertEquals(Set.of(), keys);
    }

    /** Reads, and cannot write. */
    private static final class Broken implements Attempts {
        @Override
        public Optional<Standing> get(String key, Instant now) {
            return Optional.empty();
        }

        @Override
        public Standing fail(String key, Instant now, Patience patience) {
            throw new StoreUnavailable("taken away by the test", new IllegalStateException());
        }

        @Override
        public void forget(String key) {}

        @Override
        public void sweep(Instant now) {}
    }
}
