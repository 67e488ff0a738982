package dev.mailmcp.oauth;

import dev.mailmcp.store.StoreUnavailable;

/** Clients without those that were revoked. */
final class UnrevokedClients implements Clients {
    private final Clients all;
    private final Revocations revocations;

    UnrevokedClients(Clients all, Revocations revocations) {
        this.all = all;
        this.revocations = revocations;
    }

    @Override
    public Lookup find(String clientId) {
        try {
            return revocations.hold(all.find(clientId));
        } catch (StoreUnavailable _) {
            return new Lookup.Unavailable();
        }
    }
}
