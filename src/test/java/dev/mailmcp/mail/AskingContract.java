package dev.mailmcp.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.mailmcp.dial.DialTimeouts;
import dev.mailmcp.dial.GuardedDialer;
import dev.mailmcp.dial.PrivateHosts;
import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.mail.imap.ImapMailboxes;
import dev.mailmcp.mail.imap.ImapTimeouts;
import dev.mailmcp.testserver.RawImap;
import dev.mailmcp.testserver.TestMailServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What searching and changing do, whatever the server. Effects are looked at through a second connection of another make. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AskingContract {
    private static final AtomicInteger USERS = new AtomicInteger();
    private static final String PASSWORD = "correct horse";
    private static final String PDF = """
            Content-Type: application/pdf; name="Q3 Report.pdf"
            Content-Disposition: attachment; filename="Q3 Report.pdf"
            Content-Transfer-Encoding: base64

            JVBERi0=
            """;
    private static final String TEXT = "Content-Type: text/plain\r\n\r\nsee there\r\n";

    private RawImap second = unset();
    private MailboxSession session = unset();

    @SuppressWarnings("NullAway.Init")
    private TestMailServer server;

    /** Once for the class. */
    abstract TestMailServer started() throws IOException;

    @BeforeAll
    void start() throws IOException {
        server = started();
    }

    @AfterAll
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    /** Queries of this suite that the server is known to get wrong. */
    Set<String> unknown() {
        return Set.of();
    }

    /** Whether it has UIDPLUS. */
    boolean movesAndExpungesSingly() {
        return true;
    }

    @BeforeEach
    void aFreshAccount() throws IOException {
        String user = "asking" + USERS.incrementAndGet() + "@example.org";
        server.addUser(user, PASSWORD);
        second = server.connect(user, PASSWORD);
        var dialer = new GuardedDialer(PrivateHosts.parse("127.0.0.1, ::1"), server.trust(), DialTimeouts.DEFAULT);
        session = new ImapMailboxes(dialer, ImapTimeouts.DEFAULT, Clock.systemUTC())
                .open(MailboxContract.account(user, server.imap(), PASSWORD));
    }

    @AfterEach
    void closeBoth() throws IOException {
        session.close();
        second.close();
    }

    /** Three mails: an offer from Ann that was read and starred, a big lunch from Bob, a list mail with a keyword. */
    private void threeMails() throws IOException {
        append("\\Seen \\Flagged", """
                From: Ann <ann@example.org>
                To: ada@example.org
                Cc: carl@example.org
                Date: Mon, 2 Feb 2026 10:00:00 +0000
                Subject: An offer

                Budget inside.
                """);
        append("", """
                From: bob@example.org
                To: ada@example.org
                Subject: Lunch (today)
                Date: Tue, 3 Feb 2026 10:00:00 +0000

                """ + "fish or meat\n".repeat(500));
        append("\\Answered $Work", """
                From: list@example.org
                To: announce@example.org
                List-Id: <announce.example.org>
                Subject: Release
                Date: Wed, 4 Feb 2026 10:00:00 +0000

                new version
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ALL                                     | Release, Lunch (today), An offer",
                "FROM ann                                | An offer",
                "FROM ann@example.org                    | An offer",
                "CC carl@example.org NOT UNSEEN          | An offer",
                "OR FROM ann@example.org SUBJECT release | Release, An offer",
                "NOT OLDER 86400 SUBJECT lunch           | Lunch (today)",
                "TO ada@example.org                      | Lunch (today), An offer",
                "CC carl                                 | An offer",
                "SUBJECT \"lunch (\"                       | Lunch (today)",
                "BODY budget                             | An offer",
                "TEXT version                            | Release",
                "HEADER List-Id announce                 | Release",
                "HEADER List-Id \"\"                       | Release",
                "SEEN FLAGGED                            | An offer",
                "UNSEEN UNFLAGGED UNANSWERED             | Lunch (today)",
                "ANSWERED                                | Release",
                "KEYWORD $Work                           | Release",
                "UNKEYWORD $Work                         | Lunch (today), An offer",
                "LARGER 3000                             | Lunch (today)",
                "SMALLER 3000                            | Release, An offer",
                "NOT (SEEN FLAGGED)                      | Release, Lunch (today)",
                "OR FROM ann SUBJECT release             | Release, An offer",
                "OR (SEEN FLAGGED) (ANSWERED KEYWORD $Work) | Release, An offer",
                "NOT NOT SEEN                            | An offer",
                "SENTON 3-Feb-2026                       | Lunch (today)",
                "SENTSINCE 3-Feb-2026                    | Release, Lunch (today)",
                "SENTBEFORE 3-Feb-2026                   | An offer",
                "SINCE 1-Jan-2020 BEFORE 1-Jan-2090      | Release, Lunch (today), An offer",
                "2                                       | Lunch (today)",
                "UID 1:4294967295 3                      | Release",
                "UNDELETED UNDRAFT                       | Release, Lunch (today), An offer",
                "YOUNGER 86400                           | Release, Lunch (today), An offer",
                "OLDER 86400                             | ``",
            })
    void keysFindWhatTheySay(String query, String subjects) throws IOException {
        assumeFalse(unknown().contains(query), "the server is known not to");
        threeMails();

        assertEquals(subjects, subjects(session.search(MailboxName.INBOX, SearchQuery.parse(query), 10)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NEW",
                "OLD",
                "RECENT",
                "DELETED",
                "DRAFT",
                "BCC x",
                "ON 1-Feb-2026",
                "LARGER 9223372036854775807",
                "YOUNGER 9223372036854775807"
            })
    void rareKeysAreTaken(String query) throws IOException {
        assumeFalse(unknown().contains(query), "the server is known not to");
        threeMails();

        assertTrue(
                session.search(MailboxName.INBOX, SearchQuery.parse(query), 10).count() <= 3);
    }

    private void filesAndNone() throws IOException {
        append(
                "",
                "Subject: mixed\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + TEXT
                        + "\r\n--b\r\n" + PDF + "\r\n--b--\r\n");
        append(
                "",
                "Subject: within alternative\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n"
                        + "--b\r\n" + TEXT + "\r\n--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n" + PDF
                        + "\r\n--c--\r\n\r\n--b--\r\n");
        append("", "Subject: nothing but a file\r\nMIME-Version: 1.0\r\n" + PDF.replace("Q3 Report", "other"));
        append(
                "",
                "Subject: two texts\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n"
                        + TEXT + "\r\n--b\r\n" + TEXT.replace("plain", "html") + "\r\n--b--\r\n");
        append("", "Subject: a text\r\nMIME-Version: 1.0\r\n" + TEXT);
        append("", "Subject: old style\r\n\r\nno MIME at all\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ATTACHMENT                     | nothing but a file, within alternative, mixed",
                "NOT ATTACHMENT                 | old style, a text, two texts",
                "ATTACHMENT SUBJECT mixed       | mixed",
                "FILENAME \"q3 rep\"            | within alternative, mixed",
                "OR SUBJECT \"old style\" FILENAME other | old style, nothing but a file",
                "NOT (ATTACHMENT SUBJECT mixed) SUBJECT t | old style, a text, two texts, nothing but a file, within alternative",
            })
    void attachmentsAreFoundByTheStructureOfTheMessage(String query, String subjects) throws IOException {
        filesAndNone();

        SearchHits hits = session.search(MailboxName.INBOX, SearchQuery.parse(query), 10);

        assertEquals(subjects, subjects(hits));
        assertEquals(hits.summaries().size(), hits.count());
    }

    @Test
    void searchGoesOnWhereItEndedAndLeavesOutWhatArrivedSince() throws IOException {
        // Given
        for (int n = 1; n <= 7; n++) {
            append("", "Subject: number " + n + "\r\n\r\nx\r\n");
        }
        SearchKey key = SearchQuery.parse("SUBJECT number");
        List<String> seen = new ArrayList<>();
        Optional<Uid> below = Optional.empty();
        Optional<UidValidity> expected = Optional.empty();

        // When
        int pages = 0;
        do {
            SearchHits page = session.search(MailboxName.INBOX, new SearchRequest(key, 3, 5, expected, below));
            assertEquals(7 - seen.size(), page.count());
            assertEquals(Math.min(5, 7 - seen.size()), page.uids().size());
            page.summaries().forEach(message -> seen.add(message.envelope().subject()));
            below = page.rest();
            expected = Optional.of(page.uidValidity());
            append("", "Subject: number late\r\n\r\nx\r\n");
        } while (below.isPresent() && ++pages < 10);

        // Then
        assertEquals(List.of("number 7", "number 6", "number 5", "number 4", "number 3", "number 2", "number 1"), seen);
    }

    @Test
    void searchUnderAnotherUidValidityIsStale() throws IOException {
        threeMails();

        var stale = assertThrows(
                MailException.class,
                () -> session.search(
                        MailboxName.INBOX,
                        new SearchRequest(
                                SearchKey.every(), 3, 3, Optional.of(new UidValidity(17)), Optional.empty())));

        assertEquals(Fault.STALE_REFERENCE, stale.fault());
    }

    @Test
    void gmailsKeysAreRefusedElsewhere() {
        var refused = assertThrows(
                MailException.class,
                () -> session.search(MailboxName.INBOX, SearchQuery.parse("SEEN X-GM-RAW \"in:chats\""), 1));

        assertEquals(Fault.BAD_QUERY, refused.fault());
        assertTrue(refused.toString().contains("Gmail only"), refused.toString());
    }

    @Test
    void lettersBeyondAsciiAreFoundInAnyPartOfTheQuery() throws IOException {
        append("", "Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe_aus_K=C3=B6ln?=\r\nFrom: a@example.org\r\n\r\nx\r\n");
        append("", "Subject: Gruesse\r\nFrom: b@example.org\r\n\r\nx\r\n");
        append("", "Subject: Nothing\r\nFrom: c@example.org\r\n\r\nx\r\n");

        SearchHits hits = session.search(MailboxName.INBOX, SearchQuery.parse("OR SUBJECT Köln FROM b@example.org"), 5);

        assertEquals("Gruesse, Grüße aus Köln", subjects(hits));
    }

    @Test
    void severalMessagesAreMovedAndWhatIsNotThereIsLeftOut() throws IOException {
        // Given
        threeMails();
        List<Uid> uids = uids();
        Uid none = new Uid(4_000_000);
        MailboxName target = session.create(new MailboxName("Projects"));

        // When
        Moved moved =
                session.move(MailboxName.INBOX, List.of(uids.get(0), none, uids.get(2)), Optional.empty(), target);

        // Then
        assertEquals(List.of(uids.get(0), uids.get(2)), moved.moved());
        assertEquals(2, session.newest(target, 1, 10).total());
        if (movesAndExpungesSingly()) {
            assertEquals(Optional.empty(), moved.left());
            assertEquals(List.of(uids.get(1)), uids());
        } else {
            assertTrue(moved.left().isPresent());
            assertThrows(
                    MailException.class,
                    () -> session.move(MailboxName.INBOX, moved.moved(), Optional.empty(), target));
            assertEquals(2, session.newest(target, 1, 10).total(), "no second copies");
        }
        for (Map.Entry<Uid, Uid> told : moved.uids().entrySet()) {
            assertTrue(moved.moved().contains(told.getKey()));
            assertEquals(
                    1,
                    session.describe(target, List.of(told.getValue()), Optional.empty())
                            .size());
        }
    }

    @Test
    void mailboxIsMadeAndFoundAndMakingItAgainIsNoFault() throws IOException {
        MailboxName made = session.create(new MailboxName("Rechnungen für 2026"));

        assertEquals(made, session.create(made));
        assertEquals(made, session.resolve(made.value()));
        assertTrue(second.command("LSUB \"\" \"*\"").contains("f&APw-r 2026"), "subscribed");
    }

    @Test
    void severalMessagesGoForGoodAndNoOthers() throws IOException {
        // Given
        threeMails();
        List<Uid> uids = uids();
        second.command("SELECT INBOX");
        second.command("UID STORE " + uids.get(1) + " +FLAGS (\\Deleted)");

        // When
        if (!movesAndExpungesSingly()) {
            assertThrows(MailException.class, () -> session.expunge(MailboxName.INBOX, uids, Optional.empty()));
            assertEquals(uids, uids());
            return;
        }
        List<Uid> gone = session.expunge(
                MailboxName.INBOX, List.of(uids.get(2), new Uid(4_000_000), uids.get(0)), Optional.empty());

        // Then
        assertEquals(List.of(uids.get(2), uids.get(0)), gone);
        assertEquals(List.of(uids.get(1)), uids());
    }

    @Test
    void severalMessagesGetFlagsAndEachIsTold() throws IOException {
        threeMails();
        List<Uid> uids = uids();
        List<Uid> named = List.of(uids.get(0), new Uid(4_000_000), uids.get(1));

        Map<Uid, List<Flag>> after = session.store(
                MailboxName.INBOX,
                named,
                Optional.empty(),
                List.of(new Flag("Flagged")),
                List.of(new Flag("Answered")));

        assertEquals(
                List.of(uids.get(0), uids.get(1)),
                after.keySet().stream().sorted().toList().reversed());
        after.values().forEach(flags -> {
            assertTrue(flags.contains(new Flag("Flagged")), flags::toString);
            assertFalse(flags.contains(new Flag("Answered")), flags::toString);
        });
    }

    private List<Uid> uids() {
        return session.search(MailboxName.INBOX, SearchKey.every(), 0).uids();
    }

    private static String subjects(SearchHits hits) {
        return hits.summaries().stream()
                .map(message -> message.envelope().subject())
                .collect(Collectors.joining(", "));
    }

    private void append(String flags, String message) throws IOException {
        second.append("INBOX", flags, message.replaceAll("\r?\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Set before each test, which no checker can see. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T unset() {
        return null;
    }
}
