package dev.mailmcp.store.embedded;

import dev.mailmcp.store.OneTime;
import dev.mailmcp.store.OneTimeContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteOneTimeTest extends OneTimeContract {
    private final SqliteStore store;

    SqliteOneTimeTest(@TempDir Path folder) {
        this.store = SqliteStore.open(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected OneTime store() {
        return store;
    }
}
