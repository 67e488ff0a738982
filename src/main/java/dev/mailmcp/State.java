package dev.mailmcp;

import dev.mailmcp.store.postgresql.DatabaseUrl;
import dev.mailmcp.value.InvalidValue;
import java.util.Optional;

/** Where the server keeps what it must remember. */
public sealed interface State {
    /** In a file of the data directory: one process. */
    record Embedded() implements State {}

    /** In a database: any number of nodes. */
    record Postgresql(DatabaseUrl url) implements State {}

    /** Nowhere: nothing can be revoked. */
    record None() implements State {}

    /** From {@code STATE}, where it is given, and {@code DATABASE_URL}, which alone chooses the database. */
    static State of(Optional<String> given, Optional<DatabaseUrl> database) {
        return switch (given.orElse(database.isPresent() ? "postgresql" : "embedded")) {
            case "postgresql" ->
                database.<State>map(Postgresql::new)
                        .orElseThrow(() -> new InvalidValue(
                                "is postgresql, but DATABASE_URL is not set; set it to jdbc:postgresql://…"));
            case "embedded" -> without(database, "embedded", new Embedded());
            case "none" -> without(database, "none", new None());
            default -> throw new InvalidValue("is embedded, postgresql or none");
        };
    }

    private static State without(Optional<DatabaseUrl> database, String word, State state) {
        if (database.isPresent()) {
            throw new InvalidValue("is " + word + ", but DATABASE_URL is set; unset one of them");
        }
        return state;
    }
}
