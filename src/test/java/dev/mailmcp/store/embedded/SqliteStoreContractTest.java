package dev.mailmcp.store.embedded;

import dev.mailmcp.store.Store;
import dev.mailmcp.store.StoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreContractTest extends StoreContract {
    private final SqliteStore store;

    SqliteStoreContractTest(@TempDir Path folder) {
        this.store = SqliteStore.open(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected Store store() {
        return store;
    }
}
