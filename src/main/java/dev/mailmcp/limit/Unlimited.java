package dev.mailmcp.limit;

import dev.mailmcp.store.Attempts;
import dev.mailmcp.store.Patience;
import dev.mailmcp.store.Standing;
import java.time.Instant;
import java.util.Optional;

/** Forgets each failure at once: for tests, which fail more often than people do. */
final class Unlimited implements Attempts {
    @Override
    public Optional<Standing> get(String key, Instant now) {
        return Optional.empty();
    }

    @Override
    public Standing fail(String key, Instant now, Patience patience) {
        return new Standing(1, now, now);
    }

    @Override
    public void forget(String key) {}

    @Override
    public void sweep(Instant now) {}
}
