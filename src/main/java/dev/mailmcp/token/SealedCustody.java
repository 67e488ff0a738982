package dev.mailmcp.token;

import dev.mailmcp.store.Grants.Rotation;
import java.time.Instant;
import java.util.Optional;

/**
 * Nothing is held ({@code STATE=none}): tokens are sealed by the master key alone and survive everything but its loss. They
 * cannot be revoked, and a refresh token that comes back is not noticed; the absolute end in the token is the only bound.
 */
public final class SealedCustody implements Custody {
    private static final Held NOTHING = new Held(new byte[0], 1, true, false);

    @Override
    public Held establish(Grant grant, Instant now, Instant idleEnd) {
        return NOTHING;
    }

    @Override
    public Optional<Held> held(String grantId, Instant now) {
        return Optional.of(NOTHING);
    }

    @Override
    public Rotation rotate(String grantId, int presented, Instant now, Instant idleEnd) {
        return new Rotation.Current(presented + 1);
    }

    @Override
    public void confirm(String grantId, int generation) {}

    @Override
    public void markStale(String grantId, boolean stale) {}

    @Override
    public void end(String grantId) {}

    @Override
    public boolean splits() {
        return false;
    }
}
