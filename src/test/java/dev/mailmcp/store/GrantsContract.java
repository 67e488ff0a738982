package dev.mailmcp.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.store.Grants.Rotation;
import dev.mailmcp.testing.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What holds of grants, whatever keeps them. */
public abstract class GrantsContract {
    protected static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final Instant IDLE_END = NOW.plus(Duration.ofDays(30));

    protected abstract Grants grants();

    protected static GrantRow row(String id) {
        byte[] share = new byte[32];
        share[0] = 7;
        return new GrantRow(id, share, "client", 1, NOW, false, false, NOW, IDLE_END, NOW.plus(Duration.ofDays(90)));
    }

    private Rotation rotate(int presented, Instant when) {
        return grants().rotate("g", presented, when, GRACE, IDLE_END);
    }

    private GrantRow kept() {
        return grants().get("g").orElseThrow();
    }

    @Test
    void aGrantIsKeptAsItWasMade() {
        grants().create(row("g"));

        assertArrayEquals(row("g").share(), kept().share());
        assertEquals("client", kept().clientId());
        assertEquals(1, kept().generation());
        assertEquals(IDLE_END, kept().idleEnd());
        assertEquals(row("g").absoluteEnd(), kept().absoluteEnd());
        assertFalse(kept().confirmed());
        assertFalse(kept().stale());
    }

    @Test
    void aDeletedGrantIsGone() {
        grants().create(row("g"));

        grants().delete("g");
        grants().delete("g");

        assertEquals(Optional.empty(), grants().get("g"));
        assertEquals(new Rotation.Gone(), rotate(1, NOW));
    }

    @Test
    void whoReadItBeforeSeesEachChange() {
        grants().create(row("g"));
        assertFalse(kept().confirmed());
        grants().confirm("g", 1);
        assertTrue(kept().confirmed());
        grants().markStale("g", true);
        assertTrue(kept().stale());
        rotate(1, NOW);
        assertEquals(2, kept().generation());

        grants().delete("g");

        assertEquals(Optional.empty(), grants().get("g"));
    }

    @Test
    void nobodyReadsPastADeletionThatWasAnswered() {
        var next = new AtomicInteger();

        Together.times(200, () -> {
            String id = "g" + next.getAndIncrement() / 8;
            try {
                grants().create(row(id));
            } catch (StoreUnavailable _) {
                // Another one has made it, and perhaps reads it now.
            }
            grants().get(id);
            grants().delete(id);
            return id;
        });

        for (int i = 0; i < 25; i++) {
            assertEquals(Optional.empty(), grants().get("g" + i), "g" + i);
        }
    }

    @Test
    void theCurrentTokenMovesTheGrantOn() {
        grants().create(row("g"));
        grants().confirm("g", 1);
        Instant later = NOW.plusSeconds(3600);

        assertEquals(new Rotation.Current(2), grants().rotate("g", 1, later, GRACE, later.plus(Duration.ofDays(30))));

        assertEquals(2, kept().generation());
        assertFalse(kept().confirmed(), "nobody has seen the new tokens yet");
        assertEquals(later, kept().rotatedAt());
        assertEquals(later.plus(Duration.ofDays(30)), kept().idleEnd());
    }

    @Test
    void fiftyAtOnceEndOnOneGeneration() {
        grants().create(row("g"));

        List<Rotation> all = Together.times(50, () -> rotate(1, NOW));

        assertTrue(all.stream().allMatch(new Rotation.Current(2)::equals), all.toString());
        assertEquals(2, kept().generation());
    }

    @Test
    void theTokenBeforeIsTakenWithinTheGrace() {
        grants().create(row("g"));
        rotate(1, NOW);
        grants().confirm("g", 2);

        assertEquals(new Rotation.Current(2), rotate(1, NOW.plus(GRACE)));
        assertEquals(2, kept().generation());
    }

    @Test
    void theTokenBeforeIsTakenDaysLaterWhenItsSuccessorNeverArrived() {
        grants().create(row("g"));
        rotate(1, NOW);

        assertEquals(new Rotation.Current(2), rotate(1, NOW.plus(Duration.ofDays(5))));
    }

    @Test
    void aRetiredTokenThatComesBackEndsTheGrant() {
        grants().create(row("g"));
        rotate(1, NOW);
        grants().confirm("g", 2);

        assertEquals(new Rotation.Reused(), rotate(1, NOW.plus(GRACE).plusMillis(1)));

        assertEquals(Optional.empty(), grants().get("g"));
    }

    @Test
    void aTokenTwoGenerationsOldEndsTheGrantAtOnce() {
        grants().create(row("g"));
        rotate(1, NOW);
        rotate(2, NOW);

        assertEquals(new Rotation.Reused(), rotate(1, NOW));
        assertEquals(Optional.empty(), grants().get("g"));
    }

    @Test
    void onlyTheCurrentGenerationIsConfirmed() {
        grants().create(row("g"));
        rotate(1, NOW);

        grants().confirm("g", 1);
        assertFalse(kept().confirmed());
        grants().confirm("g", 2);
        assertTrue(kept().confirmed());
    }

    @Test
    void staleIsSetAndTakenBack() {
        grants().create(row("g"));

        grants().markStale("g", true);
        assertTrue(kept().stale());
        grants().markStale("g", false);
        assertFalse(kept().stale());
    }

    @Test
    void anEndedGrantDoesNotRotateAndIsSwept() {
        grants().create(row("g"));

        assertEquals(new Rotation.Gone(), rotate(1, IDLE_END));
        grants().sweep(IDLE_END.minusMillis(1));
        assertTrue(grants().get("g").isPresent());
        grants().sweep(IDLE_END);

        assertEquals(Optional.empty(), grants().get("g"));
    }

    @Test
    void theAbsoluteEndComesHoweverOftenItWasUsed() {
        GrantRow row = row("g");
        grants().create(row);

        grants().rotate("g", 1, NOW, GRACE, row.absoluteEnd().plus(Duration.ofDays(30)));

        assertTrue(kept().endedAt(row.absoluteEnd()));
        grants().sweep(row.absoluteEnd());
        assertEquals(Optional.empty(), grants().get("g"));
    }
}
