package dev.mailmcp.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.store.OneTime.Use;
import dev.mailmcp.testing.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What holds of one-time things, whatever keeps them. */
public abstract class OneTimeContract {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final Instant LATER = NOW.plus(LIFE);
    private static final byte[] PAYLOAD = {1, 2, 3};

    protected abstract OneTime store();

    @Test
    void aCodeIsReadAsOftenAsAskedAndTakenOnce() {
        store().putCode("c", PAYLOAD, NOW, LIFE);

        assertArrayEquals(PAYLOAD, store().code("c", NOW).orElseThrow().payload());
        assertEquals(0, store().code("c", NOW).orElseThrow().takes());
        assertTrue(store().takeCode("c", NOW));
        assertFalse(store().takeCode("c", NOW));
        assertEquals(2, store().code("c", NOW).orElseThrow().takes(), "the replay is remembered");
    }

    @Test
    void oneOfFiftyTakesACode() {
        store().putCode("c", PAYLOAD, NOW, LIFE);

        List<Boolean> taken = Together.times(50, () -> store().takeCode("c", NOW));

        assertEquals(1, Collections.frequency(taken, true));
        assertEquals(50, store().code("c", NOW).orElseThrow().takes());
    }

    @Test
    void anExpiredCodeIsNeitherReadNorTaken() {
        store().putCode("c", PAYLOAD, NOW, LIFE);

        assertEquals(Optional.empty(), store().code("c", LATER));
        assertFalse(store().takeCode("c", LATER));
    }

    @Test
    void anUnknownCodeIsNothing() {
        assertEquals(Optional.empty(), store().code("none", NOW));
        assertFalse(store().takeCode("none", NOW));
        store().failCode("none", 1);
    }

    @Test
    void theThirdWrongPresentationBurnsACode() {
        store().putCode("c", PAYLOAD, NOW, LIFE);

        store().failCode("c", 3);
        store().failCode("c", 3);
        assertTrue(store().code("c", NOW).isPresent());
        store().failCode("c", 3);

        assertEquals(Optional.empty(), store().code("c", NOW));
        assertFalse(store().takeCode("c", NOW));
    }

    @Test
    void aTakenCodeIsNotBurntSoThatItsReplayIsNoticed() {
        store().putCode("c", PAYLOAD, NOW, LIFE);
        assertTrue(store().takeCode("c", NOW));

        store().failCode("c", 1);

        assertEquals(1, store().code("c", NOW).orElseThrow().takes());
    }

    @Test
    void attemptsAreCountedForEachTransactionAlone() {
        assertEquals(1, store().attempt("a", LATER));
        assertEquals(2, store().attempt("a", LATER));
        assertEquals(1, store().attempt("b", LATER));
    }

    @Test
    void aTransactionEndsOnce() {
        assertEquals(1, store().attempt("a", LATER));

        assertTrue(store().use(Use.SIGN_IN, "a", LATER));
        assertFalse(store().use(Use.SIGN_IN, "a", LATER));
        assertEquals(Integer.MAX_VALUE, store().attempt("a", LATER), "no attempt after that");
        assertTrue(store().use(Use.SIGN_IN, "b", LATER), "also one that was never attempted");
    }

    @Test
    void whatIsUsedOnceIsUsedOnceOfItsKind() {
        for (Use use : Use.values()) {
            assertTrue(store().use(use, "same id", LATER), use.name());
            assertFalse(store().use(use, "same id", LATER), use.name());
        }
    }

    @Test
    void oneOfFiftyEndsATransaction() {
        List<Boolean> ended = Together.times(50, () -> store().use(Use.SIGN_IN, "a", LATER));

        assertEquals(1, Collections.frequency(ended, true));
    }

    @Test
    void sweepingForgetsWhatHasExpiredAndNothingElse() {
        store().putCode("old", PAYLOAD, NOW.minus(LIFE), LIFE);
        store().putCode("new", PAYLOAD, NOW, LIFE);
        store().use(Use.SIGN_IN, "old", NOW.minus(Duration.ofHours(1)));
        store().use(Use.SIGN_IN, "new", LATER);

        store().sweep(NOW);

        assertEquals(Optional.empty(), store().code("old", NOW.minusSeconds(1)));
        assertTrue(store().code("new", NOW).isPresent());
        assertTrue(store().use(Use.SIGN_IN, "old", LATER), "forgotten");
        assertFalse(store().use(Use.SIGN_IN, "new", LATER), "remembered");
    }
}
