package dev.mailmcp.store.postgresql;

import dev.mailmcp.store.Store;
import dev.mailmcp.store.StoreContract;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class PostgresStoreContractTest extends StoreContract {
    private static TestDatabase database;
    private static PostgresStore store;

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.start();
        store = database.timed();
    }

    @AfterAll
    static void stop() {
        if (database != null) {
            store.close();
            database.close();
        }
    }

    @BeforeEach
    void empty() throws SQLException {
        database.empty();
    }

    @Override
    protected Store store() {
        return database.asStore(store);
    }
}
