package dev.mailmcp.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.testing.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds of counted failures, whatever keeps them. */
public abstract class AttemptsContract {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final Patience DOUBLING = new Patience(3, WINDOW, Duration.ofHours(24));

    protected abstract Attempts attempts();

    @Test
    void whoNeverFailedHasNoStanding() {
        assertEquals(Optional.empty(), attempts().get("a", NOW));
    }

    @Test
    void eachKeyIsCountedAlone() {
        attempts().fail("a", NOW, DOUBLING);
        attempts().fail("a", NOW, DOUBLING);
        attempts().fail("b", NOW, DOUBLING);

        assertEquals(2, attempts().get("a", NOW).orElseThrow().failures());
        assertEquals(1, attempts().get("b", NOW).orElseThrow().failures());
    }

    @Test
    void theStandingIsKeptAsTheRuleSays() {
        for (int i = 1; i <= 5; i++) {
            Standing told = attempts().fail("a", NOW.plusSeconds(i), DOUBLING);
            assertEquals(Optional.of(told), attempts().get("a", NOW.plusSeconds(i)));
            assertEquals(i, told.failures());
            assertEquals(i >= 3, told.blockedAt(NOW.plusSeconds(i)));
        }
        assertEquals(
                NOW.plusSeconds(5).plus(WINDOW.multipliedBy(4)),
                attempts().get("a", NOW.plusSeconds(5)).orElseThrow().blockedUntil());
    }

    @Test
    void fiftyAtOnceAreAllCounted() {
        List<Standing> all = Together.times(50, () -> attempts().fail("a", NOW, DOUBLING));

        assertEquals(
                IntStream.rangeClosed(1, 50).boxed().toList(),
                all.stream().map(Standing::failures).sorted().toList());
        assertEquals(50, attempts().get("a", NOW).orElseThrow().failures());
    }

    @Test
    void whatIsForgottenIsNotThereAndBeginsAnew() {
        attempts().fail("a", NOW, DOUBLING);
        attempts().fail("a", NOW, DOUBLING);

        assertTrue(attempts().get("a", NOW.plus(WINDOW).minusMillis(1)).isPresent());
        assertFalse(attempts().get("a", NOW.plus(WINDOW)).isPresent());
        assertEquals(1, attempts().fail("a", NOW.plus(WINDOW), DOUBLING).failures());
    }

    @Test
    void aSuccessForgets() {
        attempts().fail("a", NOW, DOUBLING);

        attempts().forget("a");
        attempts().forget("never there");

        assertEquals(Optional.empty(), attempts().get("a", NOW));
    }

    @Test
    void sweepingDropsWhatIsForgottenAndNothingElse() {
        attempts().fail("old", NOW, DOUBLING);
        attempts().fail("new", NOW.plusSeconds(1), DOUBLING);

        attempts().sweep(NOW.plus(WINDOW));

        assertEquals(Optional.empty(), attempts().get("old", NOW));
        assertTrue(attempts().get("new", NOW).isPresent());
    }
}
