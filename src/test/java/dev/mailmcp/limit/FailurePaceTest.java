package dev.mailmcp.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.testing.SetClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FailurePaceTest {
    private final SetClock clock = new SetClock();
    private final List<Duration> waits = new ArrayList<>();
    private final FailurePace pace = new FailurePace(clock, new Random(7), waits::add);

    @Test
    void everyAnswerComesAfterTheSameTimeMoreOrLess() {
        for (int took = 0; took < 700; took += 7) {
            Instant began = clock.instant();
            clock.pass(Duration.ofMillis(took));
            pace.holdBack(began);

            Duration all = waits.getLast().plusMillis(took);
            assertTrue(all.compareTo(Duration.ofMillis(700)) >= 0, "no sooner");
            assertTrue(all.compareTo(Duration.ofSeconds(1)) <= 0, "not much later");
        }
        assertEquals(100, waits.size());
        assertTrue(new HashSet<>(waits).size() > 80, "with jitter");
    }

    @Test
    void whatTookLongerIsNotHeldBack() {
        Instant began = clock.instant();
        clock.pass(Duration.ofMillis(1001));

        pace.holdBack(began);

        assertEquals(List.of(), waits);
    }

    @Test
    void whenThePeerIsGoneNobodyWaits() {
        new FailurePace(clock, new Random(7), _ -> {
                    throw new InterruptedException();
                })
                .holdBack(clock.instant());

        assertTrue(Thread.interrupted(), "whoever comes next still learns of it");
    }
}
