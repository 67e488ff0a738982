package dev.mailmcp.store.embedded;

import dev.mailmcp.store.Grants;
import dev.mailmcp.store.GrantsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteGrantsTest extends GrantsContract {
    private final SqliteStore store;

    SqliteGrantsTest(@TempDir Path folder) {
        this.store = SqliteStore.open(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected Grants grants() {
        return store;
    }
}
