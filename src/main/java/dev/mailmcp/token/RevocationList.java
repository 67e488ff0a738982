package dev.mailmcp.token;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The clients that the operator's settings revoke. It is known without asking anybody, so that each token can be held against it.
 *
 * @param clientIds short stable ids
 * @param notBefore clients from before this moment are revoked, all of them
 */
public record RevocationList(Set<String> clientIds, Optional<Instant> notBefore) {
    public static final RevocationList NONE = new RevocationList(Set.of(), Optional.empty());

    public RevocationList {
        clientIds = Set.copyOf(clientIds);
    }

    /** @param since when the client became one */
    public boolean names(String clientId, Instant since) {
        return clientIds.contains(clientId) || notBefore.filter(since::isBefore).isPresent();
    }
}
