package dev.mailmcp.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.audit.Audit;
import dev.mailmcp.secret.KeyRing;
import dev.mailmcp.store.AnnouncedGrants;
import dev.mailmcp.store.GrantRow;
import dev.mailmcp.store.MemoryStore;
import dev.mailmcp.store.Seals;
import dev.mailmcp.testing.SetClock;
import dev.mailmcp.token.MailboxMarks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator ends is ended, noted and announced. */
class OperatorTest {
    private static final MailboxMarks MARKS =
            new MailboxMarks(KeyRing.parse("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="));

    private final SetClock clock = new SetClock();
    private final MemoryStore store = new MemoryStore();
    private final List<String> lines = new ArrayList<>();
    private final AtomicInteger announced = new AtomicInteger();
    private final AnnouncedGrants grants = new AnnouncedGrants(store.grants());
    private final Operator operator =
            new Operator(grants, store.revokedClients(), Audit.telling(MARKS, lines::add), clock);

    OperatorTest() {
        grants.whenEnded(announced::incrementAndGet);
        grant("g1", "c1", "ada");
        grant("g2", "c1", "ben");
        grant("g3", "c2", "ada");
    }

    private void grant(String id, String client, String mailbox) {
        Instant now = clock.instant();
        Instant end = now.plus(Duration.ofDays(1));
        grants.create(new GrantRow(
                id, new byte[32], client, 1, now, false, false, now, end, end, mailbox, "", Seals.UNKNOWN));
    }

    static Stream<Arguments> orders() {
        return Stream.of(
                Arguments.of(new Order.EndGrant("g2"), List.of("event=grant_revoked grant=g2 client=c1 by=operator")),
                Arguments.of(
                        new Order.EndGrantsOfClient("c1"),
                        List.of(
                                "event=grant_revoked grant=g1 client=c1 by=operator",
                                "event=grant_revoked grant=g2 client=c1 by=operator")),
                Arguments.of(
                        new Order.EndGrantsOfMailbox(List.of("ada", "of an older key")),
                        List.of(
                                "event=grant_revoked grant=g1 client=c1 by=operator",
                                "event=grant_revoked grant=g3 client=c2 by=operator")),
                Arguments.of(
                        new Order.RevokeClient("c2"),
                        List.of(
                                "event=client_revoked client=c2 grants=1",
                                "event=grant_revoked grant=g3 client=c2 by=operator")));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void whatEndsIsNotedEachByItsId(Order order, List<String> noted) {
        assertInstanceOf(Outcome.Ended.class, operator.carryOut(order));

        assertEquals(noted, lines.stream().sorted().toList());
        assertTrue(announced.get() > 0, "whose work is under way is told");
        long left = Stream.of("g1", "g2", "g3")
                .filter(id -> grants.get(id).isPresent())
                .count();
        assertEquals(
                3
                        - noted.stream()
                                .filter(line -> line.contains("grant_revoked"))
                                .count(),
                left);
    }

    @Test
    void whatEndsNothingIsNotNoted() {
        assertInstanceOf(Outcome.Failed.class, operator.carryOut(new Order.EndGrant("none")));
        assertEquals(new Outcome.Ended(0), operator.carryOut(new Order.EndGrantsOfClient("none")));
        assertEquals(new Outcome.Ended(0), operator.carryOut(new Order.EndGrantsOfMailbox(List.of("none"))));

        assertEquals(List.of(), lines);
        assertEquals(0, announced.get());
    }

    @Test
    void aClientWithoutGrantsIsRevokedAndThatIsNoted() {
        assertEquals(new Outcome.Ended(0), operator.carryOut(new Order.RevokeClient("new")));

        assertEquals(List.of("event=client_revoked client=new grants=0"), lines);
        assertTrue(store.revokedClients().isRevoked("new"));
    }
}
