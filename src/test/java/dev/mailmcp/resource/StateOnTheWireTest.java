package dev.mailmcp.resource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.mcp.StateSeal;
import dev.mailmcp.secret.KeyRing;
import dev.mailmcp.secret.Sealer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client carries for us can be carried in a header or in JSON, and is nothing else when it comes back. */
class StateOnTheWireTest {
    private static final byte[] CONTENT = "{\"caller\":\"grant-ada\"}".getBytes(StandardCharsets.UTF_8);

    private final StateSeal seal =
            new SealedState(new Sealer(KeyRing.parse("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=")));

    /** MCP 2025-11-25, session management: 0x21 to 0x7E. */
    @ParameterizedTest
    @EnumSource(StateSeal.Purpose.class)
    void sealedStateIsOfVisibleCharactersAndTellsNothing(StateSeal.Purpose purpose) {
        String sealed = seal.seal(purpose, CONTENT);

        assertTrue(sealed.matches("[!-~]+"), sealed);
        assertFalse(sealed.contains("grant"));
        assertArrayEquals(CONTENT, seal.open(purpose, sealed).orElseThrow());
    }

    @ParameterizedTest
    @EnumSource(StateSeal.Purpose.class)
    void stateOfOneKindIsNoStateOfAnother(StateSeal.Purpose purpose) {
        String sealed = seal.seal(purpose, CONTENT);

        for (StateSeal.Purpose other : StateSeal.Purpose.values()) {
            assertEquals(other == purpose, seal.open(other, sealed).isPresent());
        }
    }

    @Test
    void stateThatWasTouchedIsNone() {
        String sealed = seal.seal(StateSeal.Purpose.REQUEST_STATE, CONTENT);

        for (int i = 0; i < sealed.length(); i++) {
            char other = sealed.charAt(i) == 'A' ? 'B' : 'A';
            String touched = sealed.substring(0, i) + other + sealed.substring(i + 1);
            assertEquals(Optional.empty(), seal.open(StateSeal.Purpose.REQUEST_STATE, touched), touched);
        }
        assertEquals(Optional.empty(), seal.open(StateSeal.Purpose.REQUEST_STATE, sealed + "-TAMPERED"));
        assertEquals(Optional.empty(), seal.open(StateSeal.Purpose.REQUEST_STATE, ""));
    }
}
