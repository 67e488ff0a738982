package dev.mailmcp.mail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.Login;
import dev.mailmcp.account.MailAccount;
import dev.mailmcp.dial.DialTimeouts;
import dev.mailmcp.dial.GuardedDialer;
import dev.mailmcp.dial.MailTrust;
import dev.mailmcp.dial.PrivateHosts;
import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.mail.html.MailHtml;
import dev.mailmcp.mail.imap.ImapMailboxes;
import dev.mailmcp.mail.imap.ImapTimeouts;
import dev.mailmcp.secret.Secret;
import dev.mailmcp.testing.FakeMailbox;
import dev.mailmcp.testserver.RawImap;
import dev.mailmcp.testserver.TestMailServer;
import dev.mailmcp.tool.FirstWords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every mailbox does, whatever the server. Each effect is looked at through a second connection of another make. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MailboxContract {
    private static final FirstWords WORDS = new FirstWords(new MailHtml());
    private static final AtomicInteger USERS = new AtomicInteger();
    private static final String PASSWORD = "correct horse";

    private String user = "";
    private RawImap second = unset();
    private MailboxSession session = unset();

    /** Started once for the class. */
    abstract TestMailServer server();

    /** How many messages a full mailbox has, as far as the server is quick enough to be filled; a multiple of 20. */
    int many() {
        return 20_000;
    }

    /** How many made-up letters are written and read back. */
    int letters() {
        return 300;
    }

    /** A session on a connection of its own, unless the subclass has another kind. */
    MailboxSession open(MailAccount account) {
        return mailboxes().open(account);
    }

    @BeforeEach
    void aFreshAccount() throws IOException {
        user = "user" + USERS.incrementAndGet() + "@example.org";
        server().addUser(user, PASSWORD);
        second = server().connect(user, PASSWORD);
        session = open(account(PASSWORD));
    }

    @AfterEach
    void closeBoth() throws IOException {
        session.close();
        second.close();
    }

    @Test
    void aWrongPasswordIsARefusedLogin() {
        var refused = assertThrows(MailException.class, () -> mailboxes().open(account("wrong")));

        assertEquals(Fault.LOGIN_REFUSED, refused.fault());
    }

    @Test
    void mailboxesAreListedInboxFirstWithCounts() throws IOException {
        // Given
        deliver("Subject: one\r\n\r\nx\r\n");
        second.append("INBOX", "\\Seen", bytes("Subject: two\r\n\r\nx\r\n"));
        String projects = create("Projekte &- Pläne");

        // When
        List<Mailbox> mailboxes = session.mailboxes(true);

        // Then
        Mailbox inbox = mailboxes.getFirst();
        assertEquals(MailboxName.INBOX, inbox.name());
        assertEquals(Role.INBOX, inbox.role());
        assertEquals(2, inbox.total().orElse(-1));
        assertEquals(1, inbox.unread().orElse(-1));
        assertTrue(mailboxes.stream().anyMatch(m -> m.name().value().equals(projects)), "" + mailboxes);
        assertEquals(
                mailboxes.stream().filter(m -> m.role() != Role.NONE).count(),
                mailboxes.stream()
                        .map(Mailbox::role)
                        .filter(r -> r != Role.NONE)
                        .distinct()
                        .count());
    }

    @Test
    void roleWordsFindTheMailboxInTheRole() throws IOException {
        String sent = ensured("Sent");
        String trash = ensured("Trash");

        assertEquals(sent, session.resolve("sent").value());
        assertEquals(sent, session.resolve("\\Sent").value());
        assertEquals(trash, session.inRole(Role.TRASH).orElseThrow().value());
        assertEquals(MailboxName.INBOX, session.resolve("inbox"));
    }

    @Test
    void anUnknownMailboxIsNotFoundAndTheNearestIsNamed() throws IOException {
        String named = '"' + create("Invoices") + '"';

        var resolving = assertThrows(MailException.class, () -> session.resolve("Invoice"));
        var listing = assertThrows(MailException.class, () -> session.newest(new MailboxName("invoices2"), 1, 20));

        assertEquals(Fault.FOLDER_NOT_FOUND, resolving.fault());
        assertEquals(Fault.FOLDER_NOT_FOUND, listing.fault());
        assertTrue(resolving.hint().contains(named), resolving.hint());
        assertTrue(listing.hint().contains(named), listing.hint());
    }

    @Test
    void pagesComeNewestFirstAndEndEmpty() throws IOException {
        // Given
        for (int i = 1; i <= 7; i++) {
            deliver("Subject: number " + i + "\r\nFrom: a@example.org\r\n\r\nx\r\n");
        }

        // When
        MessagePage first = session.newest(MailboxName.INBOX, 1, 3);
        MessagePage third = session.newest(MailboxName.INBOX, 3, 3);
        MessagePage beyond = session.newest(MailboxName.INBOX, 4, 3);

        // Then
        assertEquals(List.of("number 7", "number 6", "number 5"), subjects(first.messages()));
        assertEquals(List.of("number 1"), subjects(third.messages()));
        assertEquals(List.of(), beyond.messages());
        assertEquals(7, beyond.total());
    }

    @Test
    void previewsAreTheFirstWordsWhetherTheServerMakesThemOrWe() throws IOException {
        // Given
        deliver("Subject: plain\r\n\r\nThe first\tline\r\nand the second.\r\n");
        deliver(withAttachment(bytes("PDF")));
        deliver("""
                Subject: page
                MIME-Version: 1.0
                Content-Type: text/html; charset=utf-8

                <style>p { color: red }</style><p>A <a href="https://example.org/long">link</a></p>
                """);
        deliver("Subject: long\r\n\r\n" + "0123456789 abcdefg\r\n".repeat(60_000));
        deliver("Subject: nothing\r\n\r\n");

        // When
        List<MessageSummary> rows =
                session.newest(MailboxName.INBOX, 1, 10, true).messages().reversed();

        // Then
        assertEquals(
                List.of("The first line and the second.", "Schöne Grüße", "A link"),
                rows.stream()
                        .limit(3)
                        .map(row -> row.beginning().flatMap(WORDS::of).orElse(""))
                        .toList());
        String cut = rows.get(3).beginning().flatMap(WORDS::of).orElse("");
        assertTrue(cut.startsWith("0123456789 abcdefg 0123") && cut.length() > 150 && cut.length() <= 200, cut);
        assertEquals(Optional.empty(), rows.get(4).beginning().flatMap(WORDS::of));
        assertEquals("parts", rows.get(1).envelope().subject());
        assertFalse(flags(rows.getFirst().uid()).contains("\\Seen"));
        assertTrue(session.newest(MailboxName.INBOX, 1, 10).messages().stream()
                .allMatch(row -> row.beginning().isEmpty()));
    }

    @Test
    void envelopesAreDecoded() throws IOException {
        // Given
        deliver("""
                From: =?UTF-8?Q?J=C3=BCrgen_M=C3=BCller?= <jm@example.org>
                To: "Lovelace, Ada" <ada@example.org>, b@example.org
                Cc: c@example.org
                Subject: =?ISO-8859-1?Q?Gr=FC=DFe?= =?UTF-8?B?IGF1cyBLw7Zsbg==?=
                Date: Mon, 02 Mar 2026 10:00:00 +0100
                Message-ID: <m1@example.org>
                In-Reply-To: <m0@example.org>

                x
                """);

        // When
        MessageSummary summary =
                session.newest(MailboxName.INBOX, 1, 1).messages().getFirst();

        // Then
        Envelope envelope = summary.envelope();
        assertEquals("Grüße aus Köln", envelope.subject());
        assertEquals(List.of(new Address("Jürgen Müller", "jm@example.org")), envelope.from());
        assertEquals(
                List.of(new Address("Lovelace, Ada", "ada@example.org"), new Address("", "b@example.org")),
                envelope.to());
        assertEquals(Optional.of("<m1@example.org>"), envelope.messageId());
        assertEquals(Optional.of("<m0@example.org>"), envelope.inReplyTo());
        assertEquals("2026-03-02T09:00:00Z", envelope.date().orElseThrow().toString());
        assertFalse(summary.hasAttachments());
        assertTrue(summary.size() > 300);
    }

    @Test
    void readingDoesNotMarkAsRead() throws IOException {
        // Given
        deliver(withAttachment(bytes("PDF")));
        Uid uid = newest();

        // When
        Message message = session.read(MailboxName.INBOX, uid, Optional.empty());
        session.download(
                MailboxName.INBOX,
                uid,
                message.uidValidity(),
                message.attachments().getFirst(),
                OutputStream.nullOutputStream());
        session.newest(MailboxName.INBOX, 1, 10);

        // Then
        assertFalse(flags(uid).contains("\\Seen"));
    }

    @Test
    void aMessageIsReadWithTextHtmlReferencesAndAttachments() throws IOException {
        // Given
        byte[] pdf = random(5000);
        deliver(withAttachment(pdf));

        // When
        Message message = session.read(MailboxName.INBOX, newest(), Optional.empty());

        // Then
        assertEquals(Optional.of("Schöne Grüße"), message.text().map(String::strip));
        assertTrue(
                message.html().orElse("").contains("<b>Grüße</b>"),
                message.html().orElse(""));
        assertEquals(List.of("<r1@example.org>", "<r2@example.org>"), message.references());
        assertEquals(
                List.of("logo.png", "Übersicht 2026.pdf", "enclosed.eml"),
                message.attachments().stream().map(Attachment::filename).toList());
        Attachment logo = message.attachments().getFirst();
        assertTrue(logo.inline());
        assertEquals("logo@example.org", logo.contentId());
        assertFalse(message.attachments().get(1).inline());
        assertEquals("application/pdf", message.attachments().get(1).contentType());
        assertTrue(message.summary().hasAttachments());
    }

    @Test
    void anAttachmentComesOutAsItWentIn() throws IOException {
        // Given an attachment of several partials
        byte[] pdf = random(3_300_000);
        deliver(withAttachment(pdf));
        Message message = session.read(MailboxName.INBOX, newest(), Optional.empty());
        Attachment attachment = message.attachments().get(1);
        var sink = new ByteArrayOutputStream();

        // When
        long written =
                session.download(MailboxName.INBOX, message.summary().uid(), message.uidValidity(), attachment, sink);

        // Then
        assertEquals(pdf.length, written);
        assertArrayEquals(pdf, sink.toByteArray());
    }

    @Test
    void aSinglePartHtmlMessageHasNoText() throws IOException {
        deliver("""
                Subject: h
                MIME-Version: 1.0
                Content-Type: text/html; charset=iso-8859-1
                Content-Transfer-Encoding: quoted-printable

                <p>caf=E9</p>
                """);

        Message message = session.read(MailboxName.INBOX, newest(), Optional.empty());

        assertEquals(Optional.empty(), message.text());
        assertEquals("<p>café</p>", message.html().orElse("").strip());
        assertEquals(List.of(), message.attachments());
    }

    @Test
    void aMessageThatIsNothingButAFileIsAnAttachment() throws IOException {
        deliver(
                "Subject: scan\r\nMIME-Version: 1.0\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getEncoder().encodeToString(bytes("%PDF-1.7")) + "\r\n");
        Message message = session.read(MailboxName.INBOX, newest(), Optional.empty());
        var sink = new ByteArrayOutputStream();

        session.download(
                MailboxName.INBOX,
                message.summary().uid(),
                message.uidValidity(),
                message.attachments().getFirst(),
                sink);

        assertEquals("attachment-1.pdf", message.attachments().getFirst().filename());
        assertEquals("%PDF-1.7", sink.toString(StandardCharsets.US_ASCII));
    }

    @Test
    void aVeryLongTextIsCutWithAWarning() throws IOException {
        deliver("Subject: long\r\n\r\n" + "0123456789 abcdefg\r\n".repeat(60_000));

        Message message = session.read(MailboxName.INBOX, newest(), Optional.empty());

        assertTrue(message.text().orElse("").length() <= 1 << 20);
        assertTrue(
                message.warnings().toString().contains("1 MiB"),
                message.warnings().toString());
    }

    @Test
    void anUnknownUidIsNotFound() throws IOException {
        deliver("Subject: x\r\n\r\nx\r\n");
        Uid none = new Uid(4_000_000);

        for (Runnable call : List.<Runnable>of(
                () -> session.read(MailboxName.INBOX, none, Optional.empty()),
                () -> session.store(MailboxName.INBOX, List.of(none), Optional.empty(), List.of(Flag.SEEN), List.of()),
                () -> session.move(
                        MailboxName.INBOX, List.of(none), Optional.empty(), new MailboxName(ensured("Archive"))),
                () -> session.expunge(MailboxName.INBOX, List.of(none), Optional.empty()))) {
            assertEquals(
                    Fault.MESSAGE_NOT_FOUND,
                    assertThrows(MailException.class, call::run).fault());
        }
    }

    @Test
    void anotherUidValidityChangesNothing() throws IOException {
        // Given
        deliver("Subject: x\r\n\r\nx\r\n");
        Uid uid = newest();
        MessagePage page = session.newest(MailboxName.INBOX, 1, 1);
        Optional<UidValidity> other =
                Optional.of(new UidValidity(page.uidValidity().value() + 1));
        var uids = List.of(uid);

        // When, Then
        for (Runnable call : List.<Runnable>of(
                () -> session.read(MailboxName.INBOX, uid, other),
                () -> session.store(MailboxName.INBOX, uids, other, List.of(Flag.SEEN), List.of()),
                () -> session.move(MailboxName.INBOX, uids, other, new MailboxName(ensured("Archive"))),
                () -> session.expunge(MailboxName.INBOX, uids, other))) {
            assertEquals(
                    Fault.STALE_REFERENCE,
                    assertThrows(MailException.class, call::run).fault());
        }
        assertFalse(flags(uid).contains("\\Seen"));
        assertFalse(flags(uid).contains("\\Deleted"));
    }

    /** Asked along with reading where the server keeps what it found, or counts; afterwards where not. */
    @Test
    void authorsAreKnownWhomOneHasWrittenTo() throws IOException {
        // Given
        String sent = ensured("Sent");
        for (String to : List.of("earlier@example.org", "Ada <Newest@example.org>", "earlier@example.organ")) {
            second.append(sent, "\\Seen", bytes("Subject: to them\r\nTo: " + to + "\r\n\r\nx\r\n"));
        }
        for (String from :
                List.of("newest@example.org", "earlier@example.org", "never@example.org", "ear@example.or")) {
            deliver("From: " + from + "\nSubject: from " + from + "\n\nx\n");
        }
        session.mailboxes(false);
        List<MessageSummary> newestFirst =
                session.newest(MailboxName.INBOX, 1, 4).messages();
        var correspondence = new SentMail(FakeMailbox.of(session));

        // When
        Map<String, Correspondence.Known> known = new LinkedHashMap<>();
        newestFirst.forEach(message -> {
            Message read = session.read(MailboxName.INBOX, message.uid(), Optional.empty());
            assertEquals(message.envelope().subject(), read.summary().envelope().subject());
            assertEquals(Optional.of("x"), read.text().map(String::strip));
            String author = message.envelope().from().getFirst().email();
            known.put(author, correspondence.with(author));
        });

        // Then
        assertEquals(
                Map.of(
                        "newest@example.org", Correspondence.Known.WRITTEN_TO,
                        "earlier@example.org", Correspondence.Known.WRITTEN_TO,
                        "never@example.org", Correspondence.Known.NEVER,
                        "ear@example.or", Correspondence.Known.NEVER),
                known);
    }

    @Test
    void flagsAreSetAndTakenAway() throws IOException {
        // Given
        deliver("Subject: x\r\n\r\nx\r\n");
        Uid uid = newest();
        Flag flagged = new Flag("\\Flagged");
        Flag keyword = new Flag("$Forwarded");

        // When
        Map<Uid, List<Flag>> added = session.store(
                MailboxName.INBOX,
                List.of(uid, new Uid(uid.value() + 1000)),
                Optional.empty(),
                List.of(Flag.SEEN, flagged, keyword),
                List.of());
        Map<Uid, List<Flag>> removed =
                session.store(MailboxName.INBOX, List.of(uid), Optional.empty(), List.of(), List.of(Flag.SEEN));

        // Then
        assertEquals(Set.of(uid), added.keySet());
        assertTrue(added.getOrDefault(uid, List.of()).containsAll(List.of(Flag.SEEN, flagged, keyword)));
        assertFalse(removed.getOrDefault(uid, List.of()).contains(Flag.SEEN));
        String seen = flags(uid);
        assertTrue(seen.contains("\\Flagged") && !seen.contains("\\Seen"), seen);
    }

    @Test
    void aMoveTakesExactlyTheMessageNamed() throws IOException {
        // Given
        deliver("Subject: stays\r\n\r\nx\r\n");
        deliver("Subject: goes\r\n\r\nx\r\n");
        Uid uid = newest();
        MailboxName target = new MailboxName(create("Ablage für Grüße"));

        // When
        Moved moved = session.move(MailboxName.INBOX, List.of(uid), Optional.empty(), target);

        // Then
        assertEquals(
                List.of("stays"),
                subjects(session.newest(MailboxName.INBOX, 1, 10).messages()));
        List<MessageSummary> there = session.newest(target, 1, 10).messages();
        assertEquals(List.of("goes"), subjects(there));
        assertEquals(Map.of(uid, there.getFirst().uid()), moved.uids());
        assertTrue(status("INBOX").contains("MESSAGES 1"));
    }

    @Test
    void aMoveToNowhereIsFolderNotFoundAndChangesNothing() throws IOException {
        deliver("Subject: stays\r\n\r\nx\r\n");
        Uid uid = newest();

        var missing = assertThrows(
                MailException.class,
                () -> session.move(MailboxName.INBOX, List.of(uid), Optional.empty(), new MailboxName("Nowhere")));

        assertEquals(Fault.FOLDER_NOT_FOUND, missing.fault());
        assertTrue(status("INBOX").contains("MESSAGES 1"));
    }

    @Test
    void expungingLeavesWhatOthersMarkedAsDeleted() throws IOException {
        // Given
        second.append("INBOX", "\\Deleted", bytes("Subject: marked by another program\r\n\r\nx\r\n"));
        deliver("Subject: named\r\n\r\nx\r\n");
        Uid uid = newest();

        // When
        session.expunge(MailboxName.INBOX, List.of(uid), Optional.empty());

        // Then
        assertEquals(
                List.of("marked by another program"),
                subjects(session.newest(MailboxName.INBOX, 1, 10).messages()));
        assertTrue(second.command("STATUS INBOX (MESSAGES)").contains("MESSAGES 1"));
    }

    @Test
    void anAppendedMessageArrivesAsItIs() throws IOException {
        // Given
        String drafts = ensured("Drafts");
        byte[] message = bytes("Subject: =?UTF-8?Q?Entw=C3=BCrfe?=\r\n\r\nbody\r\n");

        // When
        Appended appended = session.append(
                session.inRole(Role.DRAFTS).orElseThrow(), transmittable(message), List.of(Flag.DRAFT, Flag.SEEN));

        // Then
        second.command("SELECT " + drafts);
        String fetched = second.command("UID FETCH " + appended.uid().orElseThrow() + " (FLAGS BODY.PEEK[])");
        assertTrue(fetched.contains("\\Draft") && fetched.contains("\\Seen"), fetched);
        assertTrue(fetched.contains("Entw=C3=BCrfe?=\r\n\r\nbody\r\n"), fetched);
    }

    @Test
    void appendingToNowhereIsFolderNotFound() {
        var missing = assertThrows(
                MailException.class,
                () -> session.append(
                        new MailboxName("Nowhere"), transmittable(bytes("Subject: x\r\n\r\n")), List.of()));

        assertEquals(Fault.FOLDER_NOT_FOUND, missing.fault());
        assertEquals(List.of(), session.newest(MailboxName.INBOX, 1, 1).messages(), "the session goes on");
    }

    @Test
    void searchFindsNewestFirstAndDescribesWhatWasAskedFor() throws IOException {
        // Given
        deliver("Subject: budget 1\r\nFrom: boss@example.org\r\n\r\nx\r\n");
        deliver("Subject: lunch\r\nFrom: boss@example.org\r\n\r\nx\r\n");
        deliver("Subject: budget 2\r\nFrom: boss@example.org\r\n\r\nx\r\n");

        // When
        SearchHits hits = session.search(
                MailboxName.INBOX,
                new SearchKey.And(List.of(
                        new SearchKey.Text("FROM", "boss@example.org"),
                        new SearchKey.Or(
                                new SearchKey.Text("SUBJECT", "budget \"x\""), new SearchKey.Text("SUBJECT", "budget")),
                        new SearchKey.Not(new SearchKey.Plain("SEEN")))),
                1);

        // Then
        assertEquals(2, hits.uids().size());
        assertTrue(hits.uids().get(0).value() > hits.uids().get(1).value());
        assertEquals(List.of("budget 2"), subjects(hits.summaries()));
    }

    @Test
    void searchFindsLettersBeyondAscii() throws IOException {
        deliver("Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe_aus_K=C3=B6ln?=\r\n\r\nx\r\n");
        deliver("Subject: Gruesse\r\n\r\nx\r\n");

        SearchHits hits = session.search(MailboxName.INBOX, new SearchKey.Text("SUBJECT", "Köln"), 5);

        assertEquals(List.of("Grüße aus Köln"), subjects(hits.summaries()));
    }

    @Test
    void aFullMailboxIsPagedWithoutASearch() throws IOException {
        // Given
        byte[] template = bytes("Subject: one of many\r\nFrom: a@example.org\r\n\r\nx\r\n");
        server().fill(user, many(), template);
        deliver("Subject: the newest\r\n\r\nx\r\n");

        // When
        MessagePage page = session.newest(MailboxName.INBOX, 1, 20);
        MessagePage last = session.newest(MailboxName.INBOX, many() / 20 + 1, 20);

        // Then
        assertEquals(many() + 1, page.total());
        assertEquals("the newest", page.messages().getFirst().envelope().subject());
        assertEquals(20, page.messages().size());
        assertEquals(1, last.messages().size());
    }

    @Test
    void whatWasComposedIsReadBack() throws IOException {
        for (long seed = 1; seed <= letters(); seed++) {
            RoundTrip.check(seed, session);
        }
    }

    final ImapMailboxes mailboxes() {
        return mailboxes(server().trust());
    }

    final ImapMailboxes mailboxes(MailTrust trust) {
        var dialer = new GuardedDialer(PrivateHosts.parse("127.0.0.1, ::1"), trust, DialTimeouts.DEFAULT);
        return new ImapMailboxes(dialer, ImapTimeouts.DEFAULT, Clock.systemUTC());
    }

    private MailAccount account(String password) {
        return account(user, server().imap(), password);
    }

    static MailAccount account(String login, Endpoint endpoint, String password) {
        return new MailAccount(
                new EmailAddress("ada@example.org"),
                "",
                List.of(),
                new MailAccount.Access(endpoint, new Login(login, Secret.of(password))),
                Optional.empty());
    }

    private void deliver(String message) throws IOException {
        second.append("INBOX", "", bytes(message.replaceAll("\\r?\\n", "\r\n")));
    }

    private Uid newest() {
        return session.newest(MailboxName.INBOX, 1, 1).messages().getFirst().uid();
    }

    private String flags(Uid uid) throws IOException {
        second.command("SELECT INBOX");
        return second.command("UID FETCH " + uid + " (FLAGS)").split("a OK", 2)[0];
    }

    private String status(String mailbox) throws IOException {
        return second.command("STATUS \"" + mailbox + "\" (MESSAGES)");
    }

    /** @param bare written by hand in modified UTF-7 where it is not ASCII, to check our own by another's */
    private String create(String bare) throws IOException {
        String name = server().mailbox(bare);
        String wire = name.replace("&", "&-")
                .replace("ü", "&APw-")
                .replace("ä", "&AOQ-")
                .replace("&APw-ß", "&APwA3w-");
        second.command("CREATE \"" + wire + "\"");
        return name;
    }

    /** @return the mailbox's whole name, which is there now */
    private String ensured(String bare) {
        String name = server().mailbox(bare);
        try {
            if (!second.command("LIST \"\" \"" + name + "\"").contains("* LIST")) {
                second.command("CREATE \"" + name + "\"");
            }
            return name;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> subjects(List<MessageSummary> messages) {
        return messages.stream().map(m -> m.envelope().subject()).collect(Collectors.toList());
    }

    /** Alternative text and HTML with a related image, a PDF with an RFC 2231 name, and an enclosed message. */
    private static String withAttachment(byte[] pdf) {
        String encoded = Base64.getMimeEncoder().encodeToString(pdf);
        return """
                From: a@example.org
                Subject: parts
                References: <r1@example.org>
                 <r2@example.org>
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=mix

                --mix
                Content-Type: multipart/alternative; boundary=alt

                --alt
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                Sch=C3=B6ne Gr=C3=BC=C3=9Fe
                --alt
                Content-Type: multipart/related; boundary=rel

                --rel
                Content-Type: text/html; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                <b>Gr=C3=BC=C3=9Fe</b><img src=3D"cid:logo@example.org">
                --rel
                Content-Type: image/png; name=logo.png
                Content-ID: <logo@example.org>
                Content-Transfer-Encoding: base64

                iVBORw0KGgo=
                --rel--
                --alt--
                --mix
                Content-Type: application/pdf
                Content-Disposition: attachment; filename*=UTF-8''%%C3%%9Cbersicht%%202026.pdf
                Content-Transfer-Encoding: base64

                %s
                --mix
                Content-Type: message/rfc822

                From: c@example.org
                Subject: enclosed

                enclosed text
                --mix--
                """.formatted(encoded);
    }

    private static Transmittable transmittable(byte[] octets) {
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

    private static byte[] random(int size) {
        byte[] octets = new byte[size];
        new Random(size).nextBytes(octets);
        return octets;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Set before each test, which no checker can see. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T unset() {
        return null;
    }
}
