package dev.mailmcp.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends StoreContract {
    private static final Instant NOW = Instant.EPOCH;

    private final MemoryStore store = new MemoryStore();

    @Override
    protected Store store() {
        return store;
    }

    @Test
    void whenItIsFullTheCodeThatExpiresFirstMakesRoom() {
        OneTime codes = store.oneTime();
        for (int i = 0; i < MemoryOneTime.MOST; i++) {
            codes.putCode("c" + i, new byte[0], NOW, Duration.ofSeconds(10 + i));
        }

        codes.putCode("one more", new byte[0], NOW, Duration.ofSeconds(60));

        assertEquals(Optional.empty(), codes.code("c0", NOW));
        assertTrue(codes.code("c1", NOW).isPresent());
        assertTrue(codes.code("one more", NOW).isPresent());
    }

    @Test
    void whoeverUsesVeryManyOfOneKindPushesOutNoneOfAnother() {
        OneTime used = store.oneTime();
        for (OneTime.Use use : OneTime.Use.values()) {
            used.use(use, "first", NOW.plusSeconds(1));
        }

        for (int i = 0; i < 2 * MemoryOneTime.MOST; i++) {
            used.use(OneTime.Use.REQUEST_STATE, "r" + i, NOW.plusSeconds(100 + i));
        }

        assertFalse(used.use(OneTime.Use.SIGN_IN, "first", NOW.plusSeconds(1)));
        assertFalse(used.use(OneTime.Use.CLIENT_ASSERTION, "first", NOW.plusSeconds(1)));
        assertTrue(used.use(OneTime.Use.REQUEST_STATE, "first", NOW.plusSeconds(1)), "its own kind is full");
    }

    @Test
    void whenItIsFullTheMailThatIsForgottenFirstMakesRoom() {
        Outgoing mails = store.outgoing();
        for (int i = 0; i < MemoryOutgoing.MOST; i++) {
            mails.reserve("m" + i, "h", "c", NOW, Duration.ofSeconds(10 + i));
        }

        mails.reserve("one more", "h", "c", NOW, Duration.ofSeconds(60));

        assertEquals(Optional.empty(), mails.find("m0", NOW));
        assertTrue(mails.find("m1", NOW).isPresent());
        assertTrue(mails.find("one more", NOW).isPresent());
    }

    @Test
    void aHundredThousandWhoFailGrowNothingWithoutBound() {
        var attempts = new MemoryAttempts();
        var patience = new Patience(5, Duration.ofMinutes(15), Duration.ofHours(24));
        for (int i = 0; i < 5; i++) {
            attempts.fail("blocked for longest", NOW, patience);
        }

        for (int i = 0; i < 100_000; i++) {
            attempts.fail("k" + i, NOW.plusMillis(i), patience);
        }

        assertEquals(MemoryAttempts.MOST, attempts.size());
        assertTrue(attempts.get("blocked for longest", NOW).isPresent(), "those that are forgotten first make room");
    }
}
