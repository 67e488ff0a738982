package dev.mailmcp.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mailmcp.store.Outgoing.Entry;
import dev.mailmcp.store.Outgoing.State;
import dev.mailmcp.testing.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What holds of mails to be handed over once, whatever keeps them. */
public abstract class OutgoingContract {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00.123Z");
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Entry RESERVED = new Entry("me", "content", State.RESERVED, NOW, "");

    protected abstract Outgoing outgoing();

    private Entry reserve(String id, String holder, Instant at) {
        return outgoing().reserve(id, holder, "content", at, LIFE);
    }

    @Test
    void whoReservesFirstHoldsItAndOthersSeeThat() {
        assertEquals(Optional.empty(), outgoing().find("a", NOW));
        assertEquals(RESERVED, reserve("a", "me", NOW));

        assertEquals(RESERVED, outgoing().reserve("a", "other", "other content", NOW.plusSeconds(1), LIFE));
        assertEquals(Optional.of(RESERVED), outgoing().find("a", NOW.plusSeconds(1)));
        assertEquals("other", reserve("b", "other", NOW).holder());
    }

    @Test
    void oneOfFiftyReserves() {
        var names = new AtomicInteger();

        List<String> holders = Together.times(
                50, () -> reserve("a", "h" + names.incrementAndGet(), NOW).holder());

        assertEquals(1, holders.stream().distinct().count());
    }

    @Test
    void whatBecameOfItIsKept() {
        reserve("a", "me", NOW);

        outgoing().settle("a", "me", State.SENT, "2:550", NOW.plusSeconds(5), LIFE);

        Entry sent = new Entry("me", "content", State.SENT, NOW, "2:550");
        assertEquals(Optional.of(sent), outgoing().find("a", NOW.plusSeconds(5)));
        assertEquals(sent, reserve("a", "other", NOW.plus(LIFE)), "its life began anew when it was settled");
        assertEquals(Optional.empty(), outgoing().find("a", NOW.plusSeconds(5).plus(LIFE)));
    }

    @Test
    void whatIsUnknownMayBeSettledLater() {
        reserve("a", "me", NOW);
        outgoing().settle("a", "me", State.UNKNOWN, "", NOW, LIFE);

        outgoing().settle("a", "me", State.SENT, "", NOW, LIFE);

        assertEquals(State.SENT, outgoing().find("a", NOW).orElseThrow().state());
    }

    @Test
    void whatIsReleasedCanBeReservedAgain() {
        reserve("a", "me", NOW);

        outgoing().release("a", "me");

        assertEquals(Optional.empty(), outgoing().find("a", NOW));
        assertEquals("other", reserve("a", "other", NOW).holder());
    }

    @Test
    void whatIsForgottenCanBeReservedAgain() {
        reserve("a", "me", NOW);

        Entry again = outgoing().reserve("a", "other", "other content", NOW.plus(LIFE), LIFE);

        assertEquals(new Entry("other", "other content", State.RESERVED, NOW.plus(LIFE), ""), again);
    }

    @Test
    void whoHoldsItNoMoreChangesNothing() {
        reserve("a", "me", NOW);
        reserve("a", "other", NOW.plus(LIFE));

        outgoing().settle("a", "me", State.SENT, "", NOW.plus(LIFE), LIFE);
        outgoing().release("a", "me");

        assertEquals(
                Optional.of(new Entry("other", "content", State.RESERVED, NOW.plus(LIFE), "")),
                outgoing().find("a", NOW.plus(LIFE)));
        outgoing().settle("never there", "me", State.SENT, "", NOW, LIFE);
        outgoing().release("never there", "me");
        assertEquals(Optional.empty(), outgoing().find("never there", NOW));
    }

    @Test
    void sweepingDropsWhatIsForgottenAndNothingElse() {
        reserve("old", "me", NOW);
        reserve("new", "me", NOW.plusSeconds(1));

        outgoing().sweep(NOW.plus(LIFE));

        assertEquals(Optional.empty(), outgoing().find("old", NOW));
        assertEquals("me", outgoing().find("new", NOW.plus(LIFE)).orElseThrow().holder());
    }
}
