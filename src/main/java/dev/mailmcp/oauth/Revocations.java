package dev.mailmcp.oauth;

import dev.mailmcp.store.RevokedClients;
import dev.mailmcp.token.RevocationList;
import jakarta.inject.Singleton;

/** Which clients may do nothing any more: those of the settings, and those revoked by a command, on whichever node. */
@Singleton
public final class Revocations {
    private final RevocationList listed;
    private final RevokedClients stored;

    public Revocations(RevocationList listed, RevokedClients stored) {
        this.listed = listed;
        this.stored = stored;
    }

    /** @throws dev.mailmcp.store.StoreUnavailable when that cannot be told */
    boolean isRevoked(Client client) {
        return listed.names(client.id(), client.issuedAt()) || stored.isRevoked(client.id());
    }

    /**
     * Whether a client is revoked by its name; whether it is too old, its name does not tell.
     *
     * @param clientId the short stable id
     * @throws dev.mailmcp.store.StoreUnavailable when that cannot be told
     */
    boolean isRevoked(String clientId) {
        return listed.clientIds().contains(clientId) || stored.isRevoked(clientId);
    }

    /** What was found, unless that is revoked: then there is no such client. */
    Clients.Lookup hold(Clients.Lookup found) {
        return switch (found) {
            case Clients.Lookup.Known(Client client) when isRevoked(client) -> new Clients.Lookup.Unknown();
            case Clients.Lookup.Known _,
                    Clients.Lookup.Unknown _,
                    Clients.Lookup.Unreadable _,
                    Clients.Lookup.Unavailable _ -> found;
        };
    }
}
