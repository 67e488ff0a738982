package dev.mailmcp.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ServerStartTest {
    @Test
    void whatHasMoreToUnderstandGoesToTheCommandLine() {
        assertTrue(ServerStart.isMeant("server"));
        assertTrue(ServerStart.isMeant("train"));

        assertFalse(ServerStart.isMeant());
        assertFalse(ServerStart.isMeant("server", "--help"));
        assertFalse(ServerStart.isMeant("demo"));
    }
}
