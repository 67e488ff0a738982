package dev.mailmcp.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.value.InvalidValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatienceTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration DAY = Duration.ofHours(24);
    private static final Patience DOUBLING = new Patience(5, QUARTER, DAY);
    private static final Patience STEADY = new Patience(20, QUARTER, QUARTER);

    private static Standing after(Patience patience, int failures) {
        Optional<Standing> standing = Optional.empty();
        for (int i = 0; i < failures; i++) {
            standing = Optional.of(patience.after(standing, NOW));
        }
        return standing.orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"1,0", "4,0", "5,15", "6,30", "7,60", "8,120", "11,960", "12,1440", "13,1440", "200,1440"})
    void eachFurtherFailureDoublesTheBlockUpToTheLongest(int failures, int minutes) {
        Standing standing = after(DOUBLING, failures);

        assertEquals(NOW.plus(Duration.ofMinutes(minutes)), standing.blockedUntil());
        assertEquals(minutes > 0, standing.blockedAt(NOW));
        assertFalse(standing.blockedAt(standing.blockedUntil()));
    }

    @ParameterizedTest
    @CsvSource({"19,0", "20,15", "21,15", "500,15"})
    void whereTheLongestIsTheWindowNothingDoubles(int failures, int minutes) {
        Standing standing = after(STEADY, failures);

        assertEquals(NOW.plus(Duration.ofMinutes(minutes)), standing.blockedUntil());
        assertEquals(NOW.plus(QUARTER), standing.forgottenAt(), "over is forgotten");
    }

    @Test
    void theWindowBeginsWithTheFirstFailure() {
        Standing first = DOUBLING.after(Optional.empty(), NOW);
        Standing second = DOUBLING.after(Optional.of(first), NOW.plus(QUARTER).minusMillis(1));
        Standing third = DOUBLING.after(Optional.of(second), NOW.plus(QUARTER));

        assertEquals(2, second.failures());
        assertEquals(NOW.plus(QUARTER), second.forgottenAt());
        assertEquals(1, third.failures());
    }

    @Test
    void aBlockThatIsOverIsRememberedSoThatTheNextOneIsLonger() {
        Standing blocked = after(DOUBLING, 5);

        Standing again =
                DOUBLING.after(Optional.of(blocked), blocked.blockedUntil().plus(Duration.ofHours(20)));
        Standing anew =
                DOUBLING.after(Optional.of(blocked), blocked.blockedUntil().plus(DAY));

        assertEquals(6, again.failures());
        assertEquals(1, anew.failures());
    }

    @Test
    void patienceWithoutSenseIsRefused() {
        assertThrows(InvalidValue.class, () -> new Patience(0, QUARTER, DAY));
        assertThrows(InvalidValue.class, () -> new Patience(1, Duration.ZERO, DAY));
        assertThrows(InvalidValue.class, () -> new Patience(1, DAY, QUARTER));
        assertTrue(
                new Patience(1, QUARTER, QUARTER).after(Optional.empty(), NOW).blockedAt(NOW));
    }
}
