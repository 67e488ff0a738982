package dev.mailmcp.token;

import dev.mailmcp.store.GrantRow;
import dev.mailmcp.store.Grants;
import dev.mailmcp.store.Seals;
import dev.mailmcp.store.StoreUnavailable;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Split custody: the token holds the sealed credentials, the store a random share without which they cannot be opened. Deleting
 * the row revokes the grant at once and for every copy.
 */
public final class SplitCustody implements Custody {
    /** How long a share may be used that the store cannot confirm at the moment. */
    private static final Duration TRUSTED_OFFLINE = Duration.ofSeconds(60);

    private static final int MOST_REMEMBERED = 10_000;

    private final Grants grants;
    private final MailboxMarks marks;
    private final SecureRandom random = new SecureRandom();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Seen> seen = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    public SplitCustody(Grants grants, MailboxMarks marks) {
        this.grants = grants;
        this.marks = marks;
    }

    private record Seen(Held held, Instant at) {}

    @Override
    public Held establish(Grant grant, String label, Instant now, Instant idleEnd, String key) {
        byte[] share = new byte[32];
        random.nextBytes(share);
        grants.create(new GrantRow(
                grant.id(),
                share,
                grant.clientId(),
                1,
                now,
                false,
                false,
                now,
                idleEnd,
                grant.absoluteEnd(),
                marks.of(grant.account().email()),
                label,
                Seals.of(key)));
        return new Held(share, 1, false, false);
    }

    @Override
    public Optional<Held> held(String grantId, Instant now) {
        try {
            Optional<Held> held = grants.get(grantId)
                    .filter(row -> !row.endedAt(now))
                    .map(row -> new Held(row.share(), row.generation(), row.confirmed(), row.stale()));
            remember(grantId, held, now);
            return held;
        } catch (StoreUnavailable e) {
            return Optional.of(remembered(grantId, now).orElseThrow(() -> e));
        }
    }

    private void remember(String grantId, Optional<Held> held, Instant now) {
        lock.lock();
        try {
            seen.remove(grantId);
            held.ifPresent(known -> seen.put(grantId, new Seen(known, now)));
        } finally {
            lock.unlock();
        }
    }

    private Optional<Held> remembered(String grantId, Instant now) {
        lock.lock();
        try {
            return Optional.ofNullable(seen.get(grantId))
                    .filter(known -> known.at.plus(TRUSTED_OFFLINE).isAfter(now))
                    .map(Seen::held);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Grants.Rotation rotate(String grantId, int presented, Instant now, Instant idleEnd, String key) {
        return grants.rotate(grantId, presented, now, TokenSettings.GRACE, idleEnd, key);
    }

    @Override
    public void confirm(String grantId, int generation) {
        grants.confirm(grantId, generation);
    }

    @Override
    public void markStale(String grantId, boolean stale) {
        grants.markStale(grantId, stale);
    }

    @Override
    public void end(String grantId) {
        grants.delete(grantId);
        remember(grantId, Optional.empty(), Instant.EPOCH);
    }

    @Override
    public boolean splits() {
        return true;
    }
}
