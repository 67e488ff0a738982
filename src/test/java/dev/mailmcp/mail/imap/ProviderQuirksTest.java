package dev.mailmcp.mail.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.mail.Mailbox;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Message;
import dev.mailmcp.mail.Role;
import dev.mailmcp.mail.SearchHits;
import dev.mailmcp.mail.SearchKey;
import dev.mailmcp.mail.Transmittable;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.testserver.FakeImap;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What single providers do otherwise than the RFCs say, played by a script. What they do when pressed is in {@link ProviderPressureTest}. */
final class ProviderQuirksTest {
    private static final Uid UID = new Uid(7);
    /** What iCloud says after a login, as far as it matters here. */
    private static final String ICLOUD =
            "ACL QUOTA LITERAL+ NAMESPACE UIDPLUS CHILDREN BINARY UNSELECT SORT ESEARCH ESORT"
                    + " CONTEXT=SEARCH WITHIN SASL-IR SEARCHRES ID IDLE XAPPLELITERAL XAPPLEPUSHSERVICE X-APPLE-REMOTE-LINKS";

    private static final String GMAIL = "UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 UIDPLUS"
            + " COMPRESS=DEFLATE ENABLE MOVE CONDSTORE ESEARCH UTF8=ACCEPT LIST-EXTENDED LIST-STATUS LITERAL-"
            + " SPECIAL-USE APPENDLIMIT=35651584";

    /** iCloud gives nothing for {@code RFC822}, and no error either. */
    @Test
    void theOldNamesOfMessagePartsAreNeverAskedForAtIcloud() throws IOException {
        try (var server = FakeImap.with(ICLOUD, Scripted::mailbox);
                var session = Scripted.open(server)) {
            Message message = session.read(MailboxName.INBOX, UID, Optional.empty());
            session.newest(MailboxName.INBOX, 1, 10);

            assertEquals(Optional.of("hello"), message.text());
            for (String command : fetches(server)) {
                assertFalse(
                        command.replace("RFC822.SIZE", "").contains("RFC822")
                                || command.replace("BODY.PEEK[", "").contains("BODY["),
                        command);
            }
        }
    }

    /** iCloud answers ESEARCH without the UIDs, and BINARY not at all, though it advertises both. */
    @Test
    void extendedSearchAndBinaryPartsAreNotUsedAtIcloud() throws IOException {
        try (var server = FakeImap.with(
                        ICLOUD,
                        command -> command.contains("RETURN (")
                                ? List.of("* ESEARCH (TAG \"x\") UID", "OK")
                                : command.contains("BINARY") ? List.of("BAD no") : Scripted.mailbox(command));
                var session = Scripted.open(server)) {
            SearchHits hits = session.search(MailboxName.INBOX, new SearchKey.Plain("UNSEEN"), 1);

            assertEquals(List.of(UID), hits.uids());
            assertEquals(
                    Optional.of("hello"),
                    session.read(MailboxName.INBOX, UID, Optional.empty()).text());
        }
    }

    /** iCloud calls them so; most of the others are what old programs made, in the language of their users. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sent Messages | Deleted Messages | Sent Messages | Deleted Messages",
                "Sent | Trash | Sent | Trash",
                "Sent Items | Deleted Items | Sent Items | Deleted Items",
                "INBOX.Sent | INBOX.Trash | INBOX.Sent | INBOX.Trash",
                "INBOX.Sent Mail | INBOX.Papierkorb | INBOX.Sent Mail | INBOX.Papierkorb",
                "Gesendet | Papierkorb | Gesendet | Papierkorb",
                "&AMk-l&AOk-ments envoy&AOk-s | Corbeille | Éléments envoyés | Corbeille",
                "&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1- | &BBoEPgRABDcEOAQ9BDA- | Отправленные | Корзина",
                "&XfJT0ZAB- | &XfJSIJZkkK5O9g- | 已发送 | 已删除邮件",
            })
    void whereNothingIsAdvertisedTheNamesTellTheRoles(String sentOnWire, String trashOnWire, String sent, String trash)
            throws IOException {
        String delimiter = sent.startsWith("INBOX.") ? "." : "/";
        try (var server = FakeImap.with(
                        "",
                        Scripted.listing(
                                "() \"" + delimiter + "\" \"Something\"",
                                "() \"" + delimiter + "\" \"" + trashOnWire + "\"",
                                "() \"" + delimiter + "\" \"" + sentOnWire + "\"",
                                "() \"" + delimiter + "\" INBOX"));
                var session = Scripted.open(server)) {
            assertEquals(sent, inRole(session, Role.SENT));
            assertEquals(trash, inRole(session, Role.TRASH));
        }
    }

    /** Gmail in another language, GMX: the attribute decides, in any case of letters, whatever the name says. */
    @ParameterizedTest
    @CsvSource({"\\Sent, \\Trash", "\\sent, \\trash", "\\SENT, \\TRASH"})
    void attributesTellTheRoleBeforeNamesInAnyCaseOfLetters(String sent, String trash) throws IOException {
        try (var server = FakeImap.with(
                        "SPECIAL-USE",
                        Scripted.listing(
                                "() \"/\" Sent",
                                "() \"/\" Trash",
                                "(\\HasNoChildren " + sent + ") \"/\" \"Wys&AUI-ane\"",
                                "(" + trash + " \\HasNoChildren) \"/\" \"Kosz\""));
                var session = Scripted.open(server)) {
            assertEquals("Wysłane", inRole(session, Role.SENT));
            assertEquals("Kosz", inRole(session, Role.TRASH));
        }
    }

    /** Gmail and Courier offer UTF8=ACCEPT; as long as it is not enabled, names are in modified UTF-7 (RFC 6855 §3). */
    @Test
    void namesAreInModifiedUtf7BothWaysThoughUtf8IsOffered() throws IOException {
        try (var server = FakeImap.with("ENABLE UTF8=ACCEPT", command -> switch (FakeImap.verb(command)) {
                    case "LIST" -> List.of("* LIST () \"/\" \"Entw&APw-rfe &- &2D3eAA-\"", "OK");
                    default -> Scripted.mailbox(command);
                });
                var session = Scripted.open(server)) {
            MailboxName drafts = session.mailboxes(false).getFirst().name();
            session.newest(drafts, 1, 10);

            assertEquals("Entwürfe & 😀", drafts.value());
            assertTrue(
                    server.heard().contains("EXAMINE \"Entw&APw-rfe &- &2D3eAA-\""),
                    server.heard().toString());
        }
    }

    /** Gmail and Coremail search without CHARSET for something outside ASCII, find nothing, and say OK. */
    @Test
    void lettersBeyondAsciiAreSearchedWithTheirCharsetAndOthersWithout() throws IOException {
        try (var server = FakeImap.with(
                        "LITERAL+",
                        command -> command.contains("SEARCH")
                                        && !command.contains("CHARSET UTF-8")
                                        && !command.chars().allMatch(c -> c < 0x80)
                                ? List.of("* SEARCH", "OK")
                                : Scripted.mailbox(command));
                var session = Scripted.open(server)) {
            assertEquals(
                    List.of(UID),
                    session.search(MailboxName.INBOX, new SearchKey.Text("SUBJECT", "发票"), 1)
                            .uids());
            session.search(MailboxName.INBOX, new SearchKey.Text("SUBJECT", "invoice"), 1);

            assertTrue(
                    server.heard().stream()
                            .filter(command -> command.contains("invoice"))
                            .noneMatch(command -> command.contains("CHARSET")),
                    server.heard().toString());
        }
    }

    /** Exchange refuses with or without the code that is meant for it. */
    @ParameterizedTest
    @CsvSource({
        "NO [BADCHARSET (US-ASCII)] The specified charset is not supported.",
        "NO [BADCHARSET] no",
        "NO The specified charset is not supported.",
        "BAD Unknown charset",
    })
    void whereTheCharsetIsRefusedTheAnswerSaysWhatWasNotSearched(String refusal) throws IOException {
        try (var server = FakeImap.with(
                        "LITERAL+",
                        command -> command.contains("CHARSET") ? List.of(refusal) : Scripted.mailbox(command));
                var session = Scripted.open(server)) {
            SearchHits hits = session.search(
                    MailboxName.INBOX,
                    new SearchKey.Or(new SearchKey.Text("SUBJECT", "hi"), new SearchKey.Text("BODY", "größer")),
                    1);

            assertEquals(List.of(UID), hits.uids());
            assertTrue(
                    hits.warnings().toString().contains("not searched"),
                    hits.warnings().toString());
        }
    }

    /** 163, 126, yeah.net and 188 refuse to open a mailbox for programs that have not said who they are. */
    @Test
    void whoAsksIsSaidBeforeTheFirstMailboxIsOpened() throws IOException {
        try (var server = FakeImap.playing(line -> {
                    line.say("* OK Coremail System IMap Server Ready(163com)");
                    boolean known = false;
                    while (true) {
                        FakeImap.Heard command = line.hear();
                        List<String> said = new ArrayList<>(Scripted.mailbox(command.text()));
                        switch (FakeImap.verb(command.text())) {
                            case "CAPABILITY" ->
                                said = List.of(
                                        "* CAPABILITY IMAP4rev1 XLIST SPECIAL-USE LITERAL+ STARTTLS UIDPLUS ID", "OK");
                            case "ID" -> known = command.text().matches("ID \\((\"[^\"]+\" ?)+\\)");
                            case "SELECT", "EXAMINE" ->
                                said = known
                                        ? said
                                        : List.of("NO EXAMINE Unsafe Login. Please contact kefu@188.com for help");
                            default -> {
                                // Answered already.
                            }
                        }
                        for (String untagged : said.subList(0, said.size() - 1)) {
                            line.say(untagged);
                        }
                        line.say(command.tag() + " " + said.getLast());
                    }
                });
                var session = Scripted.open(server)) {
            assertEquals(1, session.newest(MailboxName.INBOX, 1, 10).messages().size());
        }
    }

    /** Exchange has UIDPLUS and no MOVE; a bare EXPUNGE would take what other programs have marked. */
    @Test
    void withoutMoveAMessageIsCopiedAndThenRemovedByItsUid() throws IOException {
        try (var server = FakeImap.with(
                        "AUTH=PLAIN SASL-IR UIDPLUS ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+",
                        command -> FakeImap.verb(command).equals("UID COPY")
                                ? List.of("OK [COPYUID 5 7 70] copied")
                                : Scripted.mailbox(command));
                var session = Scripted.open(server)) {
            var moved = session.move(MailboxName.INBOX, List.of(UID), Optional.empty(), new MailboxName("Archive"));

            assertEquals(
                    Optional.of(new Uid(70)), Optional.ofNullable(moved.uids().get(UID)));
            assertEquals(
                    List.of("UID COPY 7 \"Archive\"", "UID STORE 7 +FLAGS.SILENT (\\Deleted)", "UID EXPUNGE 7"),
                    server.heard().stream()
                            .filter(command -> command.matches("UID (COPY|STORE|EXPUNGE).*|EXPUNGE|CLOSE|UID MOVE.*"))
                            .toList());
        }
    }

    /** Courier: a copy of what was sent must not be lost because somebody has just looked into Sent. */
    @Test
    void aMailboxThatIsOpenForReadingTakesAMessageAllTheSame() throws IOException {
        var writable = new AtomicBoolean();
        try (var server = FakeImap.with("LITERAL+", command -> switch (FakeImap.verb(command)) {
                    case "SELECT", "EXAMINE" -> {
                        writable.set(command.startsWith("SELECT"));
                        yield Scripted.mailbox(command);
                    }
                    case "APPEND" ->
                        List.of(writable.get() ? "OK APPEND Ok." : "NO Current box is selected READ-ONLY.");
                    default -> Scripted.mailbox(command);
                });
                var session = Scripted.open(server)) {
            MailboxName sent = new MailboxName("INBOX.Sent");
            session.newest(sent, 1, 10);

            assertEquals(
                    sent,
                    session.append(sent, octets("Subject: x\r\n\r\n"), List.of())
                            .mailbox());
        }
    }

    /** At Gmail EXPUNGE in All Mail leaves everything; only a move to the Trash deletes. */
    @Test
    void theTrashOfGmailIsFoundInAnyLanguageAndAMoveThereIsAMove() throws IOException {
        try (var server = FakeImap.with(
                        GMAIL,
                        command -> FakeImap.verb(command).equals("LIST")
                                ? Scripted.listing(
                                                "(\\HasNoChildren) \"/\" INBOX",
                                                "(\\HasChildren \\Noselect) \"/\" \"[Gmail]\"",
                                                "(\\All \\HasNoChildren) \"/\" \"[Gmail]/Alle Nachrichten\"",
                                                "(\\HasNoChildren \\Trash) \"/\" \"[Gmail]/Papierkorb\"")
                                        .to(command)
                                : Scripted.mailbox(command));
                var session = Scripted.open(server)) {
            MailboxName all = session.inRole(Role.ALL).orElseThrow();
            MailboxName trash = session.inRole(Role.TRASH).orElseThrow();
            session.move(all, List.of(UID), Optional.empty(), trash);

            assertTrue(
                    server.heard().contains("UID MOVE 7 \"[Gmail]/Papierkorb\""),
                    server.heard().toString());
            assertFalse(server.heard().toString().contains("EXPUNGE"));
        }
    }

    /** Gmail's labels are mailboxes; the parents that only group them hold no mail. */
    @Test
    void labelsOfGmailAreMailboxesAndTheirGroupIsNotSelectable() throws IOException {
        try (var server = FakeImap.with(
                        GMAIL,
                        Scripted.listing(
                                "(\\HasNoChildren) \"/\" INBOX",
                                "(\\HasNoChildren) \"/\" \"Rechnungen/2026\"",
                                "(\\HasChildren \\Noselect) \"/\" \"[Gmail]\"",
                                "(\\HasNoChildren \\Important) \"/\" \"[Gmail]/Wichtig\"",
                                "(\\HasNoChildren \\Flagged) \"/\" \"[Gmail]/Markiert\""));
                var session = Scripted.open(server)) {
            List<Mailbox> mailboxes = session.mailboxes(false);

            assertEquals(
                    "INBOX, Rechnungen/2026, [Gmail]/Wichtig, [Gmail]/Markiert",
                    mailboxes.stream()
                            .filter(Mailbox::selectable)
                            .map(mailbox -> mailbox.name().value())
                            .collect(Collectors.joining(", ")));
            assertEquals("[Gmail]/Markiert", inRole(session, Role.FLAGGED));
        }
    }

    private static Transmittable octets(String text) {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
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

    private static String inRole(MailboxSession session, Role role) {
        return session.inRole(role).map(MailboxName::value).orElse("");
    }

    private static List<String> fetches(FakeImap server) {
        return server.heard().stream()
                .filter(command -> FakeImap.verb(command).endsWith("FETCH"))
                .toList();
    }
}
