package dev.mailmcp;

import dev.mailmcp.store.MemoryStore;
import dev.mailmcp.store.Store;
import dev.mailmcp.store.embedded.SqliteStore;
import dev.mailmcp.store.postgresql.DatabaseUrl;
import dev.mailmcp.store.postgresql.PostgresStore;
import dev.mailmcp.value.InvalidValue;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Opens the store that was chosen: for the server, and for commands that work without one. */
public final class Stores {
    /** A database that starts together with the server is there by then. */
    private static final Duration WAITING = Duration.ofSeconds(20);

    private Stores() {}

    /** @throws ConfigurationFaults when it cannot be opened */
    public static Store open(Settings settings) {
        return switch (settings.state()) {
            case State.Embedded _ -> opened(Setting.DATA_DIR, () -> SqliteStore.open(settings.dataDirectory()));
            case State.Postgresql(DatabaseUrl url) ->
                opened(Setting.DATABASE_URL, () -> PostgresStore.open(url, WAITING));
            case State.None _ -> new MemoryStore();
        };
    }

    private static Store opened(Setting chosenBy, Supplier<Store> opening) {
        try {
            return opening.get();
        } catch (InvalidValue e) {
            throw new ConfigurationFaults(List.of(chosenBy + ": " + e.getMessage()));
        }
    }
}
