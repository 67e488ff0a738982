package dev.mailmcp.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Grants, and somebody who is told when one of them was ended through this object: what else hangs on it can end as well. */
public final class AnnouncedGrants implements Grants {
    private final Grants grants;
    private volatile Runnable ended = () -> {};

    public AnnouncedGrants(Grants grants) {
        this.grants = grants;
    }

    /** @param listener called after the deletion, on the thread that deleted; must not block or throw */
    public void whenEnded(Runnable listener) {
        ended = listener;
    }

    @Override
    public void create(GrantRow row) {
        grants.create(row);
    }

    @Override
    public Optional<GrantRow> get(String id) {
        return grants.get(id);
    }

    @Override
    public Rotation rotate(String id, int presented, Instant now, Duration grace, Instant idleEnd, String key) {
        Rotation rotation = grants.rotate(id, presented, now, grace, idleEnd, key);
        if (rotation instanceof Rotation.Reused) {
            ended.run();
        }
        return rotation;
    }

    @Override
    public void confirm(String id, int generation) {
        grants.confirm(id, generation);
    }

    @Override
    public void markStale(String id, boolean stale) {
        grants.markStale(id, stale);
    }

    @Override
    public void delete(String id) {
        grants.delete(id);
        ended.run();
    }

    @Override
    public List<GrantRow> list(Filter filter) {
        return grants.list(filter);
    }

    @Override
    public List<Deleted> deleteOfClient(String clientId) {
        return announced(grants.deleteOfClient(clientId));
    }

    @Override
    public List<Deleted> deleteOfMailbox(String mailbox) {
        return announced(grants.deleteOfMailbox(mailbox));
    }

    private List<Deleted> announced(List<Deleted> deleted) {
        if (!deleted.isEmpty()) {
            ended.run();
        }
        return deleted;
    }

    @Override
    public Census census(Instant now) {
        return grants.census(now);
    }

    @Override
    public void sweep(Instant now) {
        grants.sweep(now);
    }
}
