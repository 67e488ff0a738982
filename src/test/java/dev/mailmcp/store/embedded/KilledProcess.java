package dev.mailmcp.store.embedded;

import dev.mailmcp.store.GrantRow;
import dev.mailmcp.store.Seals;
import java.nio.file.Path;
import java.time.Instant;

/** Another process with the store: makes grants and says so, until it is killed. */
final class KilledProcess {
    private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");

    private KilledProcess() {}

    public static void main(String... args) {
        SqliteStore store = SqliteStore.open(Path.of(args[0]));
        for (int i = 0; ; i++) {
            store.grants()
                    .create(new GrantRow(
                            "g" + i,
                            new byte[32],
                            "c",
                            1,
                            Instant.EPOCH,
                            false,
                            false,
                            Instant.EPOCH,
                            END,
                            END,
                            "m",
                            "l",
                            Seals.UNKNOWN));
            System.out.println(i);
        }
    }
}
