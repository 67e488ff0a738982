package dev.mailmcp.store.embedded;

import dev.mailmcp.store.GrantRow;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Rows as they stand on the disk, so that reading a token neither waits behind another's write nor costs two changes of thread.
 * Exact, not merely fresh: no other process has the file, and the writer's thread notes and forgets here after each commit, in
 * the order of the commits. A deletion that was answered is never read past.
 */
final class KnownGrants {
    static final int MOST = 10_000;

    private final Map<String, GrantRow> rows = new ConcurrentHashMap<>();

    /** Empty when it must be read; that says nothing of whether it is there. */
    Optional<GrantRow> get(String id) {
        return Optional.ofNullable(rows.get(id));
    }

    void note(GrantRow row) {
        if (rows.size() >= MOST) {
            rows.clear();
        }
        rows.put(row.id(), row);
    }

    /** It changed, or is gone. */
    void forget(String id) {
        rows.remove(id);
    }

    void forgetAll() {
        rows.clear();
    }
}
