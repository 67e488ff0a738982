package dev.mailmcp.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.store.RevokedClients.Revoked;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds of revoked clients, whatever keeps them. */
public abstract class RevokedClientsContract {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    protected abstract RevokedClients clients();

    @Test
    void nobodyIsRevokedAtFirst() {
        assertFalse(clients().isRevoked("a"));
        assertEquals(List.of(), clients().list());
    }

    @Test
    void aRevokedClientStaysSoAndNoOtherIs() {
        clients().revoke("a", NOW);

        assertTrue(clients().isRevoked("a"));
        assertFalse(clients().isRevoked("b"));
    }

    @Test
    void theFirstRevocationCounts() {
        clients().revoke("a", NOW);
        clients().revoke("a", NOW.plusSeconds(60));

        assertEquals(List.of(new Revoked("a", NOW)), clients().list());
    }

    @Test
    void theNewestIsListedFirst() {
        clients().revoke("a", NOW);
        clients().revoke("b", NOW.plusSeconds(60));

        assertEquals(
                List.of("b", "a"),
                clients().list().stream().map(Revoked::clientId).toList());
    }
}
