package dev.mailmcp.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Grants in the memory of one process, bounded. */
public final class MemoryGrants implements Grants {
    private static final int MOST = 10_000;

    private final Ending<GrantRow> rows = new Ending<>(MOST);
    private final ReentrantLock lock = new ReentrantLock();

    @Override
    public void create(GrantRow row) {
        locked(() -> {
            if (rows.get(row.id()).isPresent()) {
                throw new StoreUnavailable("there is such a grant", new IllegalStateException());
            }
            return put(row);
        });
    }

    @Override
    public Optional<GrantRow> get(String id) {
        return locked(() -> rows.get(id));
    }

    @Override
    public Rotation rotate(String id, int presented, Instant now, Duration grace, Instant idleEnd, String key) {
        return locked(() -> {
            Optional<GrantRow> found = rows.get(id).filter(row -> !row.endedAt(now));
            Rotation rotation =
                    found.map(row -> Grants.decide(row, presented, now, grace)).orElse(new Rotation.Gone());
            switch (rotation) {
                case Rotation.Current(int generation) ->
                    found.filter(row -> row.generation() < generation)
                            .ifPresent(row -> put(row.rotated(generation, now, idleEnd, key)));
                case Rotation.Reused _ -> rows.remove(id);
                case Rotation.Gone _ -> {}
            }
            return rotation;
        });
    }

    @Override
    public void confirm(String id, int generation) {
        change(id, row -> row.generation() == generation ? row.confirmed(true) : row);
    }

    @Override
    public void markStale(String id, boolean stale) {
        change(id, row -> row.stale(stale));
    }

    @Override
    public void delete(String id) {
        deleteAll(row -> row.id().equals(id));
    }

    @Override
    public List<GrantRow> list(Filter filter) {
        return locked(() -> rows.values()
                .filter(filter::matches)
                .sorted(Comparator.comparing(GrantRow::created).reversed().thenComparing(GrantRow::id))
                .limit(filter.most())
                .toList());
    }

    @Override
    public List<Deleted> deleteOfClient(String clientId) {
        return deleteAll(row -> row.clientId().equals(clientId));
    }

    @Override
    public List<Deleted> deleteOfMailbox(String mailbox) {
        return deleteAll(row -> row.mailbox().equals(mailbox));
    }

    @Override
    public Census census(Instant now) {
        return locked(() -> {
            List<GrantRow> standing =
                    rows.values().filter(row -> !row.endedAt(now)).toList();
            Map<String, Integer> byKey = new TreeMap<>();
            for (GrantRow row : standing) {
                Seals seals = row.seals();
                byKey.merge(seals.newest(), 1, Integer::sum);
                if (!row.confirmed() && !seals.before().equals(seals.newest())) {
                    byKey.merge(seals.before(), 1, Integer::sum);
                }
            }
            int clients = Math.toIntExact(
                    standing.stream().map(GrantRow::clientId).distinct().count());
            return new Census(standing.size(), clients, byKey);
        });
    }

    @Override
    public void sweep(Instant now) {
        deleteAll(row -> row.endedAt(now));
    }

    private List<Deleted> deleteAll(Predicate<GrantRow> condition) {
        return locked(() -> {
            List<GrantRow> gone = rows.values().filter(condition).toList();
            gone.forEach(row -> rows.remove(row.id()));
            return gone.stream()
                    .map(row -> new Deleted(row.id(), row.clientId()))
                    .toList();
        });
    }

    private void change(String id, UnaryOperator<GrantRow> change) {
        locked(() -> rows.get(id).map(row -> put(change.apply(row))));
    }

    private GrantRow put(GrantRow row) {
        return rows.put(row.id(), row, row.idleEnd().isBefore(row.absoluteEnd()) ? row.idleEnd() : row.absoluteEnd());
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
