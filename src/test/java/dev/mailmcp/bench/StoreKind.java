package dev.mailmcp.bench;

import dev.mailmcp.secret.KeyRing;
import dev.mailmcp.store.MemoryStore;
import dev.mailmcp.store.Store;
import dev.mailmcp.store.embedded.SqliteStore;
import dev.mailmcp.store.postgresql.DatabaseUrl;
import dev.mailmcp.store.postgresql.PostgresStore;
import dev.mailmcp.testserver.Postgres;
import dev.mailmcp.token.Custody;
import dev.mailmcp.token.MailboxMarks;
import dev.mailmcp.token.SealedCustody;
import dev.mailmcp.token.SplitCustody;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Where the shares of grants are: nowhere, in the embedded file, or in a PostgreSQL of the benchmark's own. */
enum StoreKind {
    NONE,
    EMBEDDED,
    POSTGRESQL;

    /** What a server needs to be set to beside what every server does. */
    Map<String, String> settings(Optional<Postgres> database) {
        return switch (this) {
            case NONE -> Map.of("STATE", "none");
            case EMBEDDED -> Map.of();
            case POSTGRESQL ->
                Map.of(
                        "DATABASE_URL", database.orElseThrow().url(),
                        "DATABASE_USER", database.orElseThrow().user(),
                        "DATABASE_PASSWORD", database.orElseThrow().password());
        };
    }

    /** @param folder of the embedded file, which has one owner at a time */
    Store open(Path folder, Optional<Postgres> database) {
        return switch (this) {
            case NONE -> new MemoryStore();
            case EMBEDDED -> SqliteStore.open(folder);
            case POSTGRESQL ->
                PostgresStore.open(DatabaseUrl.parse(database.orElseThrow().openUrl()), Duration.ofSeconds(20));
        };
    }

    Custody custody(Store store, KeyRing keys) {
        return this == NONE ? new SealedCustody() : new SplitCustody(store.grants(), new MailboxMarks(keys));
    }
}
