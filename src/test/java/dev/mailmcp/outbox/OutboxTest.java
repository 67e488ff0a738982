package dev.mailmcp.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.attachment.AttachmentOwner;
import dev.mailmcp.mail.Address;
import dev.mailmcp.mail.Composition;
import dev.mailmcp.mail.Submission.Refusal;
import dev.mailmcp.store.MemoryOutgoing;
import dev.mailmcp.store.Outgoing;
import dev.mailmcp.testing.BreakableStore;
import dev.mailmcp.testing.SetClock;
import dev.mailmcp.testing.Together;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxTest {
    private static final byte[] KEY = new byte[32];
    private static final byte[] NEW_KEY =
            "0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final Optional<String> NO_KEY = Optional.empty();
    private static final Optional<String> A_KEY = Optional.of("letter-1");

    private final SetClock clock = new SetClock();
    private final MemoryOutgoing store = new MemoryOutgoing();
    private String owner = "owner-of-this-mailbox";
    private final Outbox outbox = outbox(store, KEY);

    private Outbox outbox(Outgoing on, byte[]... keys) {
        return new Outbox(on, () -> new AttachmentOwner(owner, "grant"), OutboxKeys.of(List.of(keys)), clock);
    }

    private static Composition letter(String text) {
        return new Composition(
                new Address("Ada", "ada@example.org"),
                List.of(new Address("", "bob@example.org"), new Address("", "cy@example.org")),
                List.of(new Address("Dee", "dee@example.org")),
                List.of(),
                "Hi",
                text,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private Claim claim(Optional<String> key, Composition letter) {
        return outbox.claim(outbox.name(key, letter));
    }

    private Reservation granted(Optional<String> key, Composition letter) {
        return assertInstanceOf(Claim.Granted.class, claim(key, letter)).reservation();
    }

    @Test
    void aMailThatWasSentIsADuplicateWithTheSameMessageId() {
        Reservation first = granted(NO_KEY, letter("x"));
        first.sent(List.of(new Refusal("cy@example.org", true, Optional.of("5.1.1"), "550 5.1.1 cy@example.org? no")));

        var again = assertInstanceOf(Claim.Sent.class, claim(NO_KEY, letter("x")));

        assertEquals(first.localPart(), again.localPart());
        assertTrue(first.localPart().matches("[A-Za-z0-9_-]{32}"), first.localPart());
        assertEquals(
                Optional.of(
                        List.of(new Refusal("cy@example.org", true, Optional.of("5.1.1"), "refused when it was sent"))),
                again.refused());
    }

    @ParameterizedTest(name = "the second {0} s after the first, at the edge of a window")
    @ValueSource(longs = {0, 1, 30, 599})
    void twoOfTheSameAcrossTheEdgeOfAWindowAreOne(long apart) {
        long intoWindow = clock.instant().getEpochSecond() % MailName.WINDOW.toSeconds();
        clock.pass(MailName.WINDOW.minusSeconds(intoWindow).minusMillis(500));
        granted(NO_KEY, letter("x")).sent(List.of());

        clock.pass(Duration.ofSeconds(apart));

        assertInstanceOf(Claim.Sent.class, claim(NO_KEY, letter("x")));
    }

    @Test
    void afterTheWindowTheSameMayBeMeantAgainAndHasAnotherMessageId() {
        for (int i = 0; i < 50; i++) {
            Reservation first = granted(NO_KEY, letter("x"));
            first.sent(List.of());
            clock.pass(MailName.WINDOW.plusMillis(i));

            Reservation second = granted(NO_KEY, letter("x"));

            assertNotEquals(first.localPart(), second.localPart());
            second.release();
            clock.pass(Duration.ofSeconds(37));
        }
    }

    static Stream<UnaryOperator<Composition>> differences() {
        var file = new Composition.File("o/p", "a.pdf", "application/pdf", 1, InputStream::nullInputStream);
        return Stream.of(
                c -> of(c, new Address("Ada L", "ada@example.org"), c.to(), c.cc(), "Hi", c.files()),
                c -> of(c, c.from(), c.to().reversed(), c.cc(), "Hi", c.files()),
                c -> of(c, c.from(), c.to().subList(0, 1), List.of(c.to().get(1), c.cc().getFirst()), "Hi", c.files()),
                c -> of(c, c.from(), c.to(), c.cc(), "Hi!", c.files()),
                c -> of(c, c.from(), c.to(), c.cc(), "Hi", List.of(file)),
                c -> letter("y"));
    }

    private static Composition of(
            Composition c,
            Address from,
            List<Address> to,
            List<Address> cc,
            String subject,
            List<Composition.File> files) {
        return new Composition(
                from, to, cc, c.bcc(), subject, c.text(), c.html(), c.inReplyTo(), c.references(), files);
    }

    @ParameterizedTest
    @MethodSource("differences")
    void whateverDiffersMakesAnotherMailAndIsNoUseOfTheSameKey(UnaryOperator<Composition> difference) {
        Reservation first = granted(NO_KEY, letter("x"));
        granted(A_KEY, letter("x")).sent(List.of());

        Reservation other = granted(NO_KEY, difference.apply(letter("x")));

        assertNotEquals(first.localPart(), other.localPart());
        assertEquals(new Claim.OtherContent(), claim(A_KEY, difference.apply(letter("x"))));
    }

    @Test
    void filesAreKnownByTheirContentAndNotByTheirNameAlone() {
        var one = new Composition.File("o/1", "a.pdf", "application/pdf", 1, InputStream::nullInputStream);
        var two = new Composition.File("o/2", "a.pdf", "application/pdf", 1, InputStream::nullInputStream);
        Composition c = letter("x");

        granted(NO_KEY, of(c, c.from(), c.to(), c.cc(), "Hi", List.of(one))).sent(List.of());

        assertInstanceOf(Claim.Sent.class, claim(NO_KEY, of(c, c.from(), c.to(), c.cc(), "Hi", List.of(one))));
        granted(NO_KEY, of(c, c.from(), c.to(), c.cc(), "Hi", List.of(two)));
    }

    @Test
    void aKeyHoldsForDaysAndItsMessageIdForEver() {
        Reservation first = granted(A_KEY, letter("x"));
        first.sent(List.of());

        clock.pass(Outbox.BY_KEY.minusSeconds(1));
        assertInstanceOf(Claim.Sent.class, claim(A_KEY, letter("x")));
        clock.pass(Duration.ofSeconds(1));

        assertEquals(first.localPart(), granted(A_KEY, letter("x")).localPart());
    }

    @Test
    void aKeyUsedForAnotherMailLongAfterHasAnotherMessageId() {
        Reservation first = granted(A_KEY, letter("x"));
        first.sent(List.of());

        clock.pass(Outbox.BY_KEY);

        assertNotEquals(first.localPart(), granted(A_KEY, letter("y")).localPart());
    }

    @Test
    void whatWasReleasedIsGrantedAgainUnderTheSameMessageId() {
        Reservation first = granted(NO_KEY, letter("x"));
        first.release();

        assertEquals(first.localPart(), granted(NO_KEY, letter("x")).localPart());
    }

    @Test
    void theSameKeyOrMailOfAnotherAccountIsAnotherMail() {
        String mine = granted(A_KEY, letter("x")).localPart();
        granted(NO_KEY, letter("x"));
        owner = "owner-of-another-mailbox";

        assertNotEquals(mine, granted(A_KEY, letter("x")).localPart());
        granted(NO_KEY, letter("x"));
    }

    @Test
    void whatIsUnknownStaysSoUntilItIsFound() {
        granted(NO_KEY, letter("x")).unknown(List.of(new Refusal("bob@example.org", false, Optional.empty(), "450")));
        clock.pass(MailName.WINDOW);

        var doubtful = assertInstanceOf(Claim.Doubtful.class, claim(NO_KEY, letter("x")));
        Claim.Sent found = doubtful.reservation().found();

        assertEquals("bob@example.org", found.refused().orElseThrow().getFirst().recipient());
        assertFalse(found.refused().orElseThrow().getFirst().permanent());
        assertEquals(found, claim(NO_KEY, letter("x")));
    }

    @Test
    void whoWentDownWhileSendingLeavesADoubtAndNobodyKnowsWhoWasRefused() {
        granted(NO_KEY, letter("x"));
        clock.pass(Outbox.LONGEST);

        var doubtful = assertInstanceOf(Claim.Doubtful.class, claim(NO_KEY, letter("x")));

        assertEquals(Optional.empty(), doubtful.reservation().found().refused());
    }

    @Test
    void ofManyAtOnceOneSendsAndTheOthersHearOfIt() {
        var sends = new java.util.concurrent.atomic.AtomicInteger();

        List<Claim> claims = Together.times(20, () -> {
            Claim claim = claim(NO_KEY, letter("x"));
            if (claim instanceof Claim.Granted(Reservation ours)) {
                sends.incrementAndGet();
                Thread.sleep(50);
                ours.sent(List.of());
            }
            return claim;
        });

        assertEquals(1, sends.get());
        assertEquals(19, claims.stream().filter(Claim.Sent.class::isInstance).count());
    }

    @Test
    void aMailNamedBeforeARotationIsFoundAfterIt() {
        granted(NO_KEY, letter("x")).sent(List.of());
        granted(A_KEY, letter("x")).sent(List.of());
        Outbox rotated = outbox(store, NEW_KEY, KEY);

        assertInstanceOf(Claim.Sent.class, rotated.claim(rotated.name(NO_KEY, letter("x"))));
        assertInstanceOf(Claim.Sent.class, rotated.claim(rotated.name(A_KEY, letter("x"))));
        assertEquals(new Claim.OtherContent(), rotated.claim(rotated.name(A_KEY, letter("y"))));
    }

    @Test
    void withoutTheStoreNothingIsGranted(@TempDir Path folder) {
        try (var broken = new BreakableStore(folder)) {
            Outbox onIt = outbox(broken.outgoing(), KEY);
            broken.down = true;
            assertEquals(new Claim.Unavailable(), onIt.claim(onIt.name(NO_KEY, letter("x"))));

            broken.down = false;
            var granted = assertInstanceOf(Claim.Granted.class, onIt.claim(onIt.name(NO_KEY, letter("x"))));
            broken.down = true;
            granted.reservation().sent(List.of());

            broken.down = false;
            clock.pass(Outbox.LONGEST);
            assertInstanceOf(Claim.Doubtful.class, onIt.claim(onIt.name(NO_KEY, letter("x"))));
        }
    }

    @Test
    void whatIsKeptTellsNothing() {
        var kept = new ArrayList<String>();
        Outgoing watched = (Outgoing) java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Outgoing.class}, (_, method, values) -> {
                    kept.addAll(Stream.of(values).map(String::valueOf).toList());
                    return method.invoke(store, values);
                });
        Outbox onIt = outbox(watched, KEY);

        ((Claim.Granted) onIt.claim(onIt.name(A_KEY, letter("a word of the mail"))))
                .reservation()
                .sent(List.of(
                        new Refusal("cy@example.org", false, Optional.of("4.2.2"), "452 cy@example.org is full")));

        String all = String.join(" ", kept);
        assertTrue(all.contains("1t4.2.2"), all);
        for (String told : List.of("example.org", "word", "letter-1", "owner-of", "Ada", "full")) {
            assertFalse(all.contains(told), all);
        }
    }
}
