package dev.mailmcp.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryOneTimeTest extends OneTimeContract {
    private final MemoryOneTime store = new MemoryOneTime();

    @Override
    protected OneTime store() {
        return store;
    }

    @Test
    void whenItIsFullTheOneThatExpiresFirstMakesRoom() {
        Instant now = Instant.EPOCH;
        for (int i = 0; i < MemoryOneTime.MOST; i++) {
            store.putCode("c" + i, new byte[0], now.plusSeconds(10 + i));
        }

        store.putCode("one more", new byte[0], now.plusSeconds(60));

        assertEquals(Optional.empty(), store.code("c0", now));
        assertTrue(store.code("c1", now).isPresent());
        assertTrue(store.code("one more", now).isPresent());
    }
}
