package dev.mailmcp.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class SecretTest {
    private record Holder(Secret password) {}

    @Test
    void itIsNeverPrintedAlsoWithinARecord() {
        assertEquals("Secret[redacted]", Secret.of("hunter2").toString());
        assertFalse(new Holder(Secret.of("hunter2")).toString().contains("hunter2"));
    }

    @Test
    void itsHashSaysNothingOfIt() {
        assertEquals(Secret.of("a").hashCode(), Secret.of("b").hashCode());
        assertEquals(Secret.of("a"), Secret.of("a"));
        assertNotEquals(Secret.of("a"), Secret.of("b"));
    }
}
