package dev.mailmcp.store.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.store.GrantRow;
import dev.mailmcp.store.Grants;
import dev.mailmcp.store.OneTime;
import dev.mailmcp.store.Patience;
import dev.mailmcp.store.Seals;
import dev.mailmcp.store.StoreUnavailable;
import dev.mailmcp.testing.Together;
import dev.mailmcp.value.InvalidValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is true of the file: who may have it, what survives, what does not stay behind. */
class SqliteStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    private final Path folder;

    SqliteStoreTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static GrantRow row(String id, byte[] share) {
        Instant end = NOW.plus(Duration.ofDays(30));
        return new GrantRow(
                id, share, "client", 1, NOW, false, false, NOW, end, end, "mailbox", "label", Seals.UNKNOWN);
    }

    @Test
    void whatWasAnsweredIsThereAfterARestart() {
        try (SqliteStore store = SqliteStore.open(folder)) {
            store.grants().create(row("g", "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII)));
            store.oneTime().putCode("c", new byte[] {1}, NOW, Duration.ofSeconds(60));
            assertTrue(store.oneTime().takeCode("c", NOW));
        }

        try (SqliteStore store = SqliteStore.open(folder)) {
            assertArrayEquals(
                    "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII),
                    store.grants().get("g").orElseThrow().share());
            assertFalse(store.oneTime().takeCode("c", NOW), "a code stays used");
        }
    }

    @Test
    void whatWasAnsweredIsThereAfterAKill() throws Exception {
        for (int round = 0; round < 3; round++) {
            Path place = folder.resolve("round" + round);
            Process other = otherProcess(place);
            int last = -1;
            try (BufferedReader said = other.inputReader()) {
                while (last < 50 + 40 * round) {
                    last = Integer.parseInt(String.valueOf(said.readLine()));
                }
                other.toHandle()
                        .destroyForcibly(); // The handle's leaves the stream open: what was said is read to the end.
                for (String line = said.readLine(); line != null && line.matches("[0-9]+"); line = said.readLine()) {
                    last = Integer.parseInt(line);
                }
            }
            other.waitFor();

            try (SqliteStore store = SqliteStore.open(place)) {
                for (int i = 0; i <= last; i++) {
                    assertTrue(store.grants().get("g" + i).isPresent(), "grant " + i + " of " + last);
                }
            }
        }
    }

    @Test
    void aSecondProcessIsRefusedAndToldWhy() throws Exception {
        Process other = otherProcess(folder);
        try (BufferedReader said = other.inputReader()) {
            said.readLine();

            InvalidValue refused = assertThrows(InvalidValue.class, () -> SqliteStore.open(folder));

            assertTrue(String.valueOf(refused.getMessage()).startsWith("another process uses mail-mcp.db"));
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void theSameProcessIsRefusedToo() {
        try (SqliteStore store = SqliteStore.open(folder)) {
            assertThrows(InvalidValue.class, () -> SqliteStore.open(folder));
            store.sweep(NOW);
        }
        SqliteStore.open(folder).close();
    }

    @Test
    void aFileOfANewerVersionIsLeftAlone() throws SQLException {
        SqliteStore.open(folder).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("mail-mcp.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version=5");
        }

        for (int i = 0; i < 2; i++) {
            InvalidValue refused = assertThrows(InvalidValue.class, () -> SqliteStore.open(folder));
            assertEquals("mail-mcp.db was written by a newer mail-mcp; use that one", refused.getMessage());
        }
    }

    @Test
    void aFileOfTheFirstVersionIsTakenOverWithAllThatIsInIt() throws IOException {
        try (InputStream first = getClass().getResourceAsStream("/store/version-1.db")) {
            Files.copy(Objects.requireNonNull(first), folder.resolve("mail-mcp.db"));
        }

        for (int i = 0; i < 2; i++) {
            try (SqliteStore store = SqliteStore.open(folder)) {
                GrantRow grant = store.grants().get("old-grant").orElseThrow();
                assertEquals(7, grant.share()[31]);
                assertEquals("old-client", grant.clientId());
                assertEquals(2, grant.generation());
                assertTrue(grant.confirmed());
                assertEquals("", grant.mailbox());
                assertEquals("", grant.label());
                assertEquals(Seals.UNKNOWN, grant.seals());
                assertFalse(store.oneTime().takeCode("old-code", NOW), "it was taken then");
                assertFalse(store.oneTime().use(OneTime.Use.SIGN_IN, "old-transaction", NOW), "it was used then");
                assertEquals(1, store.grants().list(Grants.Filter.all()).size());
                assertEquals(i == 1, store.revokedClients().isRevoked("old-client"));
                store.revokedClients().revoke("old-client", NOW);
            }
        }
    }

    @Test
    void aHundredThousandWhoFailGrowNothingWithoutBound() {
        var patience = new Patience(5, Duration.ofMinutes(15), Duration.ofHours(24));
        try (SqliteStore store = SqliteStore.open(folder)) {
            for (int i = 0; i < 5; i++) {
                store.attempts().fail("blocked for longest", NOW, patience);
            }
            var next = new AtomicInteger();

            Together.times(200, () -> IntStream.range(0, 500)
                    .mapToObj(_ -> store.attempts().fail("k" + next.getAndIncrement(), NOW, patience))
                    .toList());

            assertTrue(store.attempts().get("blocked for longest", NOW).isPresent());
        }
        assertTrue(rows("attempt") <= SqliteAttempts.MOST + SqliteAttempts.TRIM_EVERY, "rows: " + rows("attempt"));
        assertTrue(rows("attempt") >= SqliteAttempts.MOST);
    }

    @Test
    void whoeverUsesVeryManyOfOneKindPushesOutNoneOfAnother() {
        try (SqliteStore store = SqliteStore.open(folder)) {
            for (OneTime.Use use : OneTime.Use.values()) {
                store.oneTime().use(use, "first", NOW.plusSeconds(1));
            }
            var next = new AtomicInteger();

            Together.times(200, () -> IntStream.range(0, SqliteOneTime.MOST / 200 + 10)
                    .mapToObj(_ -> store.oneTime()
                            .use(OneTime.Use.CLIENT_ASSERTION, "a" + next.getAndIncrement(), NOW.plusSeconds(100)))
                    .toList());

            assertFalse(store.oneTime().use(OneTime.Use.SIGN_IN, "first", NOW));
            assertFalse(store.oneTime().use(OneTime.Use.REQUEST_STATE, "first", NOW));
            assertTrue(store.oneTime().use(OneTime.Use.CLIENT_ASSERTION, "first", NOW), "its own kind was full");
        }
        assertTrue(rows("sign_in") <= SqliteOneTime.MOST + SqliteAttempts.TRIM_EVERY + 3, "rows: " + rows("sign_in"));
    }

    @Test
    void veryManyOutgoingMailsGrowNothingWithoutBound() {
        try (SqliteStore store = SqliteStore.open(folder)) {
            store.outgoing().reserve("kept for longest", "h", "c", NOW, Duration.ofDays(7));
            var next = new AtomicInteger();

            Together.times(200, () -> IntStream.range(0, SqliteOutgoing.MOST / 200 + 10)
                    .mapToObj(_ -> store.outgoing()
                            .reserve("m" + next.getAndIncrement(), "h", "c", NOW, Duration.ofMinutes(10)))
                    .toList());

            assertTrue(store.outgoing().find("kept for longest", NOW).isPresent());
        }
        assertTrue(rows("outgoing") <= SqliteOutgoing.MOST + SqliteAttempts.TRIM_EVERY, "rows: " + rows("outgoing"));
        assertTrue(rows("outgoing") >= SqliteOutgoing.MOST);
    }

    private int rows(String table) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("mail-mcp.db"))) {
            return Sql.one(connection, row -> row.getInt(1), "SELECT count(*) FROM " + table)
                    .orElseThrow();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws IOException {
        Files.writeString(folder.resolve("mail-mcp.db"), "hello, this is not a database at all ".repeat(100));

        InvalidValue refused = assertThrows(InvalidValue.class, () -> SqliteStore.open(folder));

        assertTrue(String.valueOf(refused.getMessage()).contains("cannot be opened"));
    }

    @Test
    void aFolderThatCannotBeMadeIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThrows(InvalidValue.class, () -> SqliteStore.open(file.resolve("below")));
    }

    @Test
    void nobodyElseMayReadTheFiles() throws IOException {
        try (SqliteStore store = SqliteStore.open(folder)) {
            store.grants().create(row("g", new byte[32]));
            try (Stream<Path> files = Files.list(folder)) {
                List<Path> all = files.toList();
                assertFalse(all.isEmpty());
                for (Path file : all) {
                    assertEquals(
                            "rw-------",
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                            file.toString());
                }
            }
        }
    }

    @Test
    void aDeletedShareIsNotLeftOnTheDisk() throws Exception {
        byte[] share = "the share that must not be found".getBytes(StandardCharsets.US_ASCII);
        try (SqliteStore store = SqliteStore.open(folder)) {
            for (int i = 0; i < 50; i++) {
                store.grants().create(row("other" + i, new byte[32]));
            }
            store.grants().create(row("g", share));
            assertTrue(onDisk(share), "it is there at first, or this test proves nothing");

            store.grants().delete("g");

            // The log is folded in when the store has been idle for a second.
            for (int i = 0; i < 100 && onDisk(share); i++) {
                Thread.sleep(100);
            }
            assertFalse(onDisk(share));
            assertTrue(store.grants().get("other7").isPresent());
        }
    }

    private boolean onDisk(byte[] content) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                if (bytes.contains(new String(content, StandardCharsets.ISO_8859_1))) {
                    return true;
                }
            }
            return false;
        }
    }

    @Test
    void aFullDiskIsUnavailableAndItGoesOnWhenThereIsRoomAgain() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("small.db"));
        execute(connection, "CREATE TABLE t (id INTEGER PRIMARY KEY, x BLOB)");
        execute(connection, "PRAGMA max_page_count=20");
        try (var writer = new SqliteWriter(connection)) {
            StoreUnavailable full = assertThrows(StoreUnavailable.class, () -> {
                for (int i = 0; i < 1000; i++) {
                    writer.call(one -> execute(one, "INSERT INTO t(x) VALUES (randomblob(2000))"));
                }
            });
            assertEquals("the store cannot be used", full.getMessage());

            writer.call(one -> execute(one, "DELETE FROM t"));

            writer.call(one -> execute(one, "INSERT INTO t(x) VALUES (randomblob(2000))"));
        }
    }

    @Test
    void oneThatFailsDoesNotHarmTheOthersOfItsBatch() throws SQLException {
        try (SqliteStore store = SqliteStore.open(folder)) {
            store.grants().create(row("taken", new byte[32]));

            List<Boolean> created = Together.times(60, new java.util.concurrent.Callable<>() {
                private final AtomicInteger next = new AtomicInteger();

                @Override
                public Boolean call() {
                    int i = next.incrementAndGet();
                    try {
                        store.grants().create(row(i % 3 == 0 ? "taken" : "g" + i, new byte[32]));
                        return true;
                    } catch (StoreUnavailable _) {
                        return false;
                    }
                }
            });

            assertEquals(40, created.stream().filter(Boolean::booleanValue).count());
            for (int i = 1; i <= 60; i++) {
                assertEquals(i % 3 != 0, store.grants().get("g" + i).isPresent(), "g" + i);
            }
        }
    }

    @Test
    void aFaultOfOursDoesNotStopTheStore() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("x.db"));
        try (var writer = new SqliteWriter(connection)) {
            assertThrows(
                    StoreUnavailable.class,
                    () -> writer.call(_ -> {
                        throw new IllegalStateException("a bug");
                    }));

            assertEquals("done", writer.call(_ -> "done"));
        }
    }

    @Test
    void aClosedStoreSaysSoEvenOfWhatItKnew() {
        SqliteStore store = SqliteStore.open(folder);
        store.grants().create(row("g", new byte[32]));
        store.grants().get("g");
        store.close();

        assertThrows(StoreUnavailable.class, () -> store.grants().get("g"));
    }

    private static boolean execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }

    private static Process otherProcess(Path folder) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
