package dev.mailmcp.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.store.Grants.Filter;
import dev.mailmcp.store.Grants.Rotation;
import dev.mailmcp.testing.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
        return new GrantRow(
                id,
                share,
                "client",
                1,
                NOW,
                false,
                false,
                NOW,
                IDLE_END,
                NOW.plus(Duration.ofDays(90)),
                "mailbox",
                "Ada's client",
                Seals.of("k1"));
    }

    private Rotation rotate(int presented, Instant when) {
        return grants().rotate("g", presented, when, GRACE, IDLE_END, "k2");
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
        assertEquals("mailbox", kept().mailbox());
        assertEquals("Ada's client", kept().label());
    }

    private void createOf(String id, String client, String mailbox, Instant created) {
        grants().create(new GrantRow(
                id,
                new byte[32],
                client,
                1,
                created,
                false,
                false,
                created,
                IDLE_END,
                IDLE_END,
                mailbox,
                "label",
                Seals.of("k1")));
    }

    @Test
    void grantsAreCountedByTheKeysThatTheirTokensNeed() {
        grants().create(row("g"));
        createOf("other", "another client", "ada", NOW);
        createOf("ended", "a third", "ada", NOW.minus(Duration.ofDays(400)));
        grants().rotate("ended", 1, NOW.minus(Duration.ofDays(399)), GRACE, NOW.minus(Duration.ofDays(398)), "k1");
        assertEquals(new Census(2, 2, Map.of("k1", 2)), grants().census(NOW));

        rotate(1, NOW);
        assertEquals(
                new Census(2, 2, Map.of("k1", 2, "k2", 1)),
                grants().census(NOW),
                "the answer may have been lost: both keys");

        grants().confirm("g", 2);
        assertEquals(new Census(2, 2, Map.of("k1", 1, "k2", 1)), grants().census(NOW));

        rotate(2, NOW.plusSeconds(1));
        assertEquals(new Census(2, 2, Map.of("k1", 1, "k2", 1)), grants().census(NOW));
        assertEquals(new Seals("k2", "k2"), kept().seals());
    }

    private void createFour() {
        createOf("g1", "a", "ada", NOW);
        createOf("g2", "b", "ada", NOW.plusSeconds(2));
        createOf("g3", "a", "bob", NOW.plusSeconds(3));
        createOf("g4", "a", "ada", NOW.plusSeconds(1));
    }

    private List<String> listed(Filter filter) {
        return grants().list(filter).stream().map(GrantRow::id).toList();
    }

    @Test
    void grantsAreListedNewestFirstByClientMailboxOrBoth() {
        createFour();

        assertEquals(List.of("g3", "g2", "g4", "g1"), listed(Filter.all()));
        assertEquals(List.of("g3", "g4", "g1"), listed(new Filter(Optional.of("a"), Optional.empty(), 10)));
        assertEquals(List.of("g2", "g4", "g1"), listed(new Filter(Optional.empty(), Optional.of("ada"), 10)));
        assertEquals(List.of("g4", "g1"), listed(new Filter(Optional.of("a"), Optional.of("ada"), 10)));
        assertEquals(List.of("g3", "g2"), listed(new Filter(Optional.empty(), Optional.empty(), 2)));
        assertEquals(List.of(), listed(new Filter(Optional.of("nobody"), Optional.empty(), 10)));
    }

    @Test
    void theGrantsOfAClientAreDeletedAndNoOthers() {
        createFour();
        grants().get("g1");

        assertEquals(
                List.of("a", "a", "a"),
                grants().deleteOfClient("a").stream()
                        .map(Grants.Deleted::clientId)
                        .toList());
        assertEquals(List.of(), grants().deleteOfClient("a"));

        assertEquals(List.of("g2"), listed(Filter.all()));
        assertEquals(Optional.empty(), grants().get("g1"));
    }

    @Test
    void theGrantsOfAMailboxAreDeletedAndNoOthers() {
        createFour();
        grants().get("g2");

        assertEquals(3, grants().deleteOfMailbox("ada").size());

        assertEquals(List.of("g3"), listed(Filter.all()));
        assertEquals(Optional.empty(), grants().get("g2"));
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

        assertEquals(
                new Rotation.Current(2), grants().rotate("g", 1, later, GRACE, later.plus(Duration.ofDays(30)), "k1"));

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

        grants().rotate("g", 1, NOW, GRACE, row.absoluteEnd().plus(Duration.ofDays(30)), "k1");

        assertTrue(kept().endedAt(row.absoluteEnd()));
        grants().sweep(row.absoluteEnd());
        assertEquals(Optional.empty(), grants().get("g"));
    }
}
