package dev.mailmcp.store;

import java.time.Instant;
import java.util.List;

/**
 * Clients that may do nothing any more. Every operation is atomic and throws {@link StoreUnavailable} when it cannot be done.
 * Who revokes one also deletes its grants ({@link Grants#deleteOfClient}), in this order: what is granted in between ends with its
 * next refresh.
 */
public interface RevokedClients {
    /**
     * A revocation.
     *
     * @param clientId the short stable id of the client, never the sealed {@code client_id}
     * @param at when it was first revoked
     */
    record Revoked(String clientId, Instant at) {}

    boolean isRevoked(String clientId);

    /** Revokes a client; once more changes nothing. */
    void revoke(String clientId, Instant now);

    /** All of them, newest first. */
    List<Revoked> list();
}
