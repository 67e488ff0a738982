package dev.mailmcp.mail.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.mail.Attachment;
import dev.mailmcp.mail.Flag;
import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Message;
import dev.mailmcp.mail.Role;
import dev.mailmcp.mail.SearchKey;
import dev.mailmcp.mail.Transmittable;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.UidValidity;
import dev.mailmcp.mail.imap.WarmServer.Conduct;
import dev.mailmcp.testserver.FakeImap;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a server can do to connections that are kept: every way to break off or to lie, against every operation. */
class WarmFaultsTest {
    private static final MailboxName INBOX = MailboxName.INBOX;
    private static final MailboxName ARCHIVE = new MailboxName("Archive");
    private static final Uid UID = new Uid(7);
    private static final List<Uid> UIDS = List.of(UID);
    private static final UidValidity FIVE = new UidValidity(5);
    private static final Attachment FILE = new Attachment("2", "f", "a/b", 2, 2, false, "", "7bit");

    private static final Map<String, Consumer<MailboxSession>> READS = Map.of(
            "mailboxes", session -> session.mailboxes(true),
            "resolve", session -> session.resolve("Elsewhere"),
            "role", session -> session.inRole(Role.SENT),
            "newest", session -> session.newest(INBOX, 1, 10),
            "describe", session -> session.describe(INBOX, UIDS, Optional.of(FIVE)),
            "read", session -> session.read(INBOX, UID, Optional.of(FIVE)),
            "download", WarmFaultsTest::download,
            "search", session -> session.search(INBOX, new SearchKey.Plain("SEEN"), 5));

    private static final Map<String, Consumer<MailboxSession>> CHANGES = Map.of(
            "store", session -> session.store(INBOX, UIDS, Optional.of(FIVE), List.of(Flag.SEEN), List.of()),
            "move", session -> session.move(INBOX, UIDS, Optional.of(FIVE), ARCHIVE),
            "expunge", session -> session.expunge(INBOX, UIDS, Optional.of(FIVE)),
            "append", session -> session.append(ARCHIVE, text("a draft"), List.of()));

    /** After these nothing more can be had from the connection. */
    private static final Map<String, Conduct> ENDS = Map.ofEntries(
            Map.entry("never answers", (line, command, well) -> line.stall()),
            Map.entry("a byte now and then", (line, command, well) -> {
                while (true) {
                    line.write("*");
                    pause(40);
                }
            }),
            Map.entry("answers without an end", (line, command, well) -> flood(line, new AtomicLong())),
            Map.entry("hangs up", (line, command, well) -> hangUp()),
            Map.entry("says BYE", (line, command, well) -> {
                line.say("* BYE going down");
                hangUp();
            }),
            Map.entry("says BYE within an answer", (line, command, well) -> {
                line.write("* 1 FETCH (UID 7 FL\r\n* BYE going down\r\n");
                hangUp();
            }),
            Map.entry("hangs up within an answer", (line, command, well) -> {
                line.write("* 1 FETCH (UID 7 BODY[TEXT]<0> {5}\r\nhe");
                hangUp();
            }),
            Map.entry("a literal too long", (line, command, well) -> {
                line.write("* 1 FETCH (UID 7 BODY[TEXT]<0> {500}\r\nhello)\r\n" + command.tag() + " OK done\r\n");
                line.stall();
            }),
            Map.entry("a literal of two gigabytes", (line, command, well) -> {
                line.say("* 1 FETCH (UID 7 BODY[TEXT]<0> {2147483648}");
                well.run();
            }),
            Map.entry("a literal beyond any number", (line, command, well) -> {
                line.say("* 1 FETCH (UID 7 BODY[TEXT]<0> {99999999999999999999}");
                well.run();
            }),
            Map.entry("another's tag", (line, command, well) -> {
                line.say("zz9 OK done");
                line.stall();
            }),
            Map.entry("not IMAP", (line, command, well) -> {
                line.say("HTTP/1.1 400 Bad Request");
                line.stall();
            }));

    /** After these the answers come as they should. */
    private static final Map<String, Conduct> NOISE = new LinkedHashMap<>();

    static {
        for (String said : List.of(
                "* -1 EXISTS",
                "* 4294967296 EXISTS",
                "* 900 EXISTS",
                "* 0 EXPUNGE",
                "* 99999999999 EXPUNGE",
                "* 1 FETCH (FLAGS (\\Deleted))",
                "* 1 FETCH (UID 8 FLAGS ())",
                "* 2 FETCH (UID 8 ENVELOPE (NIL \"not asked for\" NIL NIL NIL NIL NIL NIL NIL NIL))",
                "* 1 FETCH (UID 7 BODY[TEXT]<0> {-5}",
                "* 1 FETCH (UID 7 BODY[TEXT]<0> {5x}",
                "* 1 FETCH (UID 7 BODY[TEXT]<0> {}",
                "* 1 FETCH (UID 7 BODY[TEXT]<0> {1}\r\nhello)",
                "* 1 FETCH (UID 7 BODY[TEXT]<0> ~{5}\r\nhello)",
                "* 1 FETCH (((((",
                "* FETCH",
                "* LIST",
                "* SEARCH x -1 0 4294967296",
                "* OK [CAPABILITY] none",
                "* NO disk is nearly full",
                "+ go on",
                "*")) {
            NOISE.put(said, (line, _, well) -> {
                line.say(said);
                well.run();
            });
        }
        NOISE.put("its tag twice", (line, command, well) -> {
            line.say(command.tag() + " OK done");
            well.run();
        });
    }

    @Test
    void whateverEndsAConnectionEndsInAFaultThatSaysSoAndTheNextCallWorks() {
        forEach(READS, ENDS, (operation, conduct) -> {
            try (var server = new WarmServer()) {
                MailboxSession session = server.session();
                session.newest(INBOX, 1, 10);
                server.behaves(conduct);

                Optional<Fault> fault =
                        WarmServer.faultOf(() -> operation.accept(session)).map(e -> e.fault());

                assertTrue(fault.isPresent() && retryable(fault.get()), fault.toString());
                assertEquals(2, server.connections(), "a kept one and another, not more");
                server.behaves(Conduct.WELL);
                assertEquals(1, session.newest(INBOX, 1, 10).messages().size());
                assertEquals(0, server.mailboxes().figures().busy());
            }
        });
    }

    @Test
    void aChangeThatWasSentIsSentOnceWhateverHappens() {
        forEach(CHANGES, ENDS, (operation, conduct) -> {
            try (var server = new WarmServer()) {
                MailboxSession session = server.session();
                session.store(INBOX, UIDS, Optional.of(FIVE), List.of(Flag.SEEN), List.of());
                long before = server.changes();
                server.behaves((line, command, well) -> {
                    if (isChange(command.text())) {
                        conduct.answer(line, command, well);
                    } else {
                        well.run();
                    }
                });

                Optional<Fault> fault =
                        WarmServer.faultOf(() -> operation.accept(session)).map(e -> e.fault());

                assertEquals(Optional.of(Fault.UNKNOWN_OUTCOME), fault);
                assertEquals(1, server.connections(), "it is not tried on another one");
                assertTrue(server.changes() - before <= 2, "mark and remove at most: " + server.heard());
                server.behaves(Conduct.WELL);
                assertEquals(1, session.newest(INBOX, 1, 10).messages().size());
            }
        });
    }

    @Test
    void aChangeMeetsAConnectionThatDiedBeforeItAndHappensOnce() {
        forEach(CHANGES, Map.of("hangs up", (line, command, well) -> hangUp()), (operation, conduct) -> {
            try (var server = new WarmServer()) {
                MailboxSession session = server.session();
                session.newest(INBOX, 1, 10);
                server.behaves(new Once(conduct));

                // The folder was open for reading: what meets the dead connection is the SELECT, or the change itself.
                Optional<Fault> fault =
                        WarmServer.faultOf(() -> operation.accept(session)).map(e -> e.fault());

                boolean sent = server.heard().stream().anyMatch(command -> command.startsWith("APPEND"));
                assertEquals(sent ? Optional.of(Fault.UNKNOWN_OUTCOME) : Optional.empty(), fault);
                assertEquals(sent ? 1 : 2, server.connections());
            }
        });
    }

    /** What may be true is believed; it is no reason to fail. */
    @Test
    void newsThatAreFalseEmptyAListAndNothingElse() {
        Map<String, Conduct> news = new LinkedHashMap<>();
        for (String said : List.of("* 0 EXISTS", "* 1 EXPUNGE")) {
            news.put(said, (line, _, well) -> {
                line.say(said);
                well.run();
            });
        }
        Map<String, Consumer<MailboxSession>> all = new LinkedHashMap<>(READS);
        all.remove("resolve"); // Of a folder that is not there.
        forEach(all, news, (operation, conduct) -> {
            try (var server = new WarmServer()) {
                MailboxSession session = server.session();
                session.newest(INBOX, 1, 10);
                server.behaves(conduct);

                assertEquals(Optional.empty(), WarmServer.faultOf(() -> operation.accept(session)));
            }
        });
    }

    @Test
    void noiseNeverHarmsNorHangs() {
        Map<String, Consumer<MailboxSession>> all = new LinkedHashMap<>(READS);
        all.putAll(CHANGES);
        forEach(all, NOISE, (operation, conduct) -> {
            try (var server = new WarmServer()) {
                MailboxSession session = server.session();
                session.newest(INBOX, 1, 10);
                server.behaves(conduct);

                WarmServer.faultOf(() -> operation.accept(session)); // Nothing but a fault of ours may come out.

                server.behaves(Conduct.WELL);
                assertEquals(1, session.newest(INBOX, 1, 10).messages().size());
                assertTrue(server.connections() <= 3, "connections: " + server.connections());
            }
        });
    }

    @Test
    void anAnswerAboutAnotherMessageIsNoAnswer() throws IOException {
        try (var server = new WarmServer()) {
            MailboxSession session = server.session();
            session.newest(INBOX, 1, 10);
            server.behaves((line, command, well) -> {
                if (command.text().startsWith("UID FETCH")) {
                    line.say("* 1 FETCH (UID 8 FLAGS () ENVELOPE (NIL \"other\" NIL NIL NIL NIL NIL NIL NIL NIL))");
                    line.say(command.tag() + " OK done");
                } else {
                    well.run();
                }
            });
            Map<String, Consumer<MailboxSession>> about = Map.of(
                    "read", session1 -> session1.read(INBOX, UID, Optional.empty()),
                    "describe", session1 -> session1.describe(INBOX, UIDS, Optional.empty()));
            about.forEach((name, operation) -> assertEquals(
                    Optional.of(Fault.MESSAGE_NOT_FOUND),
                    WarmServer.faultOf(() -> operation.accept(session)).map(e -> e.fault()),
                    name));
        }
    }

    @Test
    void aGigabyteUnaskedIsNotTakenIn() throws IOException {
        var written = new AtomicLong();
        try (var server = new WarmServer()) {
            MailboxSession session = server.session();
            session.newest(INBOX, 1, 10);
            server.behaves((line, _, _) -> flood(line, written));

            Optional<Fault> fault =
                    WarmServer.faultOf(() -> session.newest(INBOX, 1, 10)).map(e -> e.fault());

            assertTrue(fault.filter(WarmFaultsTest::retryable).isPresent(), fault.toString());
            assertTrue(written.get() < 64 << 20, "octets: " + written);
        }
    }

    @Test
    void aConnectionThatEndedWhileIdleIsReplacedUnnoticed() throws Exception {
        for (String farewell : List.of("", "* BYE idle for too long\r\n")) {
            try (var server = new WarmServer()) {
                MailboxSession session = server.session();
                var said = new CountDownLatch(1);
                server.behaves((line, command, well) -> {
                    well.run();
                    if (server.connections() == 1 && command.text().startsWith("FETCH")) {
                        line.write(farewell);
                        said.countDown();
                        hangUp();
                    }
                });
                session.newest(INBOX, 1, 10);
                assertTrue(said.await(10, TimeUnit.SECONDS));

                assertEquals(1, session.newest(INBOX, 1, 10).messages().size());
                assertEquals(2, server.connections());
            }
        }
    }

    @Test
    void aMailboxRebuiltWhileNobodyLookedMakesReferencesStale() {
        Map<String, Consumer<MailboxSession>> all = new LinkedHashMap<>(READS);
        List.of("mailboxes", "resolve", "role", "newest", "search").forEach(all::remove);
        all.putAll(CHANGES);
        all.remove("append");
        forEach(all, Map.of("rebuilt", Conduct.WELL), (operation, _) -> {
            try (var server = new WarmServer()) {
                MailboxSession session = server.session();
                session.newest(INBOX, 1, 10);
                server.rebuilt(6);
                server.behaves(new Once((line, command, well) -> hangUp()));

                Optional<Fault> fault =
                        WarmServer.faultOf(() -> operation.accept(session)).map(e -> e.fault());

                assertEquals(Optional.of(Fault.STALE_REFERENCE), fault);
                assertEquals(0, server.changes());
                assertEquals(6, session.newest(INBOX, 1, 10).uidValidity().value());
            }
        });
    }

    @Test
    void aMailboxRebuiltUnderOurEyesMakesReferencesStale() {
        Map<String, Consumer<MailboxSession>> all = Map.of(
                "read", session -> session.read(INBOX, UID, Optional.of(FIVE)),
                "describe", session -> session.describe(INBOX, UIDS, Optional.of(FIVE)));
        forEach(all, Map.of("rebuilt", Conduct.WELL), (operation, _) -> {
            try (var server = new WarmServer()) {
                MailboxSession session = server.session();
                session.newest(INBOX, 1, 10);
                server.rebuilt(6);
                server.behaves((line, command, well) -> {
                    line.say("* OK [UIDVALIDITY 6] rebuilt");
                    well.run();
                });

                assertEquals(
                        Optional.of(Fault.STALE_REFERENCE),
                        WarmServer.faultOf(() -> operation.accept(session)).map(e -> e.fault()));
            }
        });
    }

    @Test
    void whatIsFoundWhileTheMailboxIsRebuiltIsNotTold() throws IOException {
        try (var server = new WarmServer()) {
            MailboxSession session = server.session();
            session.newest(INBOX, 1, 10);
            server.rebuilt(6);
            server.behaves((line, command, well) -> {
                if (command.text().startsWith("UID SEARCH")) {
                    line.say("* OK [UIDVALIDITY 6] rebuilt");
                }
                well.run();
            });

            Optional<Fault> fault = WarmServer.faultOf(() -> assertEquals(
                            6,
                            session.search(INBOX, new SearchKey.Plain("SEEN"), 5)
                                    .uidValidity()
                                    .value()))
                    .map(e -> e.fault());

            assertTrue(fault.isEmpty() || fault.get() == Fault.STALE_REFERENCE, fault.toString());
        }
    }

    @Test
    void whatWasAskedBeforeAChangeIsNotAskedAgainAfterIt() throws IOException {
        try (var server = new WarmServer()) {
            MailboxSession session = server.session();
            var moved = new AtomicBoolean();
            server.behaves((line, command, well) -> {
                if (command.text().startsWith("UID MOVE")) {
                    moved.set(true);
                    well.run();
                } else if (command.text().startsWith("UID FETCH")) {
                    line.say(command.tag() + (moved.get() ? " OK nothing there" : " NO [UNAVAILABLE] not now"));
                } else {
                    well.run();
                }
            });

            assertEquals(
                    Map.of(UID, new Uid(70)),
                    session.move(INBOX, UIDS, Optional.of(FIVE), ARCHIVE).uids());
        }
    }

    @Test
    void aRemovalIsNoFailureBecauseTheServerWouldNotSayWhatThereWas() throws IOException {
        try (var server = new WarmServer()) {
            MailboxSession session = server.session();
            server.behaves((line, command, well) -> {
                if (command.text().startsWith("UID FETCH")) {
                    line.say(command.tag() + " NO [UNAVAILABLE] not now");
                } else {
                    well.run();
                }
            });

            assertEquals(UIDS, session.expunge(INBOX, UIDS, Optional.of(FIVE)));
        }
    }

    @Test
    void theRestOfATextThatIsRefusedIsSaidToBeMissing() throws IOException {
        try (var server = new WarmServer()) {
            MailboxSession session = server.session();
            session.newest(INBOX, 1, 10);
            String beginning = "x".repeat(Speculation.FIRST);
            server.behaves((line, command, well) -> {
                if (command.text().contains("BODY.PEEK[1]<" + Speculation.FIRST)) {
                    line.say(command.tag() + " NO not now");
                } else if (command.text().contains("BODY.PEEK[1]<0")) {
                    line.say("* 1 FETCH (UID 7 ENVELOPE (NIL \"hi\" NIL NIL NIL NIL NIL NIL NIL NIL) BODYSTRUCTURE"
                            + " (\"text\" \"plain\" NIL NIL NIL \"7bit\" 99999 1) BODY[1]<0> {" + Speculation.FIRST
                            + "}\r\n" + beginning + ")");
                    line.say(command.tag() + " OK done");
                } else {
                    well.run();
                }
            });

            Message message = session.read(INBOX, UID, Optional.of(FIVE));

            assertEquals(Optional.of(beginning), message.text());
            assertFalse(message.warnings().isEmpty(), "a text that ends too early must not look whole");
        }
    }

    @Test
    void nobodyGetsAnothersConnection() throws IOException {
        Map<FakeImap.Line, String> loginOf = new ConcurrentHashMap<>();
        try (var server = new WarmServer()) {
            List<MailboxSession> all = List.of(
                    server.session("grant-a", "ada", "pw"),
                    server.session("grant-b", "bob", "pw"),
                    server.session("grant-c", "ada", "pw"),
                    server.session("grant-a", "ada", "other pw"));
            server.answersLogins((line, command, well) -> {
                loginOf.put(line, command.text());
                well.run();
            });
            for (int round = 0; round < 3; round++) {
                all.forEach(session -> session.newest(INBOX, 1, 10));
            }
            assertEquals(4, server.connections(), "one for each grant, user and password");
            assertEquals(4, loginOf.size());
            assertEquals(
                    3,
                    loginOf.values().stream().distinct().count(),
                    "two grants of one login have one each: " + loginOf);
        }
    }

    @Test
    void endingAGrantEndsWhatIsUnderWay() throws Exception {
        try (var server = new WarmServer()) {
            MailboxSession session = server.session();
            session.newest(INBOX, 1, 10);
            var inside = new CountDownLatch(1);
            var gone = new CountDownLatch(1);
            server.behaves((line, command, well) -> {
                inside.countDown();
                line.stall();
                gone.countDown();
            });
            var fault = CompletableFuture.supplyAsync(
                    () -> WarmServer.faultOf(() -> session.newest(INBOX, 1, 10)).map(e -> e.fault()));
            assertTrue(inside.await(10, TimeUnit.SECONDS));

            server.mailboxes().end("grant");

            assertTrue(gone.await(10, TimeUnit.SECONDS), "the connection is closed");
            assertEquals(Optional.of(Fault.UNAVAILABLE), fault.get(10, TimeUnit.SECONDS), "it is not waited for");
            assertEquals(1, server.connections(), "and not begun anew");
            assertEquals(0, server.mailboxes().figures().busy());
            assertEquals(0, server.mailboxes().figures().idle());
        }
    }

    @Test
    void aLoginThatIsRefusedEndsWhatWasOpenedWithIt() throws Exception {
        try (var server = new WarmServer()) {
            MailboxSession session = server.session();
            var both = new CountDownLatch(2);
            server.behaves((line, command, well) -> {
                both.countDown();
                await(both);
                well.run();
            });
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                callers.execute(() -> session.newest(INBOX, 1, 10));
                callers.execute(() -> session.newest(ARCHIVE, 1, 10));
            }
            assertEquals(2, server.mailboxes().figures().idle());
            var held = new CountDownLatch(1);
            var inside = new CountDownLatch(2);

            // Two are in use, so that a third has to log in; by now the password is another.
            var logins = new AtomicBoolean();
            WarmServer.Conduct refuse = (line, command, _) -> {
                logins.set(true);
                line.say(command.tag() + " NO [AUTHENTICATIONFAILED] no");
            };
            server.behavesApart(refuse, (line, command, well) -> {
                inside.countDown();
                await(held);
                well.run();
            });
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                callers.execute(() -> WarmServer.faultOf(() -> session.newest(INBOX, 1, 10)));
                callers.execute(() -> WarmServer.faultOf(() -> session.newest(ARCHIVE, 1, 10)));
                await(inside);
                assertEquals(
                        Optional.of(Fault.LOGIN_REFUSED),
                        WarmServer.faultOf(() -> session.mailboxes(false)).map(e -> e.fault()));
                held.countDown();
            }
            assertTrue(logins.get());
            assertEquals(0, server.mailboxes().figures().idle(), "none that was opened with it is left");
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new IOException("it never came");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Conducts itself so for the first command, and well from then on. */
    private static final class Once implements Conduct {
        private final Conduct conduct;
        private final AtomicBoolean done = new AtomicBoolean();

        Once(Conduct conduct) {
            this.conduct = conduct;
        }

        @Override
        public void answer(FakeImap.Line line, FakeImap.Heard command, WarmServer.Answer well) throws IOException {
            if (done.compareAndSet(false, true)) {
                conduct.answer(line, command, well);
            } else {
                well.run();
            }
        }
    }

    @FunctionalInterface
    private interface Trial {
        void of(Consumer<MailboxSession> operation, Conduct conduct) throws IOException;
    }

    /** Some at the same time, since most of them wait; each on a server of its own. */
    private static void forEach(
            Map<String, Consumer<MailboxSession>> operations, Map<String, Conduct> conducts, Trial trial) {
        Map<String, Throwable> failed = new ConcurrentHashMap<>();
        try (var all = Executors.newFixedThreadPool(8)) {
            operations.forEach((operation, work) -> conducts.forEach((name, conduct) -> all.execute(() -> {
                try {
                    trial.of(work, conduct);
                } catch (IOException | RuntimeException | AssertionError e) {
                    failed.put(operation + ", " + name, e);
                }
            })));
        }
        assertEquals(Map.of(), failed);
    }

    private static boolean isChange(String command) {
        return List.of("UID STORE", "UID MOVE", "UID EXPUNGE", "APPEND").contains(FakeImap.verb(command));
    }

    private static boolean retryable(Fault fault) {
        return EnumSet.of(Fault.UNAVAILABLE, Fault.TIMEOUT).contains(fault);
    }

    private static void download(MailboxSession session) {
        try {
            session.download(INBOX, UID, FIVE, FILE, OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Transmittable text(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        return new Transmittable() {
            @Override
            public long size() {
                return octets.length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(octets);
            }
        };
    }

    private static void flood(FakeImap.Line line, AtomicLong written) throws IOException {
        String chunk = "* 1 FETCH (FLAGS (\\Seen))\r\n".repeat(1000);
        while (written.get() < 1L << 30) {
            line.write(chunk);
            written.addAndGet(chunk.length());
        }
    }

    private static void hangUp() throws IOException {
        throw new IOException("hung up");
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
