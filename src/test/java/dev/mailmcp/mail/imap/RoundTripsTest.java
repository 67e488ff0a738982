package dev.mailmcp.mail.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.Login;
import dev.mailmcp.account.MailAccount;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.dial.DialTimeouts;
import dev.mailmcp.dial.GuardedDialer;
import dev.mailmcp.dial.PrivateHosts;
import dev.mailmcp.mail.Correspondence.Known;
import dev.mailmcp.mail.Flag;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Message;
import dev.mailmcp.mail.MessagePage;
import dev.mailmcp.mail.Role;
import dev.mailmcp.mail.SearchKey;
import dev.mailmcp.mail.SearchQuery;
import dev.mailmcp.mail.SentMail;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.UidValidity;
import dev.mailmcp.mail.html.MailHtml;
import dev.mailmcp.mail.pool.Ages;
import dev.mailmcp.mail.pool.Bounds;
import dev.mailmcp.mail.pool.PoolTally;
import dev.mailmcp.secret.Secret;
import dev.mailmcp.testing.FakeMailbox;
import dev.mailmcp.testserver.CountingProxy;
import dev.mailmcp.testserver.Dovecot;
import dev.mailmcp.testserver.RawImap;
import dev.mailmcp.tool.FirstWords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How often a warm session waits for a real server, counted on the wire. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoundTripsTest {
    private static final FirstWords WORDS = new FirstWords(new MailHtml());
    private static final AtomicInteger USERS = new AtomicInteger();
    private static final MailboxName ARCHIVE = new MailboxName("Archive");
    private static final String ALTERNATIVE = """
            Subject: both\r
            MIME-Version: 1.0\r
            Content-Type: multipart/mixed; boundary=outer\r
            \r
            --outer\r
            Content-Type: multipart/alternative; boundary="outer in"\r
            \r
            --outer in\r
            Content-Type: text/plain; charset=utf-8\r
            \r
            plain wörds\r
            --outer in\r
            Content-Type: text/html; charset=utf-8\r
            \r
            <p>html wörds</p>\r
            --outer in--\r
            --outer\r
            Content-Type: application/pdf; name=big.pdf\r
            Content-Transfer-Encoding: base64\r
            \r
            %s\r
            --outer--\r
            """;

    @SuppressWarnings("NullAway.Init")
    private Dovecot server;

    @SuppressWarnings("NullAway.Init")
    private CountingProxy wire;

    @SuppressWarnings("NullAway.Init")
    private WarmMailboxes warm;

    @SuppressWarnings("NullAway.Init")
    private RawImap other;

    @SuppressWarnings("NullAway.Init")
    private MailboxSession session;

    @BeforeAll
    void start() throws IOException {
        server = Dovecot.start();
        wire = CountingProxy.inFrontOf(server.imapsPort());
        var dialer = new GuardedDialer(PrivateHosts.parse("127.0.0.1, ::1"), server.trust(), DialTimeouts.DEFAULT);
        warm = new WarmMailboxes(
                dialer,
                ImapTimeouts.DEFAULT,
                new Bounds(5, 20, 20, Duration.ofSeconds(30)),
                Ages.DEFAULT,
                PoolTally.UNCOUNTED,
                Clock.systemUTC());
    }

    @BeforeEach
    void anInboxOfThirty() throws IOException {
        String user = "trips" + USERS.incrementAndGet();
        server.addUser(user, "pw");
        server.fill(user, 30, octets("Subject: one of many\r\n\r\nA short text.\r\n"));
        other = server.connect(user, "pw");
        var access = new MailAccount.Access(
                new Endpoint("localhost", wire.port(), TransportSecurity.TLS), new Login(user, Secret.of("pw")));
        var account = new MailAccount(new EmailAddress("ada@example.org"), "", List.of(), access, Optional.empty());
        session = warm.of("grant", account, refused -> refused);
    }

    @AfterEach
    void hangUp() throws IOException {
        other.close();
        warm.end("grant");
    }

    @AfterAll
    void stop() throws IOException {
        warm.close();
        wire.close();
        server.close();
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private int flights(Runnable work) {
        CountingProxy.Count before = wire.count();
        work.run();
        return wire.count().since(before).flights();
    }

    private long octetsFrom(Runnable work) {
        CountingProxy.Count before = wire.count();
        work.run();
        return wire.count().since(before).toClient();
    }

    private MessagePage list(MailboxName mailbox) {
        return session.newest(mailbox, 1, 20);
    }

    private Message read(Uid uid) {
        return session.read(MailboxName.INBOX, uid, Optional.empty());
    }

    @Test
    void aFirstListTakesSixRoundTripsConnectingIncluded() {
        // TCP's own handshake is one more that the proxy does not see.
        assertTrue(flights(() -> list(MailboxName.INBOX)) <= 5);
        assertEquals(1, warm.figures().idle());
    }

    @Test
    void theFolderSelectedIsListedInOne() {
        list(MailboxName.INBOX);

        assertEquals(1, flights(() -> list(MailboxName.INBOX)));
        assertEquals(1, flights(() -> session.newest(MailboxName.INBOX, 2, 20)));
    }

    @Test
    void previewsComeAlongWhereTheServerHasThem() {
        list(MailboxName.INBOX);

        assertEquals(1, flights(() -> session.newest(MailboxName.INBOX, 1, 20, true)));
        assertTrue(session.newest(MailboxName.INBOX, 1, 20, true).messages().stream()
                .allMatch(message -> message.beginning().flatMap(WORDS::of).equals(Optional.of("A short text."))));
    }

    @Test
    void anotherFolderIsListedInTwoAndInOneWhenItHasBeenCounted() {
        list(MailboxName.INBOX);
        assertEquals(2, flights(() -> list(ARCHIVE)));

        assertEquals(1, flights(() -> session.mailboxes(true)));
        assertEquals(1, flights(() -> list(MailboxName.INBOX)));
        assertEquals(20, list(MailboxName.INBOX).messages().size());
    }

    @Test
    void newMailIsSeenAtOnce() throws IOException {
        list(MailboxName.INBOX);
        other.append("INBOX", "", octets("Subject: news\r\n\r\nx\r\n"));

        MessagePage page = list(MailboxName.INBOX);

        assertEquals("news", page.messages().getFirst().envelope().subject());
        assertEquals(31, page.total());
        assertEquals(20, page.messages().size());
        assertEquals(1, flights(() -> list(MailboxName.INBOX)));
    }

    @Test
    void whatOthersRemoveIsNotSeenAnyMore() throws IOException {
        list(MailboxName.INBOX);
        other.command("SELECT INBOX");
        other.command("STORE 25:30 +FLAGS.SILENT (\\Deleted)");
        other.command("EXPUNGE");

        MessagePage page = list(MailboxName.INBOX);

        assertEquals(24, page.total());
        assertEquals(20, page.messages().size());
        assertEquals(24, page.messages().getFirst().uid().value());
        assertEquals(5, page.messages().getLast().uid().value());
    }

    @Test
    void aMessageIsReadInOneListedBeforeOrNot() {
        session.resolve("INBOX");
        list(MailboxName.INBOX);

        assertEquals(1, flights(() -> read(new Uid(30))));
        assertEquals(1, flights(() -> read(new Uid(2))));
        assertEquals("A short text.", read(new Uid(2)).text().orElseThrow().strip());
    }

    @Test
    void textsBesideABigAttachmentComeInOneAndWithoutIt() throws IOException {
        // Given
        String line = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0NTY3\r\n";
        other.append(
                "INBOX",
                "",
                octets(ALTERNATIVE.replace("%s", line.repeat(20_000).strip())));
        session.newest(MailboxName.INBOX, 2, 20);

        // When it was not listed before
        assertEquals(1, flights(() -> read(new Uid(31))));

        // Then
        Message message = read(new Uid(31));
        assertEquals("plain wörds", message.text().orElseThrow().strip());
        assertEquals("<p>html wörds</p>", message.html().orElseThrow().strip());
        assertEquals(List.of(), message.warnings());
        assertTrue(octetsFrom(() -> read(new Uid(31))) < 4_000, "its structure is known by now");
    }

    @Test
    void aLongTextTakesTwo() throws IOException {
        String text = "A line of a long text, as long as lines are.\r\n".repeat(5_000);
        other.append("INBOX", "", octets("Subject: long\r\n\r\n" + text));
        list(MailboxName.INBOX);

        assertEquals(2, flights(() -> read(new Uid(31))));
        assertEquals(
                text.replace("\r\n", "\n").strip(),
                read(new Uid(31)).text().orElseThrow().strip());
    }

    @Test
    void changesTakeOneOnceTheFolderIsOpenForThem() {
        MessagePage page = list(MailboxName.INBOX);
        Optional<UidValidity> validity = Optional.of(page.uidValidity());
        Runnable flag =
                () -> session.store(MailboxName.INBOX, List.of(new Uid(3)), validity, List.of(Flag.SEEN), List.of());

        assertEquals(2, flights(flag), "it was open for reading only");
        assertEquals(1, flights(flag));
        assertEquals(1, flights(() -> session.move(MailboxName.INBOX, List.of(new Uid(4)), validity, ARCHIVE)));
        assertEquals(1, flights(() -> list(MailboxName.INBOX)), "what is open for changes is read as it is");
    }

    @Test
    void aSearchWithSummariesTakesTwoAndACountAloneOne() throws IOException {
        list(MailboxName.INBOX);
        SearchKey key = SearchQuery.parse("SUBJECT many");

        assertEquals(2, flights(() -> session.search(MailboxName.INBOX, key, 20)));
        assertEquals(1, flights(() -> session.search(MailboxName.INBOX, key, 0)));
        assertEquals(1, flights(() -> session.search(MailboxName.INBOX, SearchQuery.parse("SUBJECT nothing"), 20)));
        // A folder that was counted along with the others.
        other.append("Archive", "", octets("Subject: one of many\r\n\r\nx\r\n"));
        session.mailboxes(true);
        assertEquals(2, flights(() -> session.search(ARCHIVE, key, 20)));
    }

    @Test
    void aSearchSeesWhatHasJustArrived() throws IOException {
        list(MailboxName.INBOX);
        other.append("INBOX", "", octets("Subject: news\r\n\r\nx\r\n"));

        assertEquals(
                1,
                session.search(MailboxName.INBOX, SearchQuery.parse("SUBJECT news"), 1)
                        .count());
    }

    @Test
    void theConnectionThatHasTheFolderOpenIsTaken() throws Exception {
        list(MailboxName.INBOX);
        Thread beside = Thread.ofVirtual().start(() -> list(ARCHIVE));
        list(MailboxName.INBOX);
        beside.join();
        list(ARCHIVE);

        assertTrue(flights(() -> list(MailboxName.INBOX)) <= 1);
        assertTrue(flights(() -> list(ARCHIVE)) <= 1);
    }

    /** Dovecot counts a mailbox that is selected as the connection last saw it. */
    @Test
    void foldersAreCountedAsTheyAreNowTheSelectedOneToo() throws IOException {
        list(MailboxName.INBOX);
        other.append("INBOX", "", octets("Subject: new\r\n\r\nnew\r\n"));

        var inbox = session.mailboxes(true).getFirst();

        assertEquals(31, inbox.total().orElse(-1));
        assertEquals(1, flights(() -> session.mailboxes(true)));
    }

    @Test
    void aMessageThatCameSinceIsChangedToo() throws IOException {
        Optional<UidValidity> validity = Optional.of(list(MailboxName.INBOX).uidValidity());
        session.store(MailboxName.INBOX, List.of(new Uid(3)), validity, List.of(Flag.SEEN), List.of());
        other.append("INBOX", "", octets("Subject: news\r\n\r\nx\r\n"));

        assertEquals(
                List.of(new Uid(31)),
                session.move(MailboxName.INBOX, List.of(new Uid(31)), validity, ARCHIVE)
                        .moved());
    }

    @Test
    void whomOneHasWrittenToIsLookedUpOnce() throws IOException {
        other.append("Sent", "\\Seen", octets("Subject: hello\r\nTo: Grace <grace@example.org>\r\n\r\nx\r\n"));
        var correspondence = new SentMail(FakeMailbox.of(session));
        list(MailboxName.INBOX);

        assertEquals(Known.WRITTEN_TO, correspondence.with("Grace@example.org"));
        assertEquals(Known.NEVER, correspondence.with("grace@example.or"));

        assertEquals(0, flights(() -> correspondence.with("grace@example.org")));
        assertEquals(0, flights(() -> correspondence.with("grace@example.or")));
        assertEquals(1, flights(() -> read(new Uid(30))), "what opens INBOX again travels with the question");
    }

    @Test
    void aFirstReadTakesSixRoundTripsConnectingAndFirstContactIncluded() {
        var correspondence = new SentMail(FakeMailbox.of(session));

        int flights = flights(() -> {
            read(new Uid(30));
            assertEquals(Known.NEVER, correspondence.with("stranger@example.org"));
        });

        // TCP's own handshake is one more that the proxy does not see.
        assertTrue(flights <= 5, "" + flights);
    }

    @Test
    void aStrangerTakesOneMoreAndNoneTheNextTime() {
        var correspondence = new SentMail(FakeMailbox.of(session));
        session.mailboxes(false);
        list(MailboxName.INBOX);

        assertEquals(1, flights(() -> correspondence.with("stranger@example.org")));
        assertEquals(0, flights(() -> correspondence.with("stranger@example.org")));
    }

    @Test
    void aCorrespondentTakesOneMoreAndNoneTheNextTime() throws IOException {
        other.append("Sent", "\\Seen", octets("Subject: hello\r\nTo: Grace <grace@example.org>\r\n\r\nx\r\n"));
        var correspondence = new SentMail(FakeMailbox.of(session));
        session.mailboxes(false);
        list(MailboxName.INBOX);

        assertEquals(1, flights(() -> assertEquals(Known.WRITTEN_TO, correspondence.with("grace@example.org"))));
        assertEquals(0, flights(() -> correspondence.with("grace@example.org")));
        assertEquals(1, flights(() -> list(MailboxName.INBOX)), "what opens INBOX again travels with the list");
    }

    @Test
    void strangersAndCorrespondentsWhomAListHasNamedTakeNone() throws IOException {
        other.append("Sent", "\\Seen", octets("Subject: hello\r\nTo: Grace <grace@example.org>\r\n\r\nx\r\n"));
        SentMail correspondence = afterAListOfMailFrom("stranger@example.org", "grace@example.org");

        int flights = flights(() -> {
            assertEquals(
                    "stranger@example.org",
                    read(new Uid(31)).summary().envelope().subject());
            assertEquals(Known.NEVER, correspondence.with("stranger@example.org"));
        });

        assertEquals(1, flights);
        assertEquals(1, flights(() -> {
            assertEquals(
                    "grace@example.org", read(new Uid(32)).summary().envelope().subject());
            assertEquals(Known.WRITTEN_TO, correspondence.with("grace@example.org"));
        }));
        assertEquals(1, flights(() -> read(new Uid(31))));
    }

    /** The subject of each is its author. */
    private SentMail afterAListOfMailFrom(String... authors) throws IOException {
        for (String author : authors) {
            other.append("INBOX", "", octets("From: " + author + "\r\nSubject: " + author + "\r\n\r\nx\r\n"));
        }
        session.mailboxes(false);
        list(MailboxName.INBOX);
        return new SentMail(FakeMailbox.of(session));
    }

    /** The newest mail to an address that begins like it is not to it. */
    @Test
    void aCorrespondentWhoHasToBeLookedForIsFound() throws IOException {
        other.append("Sent", "\\Seen", octets("Subject: a\r\nCc: grace@example.org\r\n\r\nx\r\n"));
        other.append("Sent", "\\Seen", octets("Subject: b\r\nTo: grace@example.organ\r\n\r\nx\r\n"));
        SentMail correspondence = afterAListOfMailFrom("grace@example.org", "ace@example.or");

        read(new Uid(31));
        read(new Uid(32));

        assertEquals(Known.WRITTEN_TO, correspondence.with("grace@example.org"));
        assertEquals(Known.NEVER, correspondence.with("ace@example.or"));
    }

    @Test
    void lookingUpAnAuthorLeavesTheFolderOpenForChanges() throws IOException {
        other.append("INBOX", "", octets("From: stranger@example.org\r\nSubject: s\r\n\r\nx\r\n"));
        session.mailboxes(false);
        Optional<UidValidity> validity = Optional.of(list(MailboxName.INBOX).uidValidity());
        session.store(MailboxName.INBOX, List.of(new Uid(3)), validity, List.of(Flag.SEEN), List.of());

        read(new Uid(31));

        assertEquals(
                1,
                flights(() -> session.store(
                        MailboxName.INBOX, List.of(new Uid(31)), validity, List.of(Flag.SEEN), List.of())));
    }

    @Test
    void aFolderOfAnAccountThatNobodyHasListedIsVisitedInTwo() {
        list(MailboxName.INBOX);

        assertEquals(2, flights(() -> list(session.resolve("Archive"))));
    }

    @Test
    void aReadInAnotherFolderDoesNotLoseTheFolders() throws IOException {
        other.append("Archive", "", octets("Subject: old\r\n\r\nx\r\n"));
        list(MailboxName.INBOX);

        session.read(ARCHIVE, new Uid(1), Optional.empty());

        assertTrue(session.inRole(Role.TRASH).isPresent());
    }

    @Test
    void aDeadConnectionIsReplacedWithoutAnError() throws Exception {
        MessagePage page = list(MailboxName.INBOX);
        wire.cut();
        assertEquals(20, list(MailboxName.INBOX).messages().size());

        wire.cut();
        Thread.sleep(600); // Now it is listened to before it is used, so that a change is not sent to nobody.
        session.store(
                MailboxName.INBOX, List.of(new Uid(3)), Optional.of(page.uidValidity()), List.of(Flag.SEEN), List.of());
        assertTrue(read(new Uid(3)).summary().flags().contains(Flag.SEEN));
    }
}
