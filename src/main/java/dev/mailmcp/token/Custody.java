package dev.mailmcp.token;

import dev.mailmcp.store.Grants.Rotation;
import dev.mailmcp.store.StoreUnavailable;
import java.time.Instant;
import java.util.Optional;

/** Who holds what of a grant: how tokens are kept openable, refreshable and revocable. */
public interface Custody {
    /**
     * What is held of a grant.
     *
     * @param share half of the key of its tokens; empty where tokens are sealed by the master key alone
     */
    record Held(byte[] share, int generation, boolean confirmed, boolean stale) {}

    /**
     * Takes a new grant into custody, at generation 1.
     *
     * @param label what the client calls itself, for people to tell grants apart
     * @param key the name of the key that seals its tokens
     */
    Held establish(Grant grant, String label, Instant now, Instant idleEnd, String key);

    /**
     * What is held of a grant that still stands.
     *
     * @throws StoreUnavailable when that cannot be told
     */
    Optional<Held> held(String grantId, Instant now);

    /** @param key the name of the key that seals the new tokens */
    Rotation rotate(String grantId, int presented, Instant now, Instant idleEnd, String key);

    void confirm(String grantId, int generation);

    void markStale(String grantId, boolean stale);

    /** Ends a grant: its tokens can never be opened again, by anyone. */
    void end(String grantId);

    /**
     * Whether tokens name their grant in the header, because a share is needed to open them. Only then does a grant that was ended
     * stay so, whatever is restarted and whichever node is asked.
     */
    boolean splits();
}
