package dev.mailmcp.mail.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.Login;
import dev.mailmcp.account.MailAccount;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.dial.DialTimeouts;
import dev.mailmcp.dial.GuardedDialer;
import dev.mailmcp.dial.MailTrust;
import dev.mailmcp.dial.PrivateHosts;
import dev.mailmcp.mail.Attachment;
import dev.mailmcp.mail.Flag;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.Message;
import dev.mailmcp.mail.SearchHits;
import dev.mailmcp.mail.SearchKey;
import dev.mailmcp.mail.Transmittable;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.UidValidity;
import dev.mailmcp.secret.Secret;
import dev.mailmcp.testserver.FakeImap;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that are broken, hostile, slow or too plain to be found in a package. */
final class HostileServerTest {
    private static final ImapTimeouts SHORT =
            new ImapTimeouts(Duration.ofMillis(700), Duration.ofMillis(300), Duration.ofMillis(700));
    private static final Uid UID = new Uid(7);
    private static final String EXAMINED = "* 2 EXISTS\n* OK [UIDVALIDITY 5] ok";
    private static final String ENVELOPE =
            "ENVELOPE (NIL \"hi\" NIL NIL NIL NIL NIL NIL NIL NIL) INTERNALDATE \"01-Mar-2026 10:00:00 +0000\""
                    + " RFC822.SIZE 9 FLAGS ()";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "* LIST () \"/\" {2000000000}",
                "* LIST () \"/\" {99999999999999}",
                "* LIST () \"/\" {16777217}",
            })
    void aLiteralBeyondMeasureIsRefusedBeforeItIsRead(String line) throws IOException {
        try (var server = FakeImap.with("", command -> List.of(line, "OK"));
                var session = open(server)) {
            var fault = assertThrows(MailException.class, () -> session.mailboxes(false));
            assertEquals(Fault.UNAVAILABLE, fault.fault());
            assertTrue(fault.toString().contains("literal"), fault.toString());
        }
    }

    @Test
    void anEndlessLineIsRefused() throws IOException {
        try (var server = FakeImap.playing(line -> {
            line.write("* OK ");
            while (true) {
                line.write("x".repeat(8192));
            }
        })) {
            // Small, so that the limit is met before the time is over on a busy machine too.
            var limits = new ImapLimits(1 << 17, 1 << 20, 4 << 20);
            assertEquals(
                    Fault.UNAVAILABLE,
                    assertThrows(MailException.class, () -> mailboxes(server, SHORT, limits)
                                    .open(account(server.endpoint(TransportSecurity.NONE), "ada@example.org", "pw")))
                            .fault());
        }
    }

    @Test
    void endlessUntaggedResponsesAreRefused() throws IOException {
        try (var server = FakeImap.playing(line -> {
            line.say("* OK [CAPABILITY IMAP4rev1] hi");
            line.say(line.hear().tag() + " OK [CAPABILITY IMAP4rev1] in");
            line.hear();
            while (true) {
                line.write("* LIST () \"/\" \"a\"\r\n".repeat(1000));
            }
        })) {
            var limits = new ImapLimits(1 << 20, 1 << 20, 4 << 20);
            try (var session =
                    mailboxes(server, ImapTimeouts.DEFAULT, limits).open(account(server, TransportSecurity.NONE))) {
                var fault = assertThrows(MailException.class, () -> session.mailboxes(false));
                assertEquals(Fault.UNAVAILABLE, fault.fault());
                assertTrue(fault.toString().contains("answer longer"), fault.toString());
            }
        }
    }

    @Test
    void aServerThatStallsAtTheGreetingTimesOut() throws IOException {
        try (var server = FakeImap.playing(FakeImap.Line::stall)) {
            assertEquals(
                    Fault.TIMEOUT,
                    assertThrows(MailException.class, () -> open(server)).fault());
        }
    }

    @Test
    void aServerThatDribblesTimesOutAsAWhole() throws IOException {
        try (var server = FakeImap.playing(line -> {
            line.write("* OK ");
            while (true) {
                line.write("x");
                pause();
            }
        })) {
            assertEquals(
                    Fault.TIMEOUT,
                    assertThrows(MailException.class, () -> open(server)).fault());
        }
    }

    @Test
    void aServerThatStopsReadingAnUploadTimesOut() throws IOException {
        try (var server = FakeImap.playing(line -> {
                    line.say("* OK [CAPABILITY IMAP4rev1 LITERAL+] hi");
                    line.say(line.hear().tag() + " OK [CAPABILITY IMAP4rev1 LITERAL+] in");
                    pauseLong();
                });
                var session = open(server)) {
            // An upload that the server never takes did not happen: its last octet was not sent.
            var fault = assertThrows(
                    MailException.class, () -> session.append(MailboxName.INBOX, zeros(64 << 20), List.of()));
            assertEquals(Fault.TIMEOUT, fault.fault());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "* BYE too many connections from your address, THROTTLED",
        "* BYE going down, UNAVAILABLE",
        "* PREAUTH welcome, UNAVAILABLE",
        "HTTP/1.1 400 Bad Request, UNAVAILABLE",
    })
    void greetingsThatAreNoneAreToldApart(String greeting, Fault fault) throws IOException {
        try (var server = FakeImap.playing(line -> line.say(greeting))) {
            assertEquals(
                    fault, assertThrows(MailException.class, () -> open(server)).fault());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NO [AUTHENTICATIONFAILED] no, LOGIN_REFUSED",
        "NO wrong password, LOGIN_REFUSED",
        "NO [UNAVAILABLE] directory down, UNAVAILABLE",
        "NO [INUSE] locked, UNAVAILABLE",
        "NO [LIMIT] slow down, THROTTLED",
        "NO Too many simultaneous connections, THROTTLED",
        "NO Temporary authentication failure, UNAVAILABLE",
        "BAD User is authenticated but not connected., THROTTLED",
    })
    void loginAnswersAreToldApart(String answer, Fault fault) throws IOException {
        try (var server = FakeImap.playing(line -> {
            line.say("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] hi");
            line.say(line.hear().tag() + " " + answer);
            line.stall();
        })) {
            assertEquals(
                    fault, assertThrows(MailException.class, () -> open(server)).fault());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AUTH=PLAIN SASL-IR | AUTHENTICATE PLAIN AGpvw6sAcMOkc3M=",
                "AUTH=PLAIN         | AUTHENTICATE PLAIN",
                "LITERAL+           | LOGIN {4+}joë {5+}päss",
                "IMAP4rev1          | LOGIN {4}joë {5}päss",
            })
    void loginsTakeTheBestWayOffered(String capabilities, String expected) throws IOException {
        // Given
        var heard = new ArrayList<String>();
        try (var server = FakeImap.playing(line -> {
            line.say("* OK [CAPABILITY IMAP4rev1 " + capabilities + "] hi");
            FakeImap.Heard login = line.hear();
            heard.add(login.text());
            if (login.text().equals("AUTHENTICATE PLAIN")) {
                line.say("+ ");
                heard.add(line.line());
            }
            line.say(login.tag() + " OK [CAPABILITY IMAP4rev1 ID] in");
            heard.add(line.hear().text());
            line.stall();
        })) {
            // When
            try (MailboxSession session = open(server, "joë", "päss")) {
                assertThrows(MailException.class, () -> session.mailboxes(false)); // ID goes along, nothing is answered
            }

            // Then
            assertEquals(expected, heard.getFirst());
            if (expected.endsWith("PLAIN")) {
                assertEquals("AGpvw6sAcMOkc3M=", heard.get(1));
            }
            assertEquals("ID (\"name\" \"mail-mcp\" \"vendor\" \"mail-mcp\")", heard.getLast());
        }
    }

    @Test
    void whereLoginIsDisabledNoPasswordIsSent() throws IOException {
        try (var server = FakeImap.playing(line -> {
            line.say("* OK [CAPABILITY IMAP4rev1 LOGINDISABLED] hi");
            line.stall();
        })) {
            assertEquals(
                    Fault.LOGIN_REFUSED,
                    assertThrows(MailException.class, () -> open(server)).fault());
            assertEquals(List.of(), server.heard());
        }
    }

    @Test
    void withoutStartTlsNothingIsSent() throws IOException {
        try (var server = FakeImap.with("AUTH=PLAIN", command -> List.of("OK"))) {
            var fault = assertThrows(MailException.class, () -> mailboxes(server, SHORT, ImapLimits.DEFAULT)
                    .open(account(server, TransportSecurity.STARTTLS)));
            assertEquals(Fault.UNAVAILABLE, fault.fault());
            assertEquals(List.of(), server.heard());
        }
    }

    @Test
    void wordsInjectedBeforeTlsAreRefused() throws IOException {
        try (var server = FakeImap.playing(line -> {
            line.say("* OK [CAPABILITY IMAP4rev1 STARTTLS] hi");
            line.write(line.hear().tag() + " OK go\r\n* OK injected\r\n");
            line.stall();
        })) {
            var fault = assertThrows(MailException.class, () -> mailboxes(server, SHORT, ImapLimits.DEFAULT)
                    .open(account(server, TransportSecurity.STARTTLS)));
            assertTrue(fault.toString().contains("someone may be in between"), fault.toString());
        }
    }

    @Test
    void aRefusalIsNeverALoginFaultAndIsCutAndPrintable() throws IOException {
        try (var server = FakeImap.with(
                        "",
                        command -> List.of(
                                command.startsWith("LIST")
                                        ? "NO [AUTHENTICATIONFAILED] \u001b[31m" + "x".repeat(500)
                                        : "OK"));
                var session = open(server)) {
            var fault = assertThrows(MailException.class, () -> session.mailboxes(false));
            assertEquals(Fault.REFUSED, fault.fault());
            assertTrue(fault.toString().length() < 320 && !fault.toString().contains("\u001b"), fault.toString());
        }
    }

    @Test
    void aStatusThatFailsLeavesOnlyItsCountsEmpty() throws IOException {
        try (var server = FakeImap.with("", command -> switch (FakeImap.verb(command)) {
                    case "LIST" -> List.of("* LIST () \"/\" b", "* LIST () \"/\" INBOX", "OK");
                    case "STATUS" ->
                        command.contains("INBOX")
                                ? List.of("* STATUS INBOX (MESSAGES 3 UNSEEN 1)", "OK")
                                : List.of("NO broken index");
                    default -> List.of("OK");
                });
                var session = open(server)) {
            var mailboxes = session.mailboxes(true);
            assertEquals(3, mailboxes.getFirst().total().orElse(-1));
            assertTrue(mailboxes.getLast().total().isEmpty());
        }
    }

    /** {@code &2AA-} is the first half of a character: it can be written neither as UTF-8 nor into a URI. */
    @Test
    void aNameWithHalfACharacterLeavesTheOthersInTheList() throws IOException {
        try (var server = FakeImap.with("", command -> switch (FakeImap.verb(command)) {
                    case "LIST" ->
                        List.of("* LIST () \"/\" &2AA-", "* LIST () \"/\" &2D3eAA-", "* LIST () \"/\" INBOX", "OK");
                    default -> List.of("OK");
                });
                var session = open(server)) {
            assertEquals(
                    List.of("INBOX", "😀"),
                    session.mailboxes(false).stream()
                            .map(mailbox -> mailbox.name().value())
                            .toList());
        }
    }

    @Test
    void withoutMoveAndUidplusNothingIsEverExpunged() throws IOException {
        // Given
        try (var server = FakeImap.with("", HostileServerTest::plainMailbox);
                var session = open(server)) {
            // When
            session.move(MailboxName.INBOX, List.of(UID), Optional.empty(), new MailboxName("Archive"));
            var refused = assertThrows(
                    MailException.class, () -> session.expunge(MailboxName.INBOX, List.of(UID), Optional.empty()));

            // Then
            assertEquals(Fault.REFUSED, refused.fault());
            assertTrue(server.heard().contains("UID COPY 7 \"Archive\""));
            assertTrue(server.heard().contains("UID STORE 7 +FLAGS.SILENT (\\Deleted)"));
            assertFalse(
                    server.heard().toString().contains("EXPUNGE"),
                    server.heard().toString());
        }
    }

    @Test
    void withUidplusAloneAMoveRemovesByUid() throws IOException {
        try (var server = FakeImap.with("UIDPLUS", HostileServerTest::plainMailbox);
                var session = open(server)) {
            var moved = session.move(MailboxName.INBOX, List.of(UID), Optional.empty(), new MailboxName("Archive"));

            assertEquals(Map.of(UID, new Uid(70)), moved.uids());
            assertTrue(server.heard().contains("UID EXPUNGE 7"), server.heard().toString());
        }
    }

    @Test
    void noChangeIsSentUnderAnotherUidValidity() throws IOException {
        try (var server = FakeImap.with("UIDPLUS MOVE", HostileServerTest::plainMailbox);
                var session = open(server)) {
            var other = Optional.of(new UidValidity(6));
            for (Runnable change : List.<Runnable>of(
                    () -> session.expunge(MailboxName.INBOX, List.of(UID), other),
                    () -> session.move(MailboxName.INBOX, List.of(UID), other, new MailboxName("Archive")),
                    () -> session.store(MailboxName.INBOX, List.of(UID), other, List.of(Flag.SEEN), List.of()))) {
                assertEquals(
                        Fault.STALE_REFERENCE,
                        assertThrows(MailException.class, change::run).fault());
            }
            assertFalse(
                    server.heard().toString().contains("UID"), server.heard().toString());
        }
    }

    @Test
    void aChangeWhoseAnswerIsLostHasAnUnknownOutcome() throws IOException {
        try (var server = FakeImap.playing(line -> {
                    line.say("* OK [CAPABILITY IMAP4rev1] hi");
                    line.say(line.hear().tag() + " OK [CAPABILITY IMAP4rev1] in");
                    say(line, EXAMINED);
                    line.say(line.hear().tag() + " OK [READ-WRITE] selected");
                    line.hear();
                });
                var session = open(server)) {
            var fault = assertThrows(
                    MailException.class,
                    () -> session.store(
                            MailboxName.INBOX, List.of(UID), Optional.empty(), List.of(Flag.SEEN), List.of()));
            assertEquals(Fault.UNKNOWN_OUTCOME, fault.fault());
            // And the connection is not used again.
            assertEquals(
                    Fault.UNAVAILABLE,
                    assertThrows(MailException.class, () -> session.mailboxes(false))
                            .fault());
        }
    }

    @Test
    void aKeywordThatTheMailboxDoesNotKeepIsRefusedClearly() throws IOException {
        try (var server = FakeImap.with(
                        "",
                        command -> command.startsWith("SELECT")
                                ? List.of(
                                        "* 1 EXISTS",
                                        "* OK [UIDVALIDITY 5] ok",
                                        "* OK [PERMANENTFLAGS (\\Seen \\Deleted)] limited",
                                        "OK")
                                : List.of("OK"));
                var session = open(server)) {
            var fault = assertThrows(
                    MailException.class,
                    () -> session.store(
                            MailboxName.INBOX, List.of(UID), Optional.empty(), List.of(new Flag("$Done")), List.of()));
            assertEquals(Fault.REFUSED, fault.fault());
            assertTrue(fault.hint().contains("\\Seen \\Deleted"), fault.hint());
        }
    }

    @Test
    void anAppendGoesByASynchronizingLiteralWhereTheServerHasNoOther() throws IOException {
        try (var server = FakeImap.with("", command -> List.of("OK [APPENDUID 5 9] done"));
                var session = open(server)) {
            var appended = session.append(MailboxName.INBOX, text("hello"), List.of(Flag.SEEN));

            assertEquals(Optional.of(new Uid(9)), appended.uid());
            assertTrue(
                    server.heard().contains("APPEND \"INBOX\" (\\Seen) {5}hello"),
                    server.heard().toString());
        }
    }

    @Test
    void anAppendRefusedAtTheLiteralLeavesTheSessionUsable() throws IOException {
        try (var server = FakeImap.playing(line -> {
                    line.say("* OK [CAPABILITY IMAP4rev1] hi");
                    line.say(line.hear().tag() + " OK [CAPABILITY IMAP4rev1] in");
                    String tag = line.line().split(" ", 2)[0];
                    line.say("* 5 EXISTS");
                    line.say(tag + " NO [TOOBIG] over the limit");
                    line.say("* LIST () \"/\" INBOX");
                    line.say(line.hear().tag() + " OK");
                });
                var session = open(server)) {
            var fault = assertThrows(
                    MailException.class, () -> session.append(MailboxName.INBOX, text("hello"), List.of()));
            assertEquals(Fault.TOO_LARGE, fault.fault());
            assertEquals(1, session.mailboxes(false).size());
        }
    }

    @Test
    void whereTheCharsetIsRefusedSubjectsAreComparedHere() throws IOException {
        // Given
        try (var server = FakeImap.with("LITERAL+", command -> switch (FakeImap.verb(command)) {
                    case "EXAMINE" -> List.of("* 2 EXISTS", "* OK [UIDVALIDITY 5] ok", "OK");
                    case "UID SEARCH" ->
                        command.contains("CHARSET")
                                ? List.of("NO [BADCHARSET (US-ASCII)] not supported")
                                : List.of("* SEARCH 7 8", "OK");
                    case "UID FETCH" ->
                        List.of(
                                "* 1 FETCH (UID 7 " + ENVELOPE.replace("\"hi\"", "\"=?UTF-8?Q?K=C3=B6ln?=\"") + ")",
                                "* 2 FETCH (UID 8 " + ENVELOPE + ")",
                                "OK");
                    default -> List.of("OK");
                });
                var session = open(server)) {
            // When
            SearchHits hits = session.search(
                    MailboxName.INBOX,
                    new SearchKey.And(List.of(new SearchKey.Plain("UNSEEN"), new SearchKey.Text("SUBJECT", "köln"))),
                    5);

            // Then
            assertEquals(List.of(UID), hits.uids());
            assertEquals("Köln", hits.summaries().getFirst().envelope().subject());
            assertEquals(1, hits.warnings().size());
            assertTrue(server.heard().contains("UID SEARCH CHARSET UTF-8 UNSEEN SUBJECT {5+}köln"));
            assertTrue(
                    server.heard().contains("UID SEARCH UNSEEN"), server.heard().toString());
        }
    }

    @Test
    void hugeMailboxesAreSearchedInRanges() throws IOException {
        try (var server = FakeImap.with(
                        "",
                        command -> command.startsWith("EXAMINE")
                                ? List.of("* 120000 EXISTS", "* OK [UIDVALIDITY 5] ok", "OK")
                                : List.of("* SEARCH 7", "OK"));
                var session = open(server)) {
            session.search(MailboxName.INBOX, new SearchKey.Plain("SEEN"), 0);

            assertTrue(
                    server.heard()
                            .containsAll(List.of(
                                    "UID SEARCH 1:50000 SEEN",
                                    "UID SEARCH 50001:100000 SEEN",
                                    "UID SEARCH 100001:120000 SEEN")),
                    server.heard().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BODYSTRUCTURE (\"text\" \"plain\" NIL NIL NIL \"7bit\" 2 1 NIL NIL NIL NIL (x)",
                "BODYSTRUCTURE NIL",
                "BODYSTRUCTURE (",
                "X-UNKNOWN-ITEM (1 2 (3))",
            })
    void aStructureThatIsNoneStillGivesTheMessage(String structure) throws IOException {
        try (var server = FakeImap.with("", command -> switch (FakeImap.verb(command)) {
                    case "EXAMINE" -> List.of("* 1 EXISTS", "* OK [UIDVALIDITY 5] ok", "OK");
                    case "UID FETCH" ->
                        command.contains("ENVELOPE")
                                ? List.of("* 1 FETCH (UID 7 " + ENVELOPE + " " + structure + ")", "OK")
                                : List.of("* 1 FETCH (UID 7 BODY[1]<0> \"hi\" BODY[TEXT]<0> \"hi\")", "OK");
                    default -> List.of("OK");
                });
                var session = open(server)) {
            Message message = session.read(MailboxName.INBOX, UID, Optional.empty());
            assertEquals(Optional.of("hi"), message.text());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"text\" \"plain\" NIL NIL NIL \"7bit\" 0 0` | `Subject: hi\r\nno field\r\n` | `` | `no field\n`",
                "`(\"text\" \"plain\" NIL NIL NIL \"7bit\" 0 0) \"mixed\"` | `Subject: hi\r\n\r\n` | `--x\r\n\r\nlost` | `--x\n\nlost`",
                "`(\"text\" \"plain\" NIL NIL NIL \"7bit\" 0 0) \"mixed\"` | `Subject: hi\r\n\r\n` | `--x\r\nContent-Type: text/plain\r\n\r\n--x--` | ``",
                "`\"text\" \"plain\" NIL NIL NIL \"7bit\" 0 0` | `From x\r\nSubject: hi\r\n there\r\n\r\n` | `` | ``",
            })
    void textThatTheServerLostIsFoundAndNoneIsMadeUp(String structure, String header, String text, String found)
            throws IOException {
        try (var server = FakeImap.with("", command -> switch (FakeImap.verb(command)) {
                    case "EXAMINE" -> List.of("* 1 EXISTS", "* OK [UIDVALIDITY 5] ok", "OK");
                    case "UID FETCH" ->
                        List.of(
                                "* 1 FETCH (UID 7 " + ENVELOPE + " BODYSTRUCTURE (" + structure
                                        + ") BODY[1]<0> \"\" BODY[TEXT]<0> {" + text.length() + "}\r\n" + text
                                        + " BODY[HEADER]<0> {" + header.length() + "}\r\n" + header + ")",
                                "OK");
                    default -> List.of("OK");
                });
                var session = open(server)) {
            Message message = session.read(MailboxName.INBOX, UID, Optional.empty());
            assertEquals(Optional.of(found), message.text());
            assertEquals(!found.isEmpty(), !message.warnings().isEmpty(), message.warnings()::toString);
        }
    }

    @Test
    void aStructureNestedBeyondReasonIsReadWithoutHarm() throws IOException {
        try (var server = FakeImap.with("", command -> switch (FakeImap.verb(command)) {
                    case "EXAMINE" -> List.of("* 1 EXISTS", "* OK [UIDVALIDITY 5] ok", "OK");
                    case "FETCH" ->
                        List.of("* 1 FETCH (UID 7 " + ENVELOPE + " BODYSTRUCTURE " + "(".repeat(500_000) + ")", "OK");
                    default -> List.of("OK");
                });
                var session = open(server)) {
            assertEquals(
                    "hi",
                    session.newest(MailboxName.INBOX, 1, 10)
                            .messages()
                            .getFirst()
                            .envelope()
                            .subject());
        }
    }

    @Test
    void newsBetweenAnswersIsTolerated() throws IOException {
        try (var server = FakeImap.with("", command -> switch (FakeImap.verb(command)) {
                    case "EXAMINE" -> List.of("* 2 EXISTS", "* OK [UIDVALIDITY 5] ok", "OK");
                    case "FETCH" ->
                        List.of(
                                "* OK [ALERT] the server restarts at noon",
                                "* 3 EXISTS",
                                "* 2 FETCH (FLAGS (\\Seen))",
                                "* 1 FETCH (UID 7 " + ENVELOPE + ")",
                                "* 1 EXPUNGE",
                                "* 1 RECENT",
                                "OK");
                    default -> List.of("OK");
                });
                var session = open(server)) {
            assertEquals(1, session.newest(MailboxName.INBOX, 1, 10).messages().size());
        }
    }

    @Test
    void aSectionThatIsNoneIsNotSent() throws IOException {
        try (var server = FakeImap.with("", HostileServerTest::plainMailbox);
                var session = open(server)) {
            var attachment = new Attachment("1] BODY[", "x", "a/b", 1, 1, false, "", "7bit");

            assertThrows(
                    MailException.class,
                    () -> session.download(
                            MailboxName.INBOX, UID, new UidValidity(5), attachment, OutputStream.nullOutputStream()));
            assertFalse(server.heard().toString().contains("FETCH"));
        }
    }

    private static List<String> plainMailbox(String command) {
        return switch (FakeImap.verb(command)) {
            case "SELECT", "EXAMINE" -> List.of("* 2 EXISTS", "* OK [UIDVALIDITY 5] ok", "OK");
            case "UID FETCH" -> List.of("* 1 FETCH (UID 7)", "OK");
            case "UID COPY" -> List.of("OK [COPYUID 5 7 70] copied");
            default -> List.of("OK");
        };
    }

    private static MailboxSession open(FakeImap server) {
        return open(server, "ada", "pw");
    }

    private static MailboxSession open(FakeImap server, String user, String password) {
        Endpoint endpoint = server.endpoint(TransportSecurity.NONE);
        return mailboxes(server, SHORT, ImapLimits.DEFAULT).open(account(endpoint, user, password));
    }

    private static ImapMailboxes mailboxes(FakeImap server, ImapTimeouts timeouts, ImapLimits limits) {
        var dialer = new GuardedDialer(
                PrivateHosts.parse(
                        "127.0.0.1:" + server.endpoint(TransportSecurity.NONE).port()),
                MailTrust.system(),
                DialTimeouts.DEFAULT);
        return new ImapMailboxes(dialer, timeouts, limits, Clock.systemUTC());
    }

    private static MailAccount account(FakeImap server, TransportSecurity security) {
        return account(server.endpoint(security), "ada", "pw");
    }

    private static MailAccount account(Endpoint endpoint, String user, String password) {
        return new MailAccount(
                new EmailAddress("ada@example.org"),
                "",
                List.of(),
                new MailAccount.Access(endpoint, new Login(user, Secret.of(password))),
                Optional.empty());
    }

    private static void say(FakeImap.Line line, String lines) throws IOException {
        for (String one : lines.split("\n", -1)) {
            line.say(one);
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

    private static Transmittable zeros(int size) {
        return new Transmittable() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                byte[] chunk = new byte[8192];
                for (int written = 0; written < size; written += chunk.length) {
                    out.write(chunk);
                }
            }
        };
    }

    private static void pause() throws IOException {
        sleep(50);
    }

    private static void pauseLong() throws IOException {
        sleep(5000);
    }

    private static void sleep(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
