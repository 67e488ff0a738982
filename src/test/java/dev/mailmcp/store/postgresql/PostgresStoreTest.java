package dev.mailmcp.store.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.secret.Secret;
import dev.mailmcp.store.GrantRow;
import dev.mailmcp.store.Grants.Rotation;
import dev.mailmcp.store.OneTime;
import dev.mailmcp.store.Patience;
import dev.mailmcp.store.Seals;
import dev.mailmcp.store.Standing;
import dev.mailmcp.store.StoreUnavailable;
import dev.mailmcp.testing.Together;
import dev.mailmcp.value.InvalidValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is true of a database that two nodes share: who wins, what the other sees, whose clock it is, what happens without it. */
class PostgresStoreTest {
    /** What the clock of a node says, for all that the database cares. */
    private static final Instant WRONG = Instant.parse("2001-01-01T00:00:00Z");

    private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Patience PATIENCE = new Patience(5, Duration.ofMinutes(15), Duration.ofHours(24));

    private static TestDatabase database;
    private static PostgresStore one;
    private static PostgresStore other;

    private final AtomicInteger next = new AtomicInteger();

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.start();
        List<PostgresStore> nodes = Together.times(4, database::node);
        one = nodes.get(0);
        other = nodes.get(1);
        nodes.subList(2, 4).forEach(PostgresStore::close);
    }

    @AfterAll
    static void stop() {
        if (database != null) {
            one.close();
            other.close();
            database.close();
        }
    }

    @BeforeEach
    void empty() throws SQLException {
        database.empty();
    }

    /** One node and the other in turn. */
    private PostgresStore node() {
        return next.getAndIncrement() % 2 == 0 ? one : other;
    }

    private static GrantRow row(String id) {
        return new GrantRow(
                id,
                new byte[32],
                "client",
                1,
                WRONG,
                false,
                false,
                WRONG,
                WRONG.plus(Duration.ofDays(30)),
                END,
                "m",
                "l",
                Seals.UNKNOWN);
    }

    @Test
    void nodesThatStartAtOnceAllSucceed() throws SQLException {
        database.execute("DROP TABLE mail_mcp_migration, mail_mcp_grant, mail_mcp_code, mail_mcp_sign_in,"
                + " mail_mcp_revoked_client, mail_mcp_attempt, mail_mcp_outgoing");

        List<PostgresStore> nodes = Together.times(4, database::node);

        nodes.forEach(PostgresStore::check);
        nodes.forEach(PostgresStore::close);
        one.grants().create(row("g"));
    }

    @Test
    void tablesOfOthersAreLeftAlone() throws SQLException {
        database.execute("DROP SCHEMA IF EXISTS shared CASCADE");
        database.execute("CREATE SCHEMA shared");
        database.execute("CREATE TABLE shared.code (whose text)");

        PostgresStore.open(DatabaseUrl.parse(database.server().openUrl() + "&currentSchema=shared"), MINUTE)
                .close();

        assertEquals(0, database.count("shared.code"));
        assertEquals(0, database.count("shared.mail_mcp_code"));
    }

    @Test
    void oneOfFiftyOnTwoNodesTakesACode() {
        one.oneTime().putCode("c", new byte[] {1}, WRONG, MINUTE);

        List<Boolean> taken = Together.times(50, () -> node().oneTime().takeCode("c", WRONG));

        assertEquals(1, Collections.frequency(taken, true));
        assertEquals(50, other.oneTime().code("c", WRONG).orElseThrow().takes());
    }

    @Test
    void oneOfFiftyOnTwoNodesReservesAMail() {
        List<String> holders = Together.times(50, () -> node().outgoing()
                .reserve("m", "h" + Thread.currentThread().threadId(), "c", WRONG, MINUTE)
                .holder());

        assertEquals(1, holders.stream().distinct().count());
    }

    @Test
    void veryManyOutgoingMailsGrowNothingWithoutBound() throws SQLException {
        one.outgoing().reserve("kept for longest", "h", "c", WRONG, Duration.ofDays(7));
        // As if they had been sent before; one by one they take minutes.
        database.execute("INSERT INTO mail_mcp_outgoing SELECT 'k' || n, 'h', 'c', 'SENT', now(), '',"
                + " now() + n * interval '1 millisecond' FROM generate_series(1, 150000) AS n");

        Together.times(2 * PostgresAttempts.TRIM_EVERY, () -> node().outgoing()
                .reserve("fresh" + Thread.currentThread().threadId(), "h", "c", WRONG, MINUTE));

        int rows = database.count("mail_mcp_outgoing");
        assertTrue(rows <= PostgresOutgoing.MOST + 2 * PostgresAttempts.TRIM_EVERY, "rows: " + rows);
        assertTrue(rows >= PostgresOutgoing.MOST, "rows: " + rows);
        assertTrue(one.outgoing().find("kept for longest", WRONG).isPresent());
    }

    @Test
    void oneOfFiftyOnTwoNodesEndsATransaction() {
        List<Boolean> ended = Together.times(50, () -> node().oneTime().use(OneTime.Use.SIGN_IN, "t", END));

        assertEquals(1, Collections.frequency(ended, true));
        assertEquals(Integer.MAX_VALUE, other.oneTime().attempt("t", END));
    }

    @Test
    void attemptsOnTwoNodesAreCountedTogether() {
        List<Integer> counts = Together.times(50, () -> node().oneTime().attempt("t", END));

        assertEquals(
                IntStream.rangeClosed(1, 50).boxed().toList(),
                counts.stream().sorted().toList());
    }

    @Test
    void fiftyRefreshesOnTwoNodesEndOnOneGeneration() {
        one.grants().create(row("g"));

        List<Rotation> all = Together.times(
                50, () -> node().grants().rotate("g", 1, WRONG, MINUTE, WRONG.plus(Duration.ofDays(30)), "k"));

        assertTrue(all.stream().allMatch(new Rotation.Current(2)::equals), all.toString());
        assertEquals(2, other.grants().get("g").orElseThrow().generation());
    }

    @Test
    void failuresOnTwoNodesAreCountedTogether() {
        List<Standing> all = Together.times(50, () -> node().attempts().fail("k", WRONG, PATIENCE));

        assertEquals(
                IntStream.rangeClosed(1, 50).boxed().toList(),
                all.stream().map(Standing::failures).sorted().toList());
    }

    @Test
    void whatOneNodeDeletesIsGoneOnTheOtherAtOnce() {
        for (int i = 0; i < 50; i++) {
            one.grants().create(row("g" + i));
            assertTrue(other.grants().get("g" + i).isPresent());

            one.grants().delete("g" + i);

            assertEquals(Optional.empty(), other.grants().get("g" + i));
        }
    }

    @Test
    void aClientRevokedOnOneNodeIsRevokedOnTheOther() {
        one.revokedClients().revoke("client", WRONG);

        assertTrue(other.revokedClients().isRevoked("client"));
    }

    @Test
    void timeIsTheDatabasesHoweverWrongTheClockOfANode() {
        Instant before = Instant.parse("2026-01-01T00:00:00Z");
        one.grants().create(row("g"));
        one.oneTime().putCode("c", new byte[0], WRONG, MINUTE);
        Standing standing = one.attempts().fail("k", WRONG, PATIENCE);

        GrantRow kept = other.grants().get("g").orElseThrow();
        assertTrue(kept.created().isAfter(before));
        assertEquals(kept.created().plus(Duration.ofDays(30)), kept.idleEnd());
        assertEquals(END, kept.absoluteEnd(), "tokens say it too");
        assertTrue(other.oneTime().code("c", END).isPresent());
        assertTrue(other.oneTime().takeCode("c", END));
        assertTrue(standing.forgottenAt().isAfter(before));
        assertEquals(Optional.of(standing), other.attempts().get("k", END));
        other.sweep(END);
        assertTrue(one.grants().get("g").isPresent());
    }

    @Test
    void sweepingRemovesWhatHasEnded() throws SQLException {
        one.grants().create(row("g"));
        one.oneTime().putCode("c", new byte[0], WRONG, Duration.ofMillis(1));
        one.oneTime().attempt("t", WRONG);
        one.attempts().fail("k", WRONG, new Patience(1, Duration.ofMillis(1), Duration.ofMillis(1)));
        database.execute("UPDATE mail_mcp_grant SET idle_end = now()");
        database.execute("SELECT pg_sleep(0.01)");

        other.sweep(WRONG);

        for (String table : List.of("grant", "code", "sign_in", "attempt")) {
            assertEquals(0, database.count("mail_mcp_" + table), table);
        }
    }

    @Test
    void whoeverUsesVeryManyOfOneKindPushesOutNoneOfAnother() throws SQLException {
        for (OneTime.Use use : OneTime.Use.values()) {
            one.oneTime().use(use, "first", END);
        }
        // As if they had come one by one, all good until the same moment, which whoever makes them may choose.
        database.execute("INSERT INTO mail_mcp_sign_in SELECT 'a:' || n, 0, true, '" + END.plusSeconds(1)
                + "'::timestamptz FROM generate_series(1, 150000) AS n");

        Together.times(2 * PostgresAttempts.TRIM_EVERY, () -> node().oneTime()
                .use(
                        OneTime.Use.CLIENT_ASSERTION,
                        "fresh" + Thread.currentThread().threadId(),
                        END.plusSeconds(1)));

        assertFalse(other.oneTime().use(OneTime.Use.SIGN_IN, "first", END));
        assertFalse(other.oneTime().use(OneTime.Use.REQUEST_STATE, "first", END));
        int rows = database.count("mail_mcp_sign_in");
        assertTrue(rows <= PostgresOneTime.MOST + 2 * PostgresAttempts.TRIM_EVERY + 3, "rows: " + rows);
        assertTrue(rows >= PostgresOneTime.MOST, "rows: " + rows);
    }

    @Test
    void aHundredThousandWhoFailGrowNothingWithoutBound() throws SQLException {
        for (int i = 0; i < 5; i++) {
            one.attempts().fail("blocked for longest", WRONG, PATIENCE);
        }
        // As if they had failed before; one by one they take minutes.
        database.execute("INSERT INTO mail_mcp_attempt SELECT 'k' || n, 1, now(), now() + n * interval '1 millisecond'"
                + " FROM generate_series(1, 100000) AS n");

        Together.times(2 * PostgresAttempts.TRIM_EVERY, () -> {
            int i = next.get();
            return node().attempts()
                    .fail("fresh" + i + "-" + Thread.currentThread().threadId(), WRONG, PATIENCE);
        });

        int rows = database.count("mail_mcp_attempt");
        assertTrue(rows <= PostgresAttempts.MOST + 2 * PostgresAttempts.TRIM_EVERY, "rows: " + rows);
        assertTrue(rows >= PostgresAttempts.MOST, "rows: " + rows);
        assertTrue(one.attempts().get("blocked for longest", WRONG).isPresent());
    }

    @Test
    void withoutTheDatabaseItIsUnavailableSoonAndComesBackByItself() throws Exception {
        try (TestDatabase mortal = TestDatabase.start();
                PostgresStore store = mortal.node()) {
            store.grants().create(row("g"));
            Together.times(20, () -> store.grants().get("g"));

            mortal.server().kill();

            for (int i = 0; i < 20; i++) {
                long begin = System.nanoTime();
                StoreUnavailable down = assertThrows(
                        StoreUnavailable.class, () -> store.grants().get("g"));
                assertTrue(System.nanoTime() - begin < Duration.ofSeconds(8).toNanos(), "it waits for long");
                assertFalse(
                        String.valueOf(down.getCause()).contains(mortal.server().password()));
            }
            mortal.server().restart();
            awaitReady(store);
            for (int i = 0; i < 20; i++) {
                assertTrue(store.grants().get("g").isPresent(), "what was answered is there after a crash");
            }
        }
    }

    private static void awaitReady(PostgresStore store) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            try {
                store.check();
                return;
            } catch (StoreUnavailable _) {
                Thread.sleep(100);
            }
        }
        store.check();
    }

    @Test
    void aRowThatSomebodyHoldsDoesNotHoldUsForLong() throws SQLException {
        one.grants().create(row("g"));
        try (Connection somebody = database.connect()) {
            somebody.setAutoCommit(false);
            try (var statement = somebody.createStatement()) {
                statement.execute("SELECT 1 FROM mail_mcp_grant FOR UPDATE");
            }

            assertThrows(StoreUnavailable.class, () -> one.grants().rotate("g", 1, WRONG, MINUTE, END, "k"));

            assertTrue(one.grants().get("g").isPresent(), "others may read it meanwhile");
        }
        assertEquals(new Rotation.Current(2), one.grants().rotate("g", 1, WRONG, MINUTE, END, "k"));
    }

    @Test
    void eachWayOfNotGettingInIsNamedAndNoneNamesThePassword() {
        String place = database.url().url();
        DatabaseUrl right = database.url();
        assertRefused(
                "the database refuses the user or the password",
                right.as(Optional.empty(), Optional.of(Secret.of("a wrong password"))));
        assertRefused(
                "there is no such database on that server; make it with createdb",
                new DatabaseUrl(place.replace("/postgres", "/nowhere"), right.user(), right.password()));
        assertRefused(
                "the database cannot be reached; check host, port and whether it runs",
                new DatabaseUrl("jdbc:postgresql://127.0.0.1:1/postgres", right.user(), right.password()));
    }

    private static void assertRefused(String why, DatabaseUrl url) {
        InvalidValue refused = assertThrows(InvalidValue.class, () -> PostgresStore.open(url, Duration.ZERO));
        assertEquals(why, refused.getMessage());
    }
}
