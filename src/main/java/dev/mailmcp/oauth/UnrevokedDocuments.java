package dev.mailmcp.oauth;

import dev.mailmcp.store.StoreUnavailable;
import java.util.List;
import java.util.Optional;

/** Clients known by a document, without those that were revoked. */
public final class UnrevokedDocuments implements DocumentClients {
    private final DocumentClients all;
    private final Revocations revocations;

    public UnrevokedDocuments(DocumentClients all, Revocations revocations) {
        this.all = all;
        this.revocations = revocations;
    }

    @Override
    public Lookup find(String clientId) {
        try {
            // Before anything is fetched on its behalf.
            return all.named(clientId).filter(revocations::isRevoked).isPresent()
                    ? new Lookup.Unknown()
                    : revocations.hold(all.find(clientId));
        } catch (StoreUnavailable _) {
            return new Lookup.Unavailable();
        }
    }

    @Override
    public Lookup recall(String clientId, AsShown shown) {
        try {
            return revocations.hold(all.recall(clientId, shown));
        } catch (StoreUnavailable _) {
            return new Lookup.Unavailable();
        }
    }

    /** @throws StoreUnavailable when it cannot be told whether the client was revoked */
    @Override
    public Optional<String> named(String clientId) {
        return all.named(clientId).filter(id -> !revocations.isRevoked(id));
    }

    /** @throws StoreUnavailable when it cannot be told whether the client was revoked */
    @Override
    public Judgement judge(Optional<String> clientId, String assertion) {
        Judgement judgement = all.judge(clientId, assertion);
        return judgement instanceof Judgement.Proven(String id) && revocations.isRevoked(id)
                ? new Judgement.Refused()
                : judgement;
    }

    @Override
    public List<String> algorithms() {
        return all.algorithms();
    }
}
