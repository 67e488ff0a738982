package dev.mailmcp.store.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.store.GrantRow;
import dev.mailmcp.store.Seals;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownGrantsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    private final KnownGrants known = new KnownGrants();

    private static GrantRow row(String id) {
        return new GrantRow(
                id, new byte[32], "client", 1, NOW, false, false, NOW, NOW, NOW, "mailbox", "label", Seals.UNKNOWN);
    }

    @Test
    void whatWasNotedIsKnownUntilItIsForgotten() {
        known.note(row("a"));
        known.note(row("b"));
        assertTrue(known.get("a").isPresent());

        known.forget("a");

        assertEquals(Optional.empty(), known.get("a"));
        assertTrue(known.get("b").isPresent());
    }

    @Test
    void memoryOfGrantsIsBounded() {
        for (int i = 0; i < KnownGrants.MOST; i++) {
            known.note(row("g" + i));
        }
        assertTrue(known.get("g0").isPresent());

        known.note(row("one more"));

        assertEquals(Optional.empty(), known.get("g0"));
        assertTrue(known.get("one more").isPresent());
    }
}
