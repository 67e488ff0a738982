package dev.mailmcp.mail.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.account.EmailAddress;
import dev.mailmcp.account.Login;
import dev.mailmcp.account.MailAccount;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.dial.DialTimeouts;
import dev.mailmcp.dial.GuardedDialer;
import dev.mailmcp.dial.MailTrust;
import dev.mailmcp.dial.PrivateHosts;
import dev.mailmcp.mail.Flag;
import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.SearchHits;
import dev.mailmcp.mail.SearchKey;
import dev.mailmcp.mail.SearchQuery;
import dev.mailmcp.mail.SearchRequest;
import dev.mailmcp.mail.SearchText;
import dev.mailmcp.mail.Uid;
import dev.mailmcp.mail.UidValidity;
import dev.mailmcp.mail.WordQuery;
import dev.mailmcp.secret.Secret;
import dev.mailmcp.testserver.FakeImap;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Searching and changing on scripted servers: what extensions change on the wire, and what is done where they are broken. */
final class AskingQuirksTest {
    private static final MailboxName ARCHIVE = new MailboxName("Archive");

    /** A mailbox of this many messages that answers each search so. */
    private static FakeImap searching(String capabilities, long exists, FakeImap.Answers searches) throws IOException {
        return FakeImap.with(capabilities, command -> switch (FakeImap.verb(command)) {
            case "SELECT", "EXAMINE" -> List.of("* " + exists + " EXISTS", "* OK [UIDVALIDITY 5] ok", "OK");
            case "UID SEARCH" -> searches.to(command);
            case "UID FETCH" -> fetched(command);
            default -> List.of("OK");
        });
    }

    /** A row for each UID asked for; those that can be divided by 10 have an attachment. */
    private static List<String> fetched(String command) {
        List<String> rows = new ArrayList<>();
        for (Uid uid : UidSet.parse(command.split(" ", 4)[2])) {
            String kind =
                    uid.value() % 10 == 0 ? "\"application\" \"pdf\" (\"name\" \"a.pdf\")" : "\"text\" \"plain\" NIL";
            rows.add("* " + uid + " FETCH (UID " + uid
                    + " FLAGS () INTERNALDATE \"01-Feb-2026 10:00:00 +0000\" RFC822.SIZE 9 BODYSTRUCTURE (" + kind
                    + " NIL NIL \"7bit\" 5 1) ENVELOPE (NIL \"s" + uid + "\" NIL NIL NIL NIL NIL NIL NIL NIL))");
        }
        rows.add("OK");
        return rows;
    }

    private static List<String> searches(FakeImap server) {
        return server.heard().stream()
                .filter(command -> command.startsWith("UID SEARCH"))
                .toList();
    }

    private static SearchRequest two(String query) {
        return new SearchRequest(SearchQuery.parse(query), 2, 3, Optional.empty(), Optional.empty());
    }

    private static List<Long> numbers(List<Uid> uids) {
        return uids.stream().map(Uid::value).toList();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "PARTIAL ESEARCH         | RETURN (COUNT PARTIAL -1:-3) UNSEEN | UID COUNT 20000 PARTIAL (-1:-3 19998:20000)",
                "ESEARCH                 | RETURN (COUNT ALL) UNSEEN           | UID COUNT 20000 ALL 1:20000",
                "IMAP4rev2               | RETURN (COUNT ALL) UNSEEN           | UID ALL 1:19000,19001:20000 COUNT 20000",
                "ESEARCH CONTEXT=SEARCH  | RETURN (COUNT ALL) UNSEEN           | UID COUNT 20000 ALL 20000,1:19999",
            })
    void answerOfAThousandMatchesStaysShort(String capabilities, String asked, String answer) throws IOException {
        try (var server = searching(capabilities, 20_000, _ -> List.of("* ESEARCH (TAG \"a3\") " + answer, "OK"));
                var session = open(server)) {
            SearchHits hits = session.search(MailboxName.INBOX, two("UNSEEN"));

            assertEquals(20_000, hits.count());
            assertEquals(List.of(20_000L, 19_999L, 19_998L), numbers(hits.uids()));
            assertEquals(2, hits.summaries().size());
            assertEquals(Optional.of(new Uid(19_999)), hits.rest());
            assertEquals(List.of("UID SEARCH " + asked), searches(server));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ESEARCH", "ESEARCH PARTIAL"})
    void extendedAnswerWithoutMatchesIsNone(String capabilities) throws IOException {
        try (var server = searching(capabilities, 20, _ -> List.of("* ESEARCH (TAG \"a3\") UID COUNT 0", "OK"));
                var session = open(server)) {
            SearchHits hits = session.search(MailboxName.INBOX, two("UNSEEN"));

            assertEquals(0, hits.count());
            assertEquals(1, searches(server).size());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UID COUNT 2 PARTIAL (-1:-3 7,9)", "UID PARTIAL (-1:-3 7,9) COUNT 2", "UID COUNT 2 ALL 9,7"})
    void orderOfTheItemsDoesNotMatter(String answer) throws IOException {
        try (var server = searching("ESEARCH PARTIAL", 20, _ -> List.of("* ESEARCH (TAG \"a3\") " + answer, "OK"));
                var session = open(server)) {
            SearchHits hits = session.search(MailboxName.INBOX, two("UNSEEN"));

            assertEquals(List.of(9L, 7L), numbers(hits.uids()));
            assertEquals(Optional.empty(), hits.rest());
        }
    }

    @Test
    void nextPageAsksBelowTheLast() throws IOException {
        try (var server = searching(
                        "ESEARCH PARTIAL",
                        20,
                        _ -> List.of("* ESEARCH (TAG \"a\") UID COUNT 1 PARTIAL (-1:-3 4)", "OK"));
                var session = open(server)) {
            var request = new SearchRequest(
                    SearchQuery.parse("OR SEEN DRAFT"), 2, 3, Optional.of(new UidValidity(5)), Optional.of(new Uid(9)));
            session.search(MailboxName.INBOX, request);
            var end = new SearchRequest(SearchKey.every(), 2, 3, Optional.empty(), Optional.of(new Uid(1)));

            assertEquals(0, session.search(MailboxName.INBOX, end).count());
            assertEquals(List.of("UID SEARCH RETURN (COUNT PARTIAL -1:-3) UID 1:8 OR SEEN DRAFT"), searches(server));
        }
    }

    /** iCloud offers ESEARCH and answers with the count alone; we see who it is by capabilities that only it has. */
    @ParameterizedTest
    @ValueSource(strings = {"XAPPLELITERAL", "X-APPLE-REMOTE-LINKS", "xappleliteral XAPPLEPUSHSERVICE"})
    void iCloudIsNeverAskedForAnExtendedAnswer(String apple) throws IOException {
        try (var server = searching(
                        "ESEARCH ESORT CONTEXT=SORT WITHIN UIDPLUS " + apple, 20, _ -> List.of("* SEARCH 7 9", "OK"));
                var session = open(server)) {
            assertEquals(
                    List.of(9L, 7L),
                    numbers(session.search(MailboxName.INBOX, two("UNSEEN")).uids()));
            assertEquals(List.of("UID SEARCH UNSEEN"), searches(server));
        }
    }

    /** The same fault at a server that nobody knows for it: once per session it costs a round trip. */
    @ParameterizedTest
    @ValueSource(strings = {"* ESEARCH (TAG \"a3\") UID COUNT 2", "* SEARCH 7 9", "* OK nothing else"})
    void extendedAnswerThatNamesNoMessageIsAskedForPlainly(String answer) throws IOException {
        try (var server = searching(
                        "ESEARCH PARTIAL",
                        20,
                        command -> command.contains("RETURN") ? List.of(answer, "OK") : List.of("* SEARCH 7 9", "OK"));
                var session = open(server)) {
            for (int i = 0; i < 2; i++) {
                assertEquals(
                        List.of(9L, 7L),
                        numbers(session.search(MailboxName.INBOX, two("UNSEEN")).uids()));
            }
            assertEquals(
                    List.of("UID SEARCH RETURN (COUNT PARTIAL -1:-3) UNSEEN", "UID SEARCH UNSEEN", "UID SEARCH UNSEEN"),
                    searches(server));
        }
    }

    @Test
    void queryThatTheServerDoesNotTakeIsABadQueryAndKeepsTheExtension() throws IOException {
        try (var server = searching(
                        "ESEARCH",
                        20,
                        command -> command.contains("UNKEYWORD")
                                ? List.of("BAD no such key")
                                : List.of("* ESEARCH (TAG \"a\") UID COUNT 1 ALL 7", "OK"));
                var session = open(server)) {
            var refused =
                    assertThrows(MailException.class, () -> session.search(MailboxName.INBOX, two("UNKEYWORD $x")));
            session.search(MailboxName.INBOX, two("UNSEEN"));

            assertEquals(Fault.BAD_QUERY, refused.fault());
            assertTrue(refused.toString().contains("no such key"), refused.toString());
            assertEquals(
                    "UID SEARCH RETURN (COUNT ALL) UNSEEN", searches(server).getLast());
        }
    }

    /** Exchange. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "NO [BADCHARSET (US-ASCII)] The specified charset is not supported.",
                "BAD Unsupported character set"
            })
    void whereTheCharsetIsRefusedTheAsciiPartIsAskedAndTheRestComparedHere(String refusal) throws IOException {
        try (var server = searching(
                        "ESEARCH LITERAL+",
                        20,
                        command -> command.contains("CHARSET")
                                ? List.of(refusal)
                                : List.of("* ESEARCH (TAG \"a\") UID COUNT 2 ALL 7,9", "OK"));
                var session = open(server)) {
            SearchHits hits = session.search(MailboxName.INBOX, two("SEEN OR SUBJECT \"ü\" SUBJECT S9"));

            assertEquals(List.of(9L), numbers(hits.uids()));
            assertEquals(1, hits.count());
            assertEquals(1, hits.warnings().size(), hits.warnings()::toString);
            assertEquals(
                    "UID SEARCH RETURN (COUNT ALL) SEEN OR ALL SUBJECT \"S9\"",
                    searches(server).getLast());
        }
    }

    /** A warm connection's last search was another caller's (RFC 9051 §6.4.4.1): it is never asked for. */
    @ParameterizedTest
    @ValueSource(strings = {"$", "UID $", "SEEN NOT (DRAFT OR UID 1:5,$ ALL)"})
    void resultOfTheSearchBeforeIsNeverAskedFor(String query) throws IOException {
        try (var server = searching("ESEARCH SEARCHRES", 20, _ -> List.of("* ESEARCH (TAG \"a\") UID COUNT 0", "OK"));
                var session = open(server)) {
            var refused = assertThrows(MailException.class, () -> session.search(MailboxName.INBOX, two(query)));

            assertEquals(Fault.BAD_QUERY, refused.fault());
            assertTrue(refused.toString().contains("none is kept between calls"), refused.toString());
            assertTrue(refused.hint().contains("Write the keys of that search again"), refused.hint());
            assertEquals(List.of(), searches(server));
        }
    }

    /** RFC 7162 §3.1.5: the highest mod-sequence stands behind the matches. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CONDSTORE         | * SEARCH 7 9 (MODSEQ 917162500)",
                "QRESYNC           | * SEARCH 7 9 (MODSEQ 917162500)",
                "CONDSTORE ESEARCH | * ESEARCH (TAG \"a\") UID COUNT 2 ALL 7,9 MODSEQ 917162500",
            })
    void modSequencesAreAskedForWhereTheServerKeepsThem(String capabilities, String answer) throws IOException {
        try (var server = searching(capabilities, 20, _ -> List.of(answer, "OK"));
                var session = open(server)) {
            SearchHits hits = session.search(
                    MailboxName.INBOX, two("MODSEQ \"/flags/\\\\seen\" all 620162338 NOT MODSEQ 720162338"));

            assertEquals(List.of(9L, 7L), numbers(hits.uids()));
            assertTrue(
                    searches(server)
                            .getFirst()
                            .endsWith(" MODSEQ \"/flags/\\\\Seen\" all 620162338 NOT MODSEQ 720162338"),
                    searches(server)::toString);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ESEARCH           | MODSEQ 5                | CONDSTORE",
                "ESEARCH CONDSTORE | OR MODSEQ 5 FILENAME b  | two searches",
                "ESEARCH CONDSTORE | ATTACHMENT NOT (MODSEQ 5 FILENAME a) | two searches",
            })
    void modSequencesThatNobodyCanCompareAreRefused(String capabilities, String query, String told) throws IOException {
        try (var server = searching(capabilities, 20, _ -> List.of("* ESEARCH (TAG \"a\") UID COUNT 1 ALL 10", "OK"));
                var session = open(server)) {
            var refused = assertThrows(MailException.class, () -> session.search(MailboxName.INBOX, two(query)));

            assertEquals(Fault.BAD_QUERY, refused.fault());
            assertTrue((refused + refused.hint()).contains(told), refused + refused.hint());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IMAP4rev1           | NOT NOT SEEN               | SEEN",
                "IMAP4rev1           | NOT (NOT (NOT SEEN))       | NOT SEEN",
                "IMAP4rev1           | LARGER 9223372036854775807 | LARGER 2147483647",
                "IMAP4rev1           | SMALLER 2147483648         | SMALLER 2147483647",
                "IMAP4rev1 IMAP4rev2 | SMALLER 2147483648         | SMALLER 2147483648",
                "IMAP4rev1 WITHIN    | YOUNGER 5000000000         | YOUNGER 4294967295",
            })
    void keysThatServersStumbleOverAreAskedForInAnotherWay(String capabilities, String query, String asked)
            throws IOException {
        try (var server = searching(
                        capabilities,
                        20,
                        command -> List.of(
                                command.contains("RETURN") ? "* ESEARCH (TAG \"x\") UID COUNT 0" : "* SEARCH", "OK"));
                var session = open(server)) {
            session.search(MailboxName.INBOX, SearchQuery.parse(query), 0);

            String command = searches(server).getLast();
            assertTrue(command.endsWith(" " + asked), command);
        }
    }

    /** Yahoo's UNAVAILABLE; the news that come while one part is asked for again take nothing from the other. */
    @Test
    void partOfTheMessagesThatIsUnavailableForAMomentIsAskedForAgain() throws IOException {
        var asked = new AtomicInteger();
        try (var server = FakeImap.with("LITERAL+", command -> switch (FakeImap.verb(command)) {
                    case "SELECT", "EXAMINE" -> List.of("* 250 EXISTS", "* OK [UIDVALIDITY 5] ok", "OK");
                    case "UID SEARCH" ->
                        List.of(
                                "* SEARCH "
                                        + LongStream.rangeClosed(1, 250)
                                                .mapToObj(Long::toString)
                                                .collect(Collectors.joining(" ")),
                                "OK");
                    case "UID FETCH" ->
                        switch (asked.incrementAndGet()) {
                            case 2 -> List.of("NO [UNAVAILABLE] in a moment");
                            case 3 ->
                                Stream.concat(
                                                Stream.of("* 250 FETCH (UID 250 FLAGS (\\Seen))"),
                                                fetched(command).stream())
                                        .toList();
                            default -> fetched(command);
                        };
                    default -> List.of("OK");
                });
                var session = open(server)) {
            SearchHits hits = session.search(MailboxName.INBOX, two("ATTACHMENT"));

            assertEquals(25, hits.count());
            assertEquals(List.of(250L, 240L, 230L), numbers(hits.uids()));
            assertEquals(List.of(Flag.SEEN), hits.summaries().getFirst().flags());
        }
    }

    @Test
    void gmailSearchesWordsAndAttachmentsItself() throws IOException {
        try (var server = searching("X-GM-EXT-1 LITERAL+", 20, _ -> List.of("* SEARCH 7", "OK"));
                var session = open(server)) {
            SearchKey words = WordQuery.parse(
                            "from:ann has:attachment -\"out of office\"", LocalDate.of(2026, 2, 1), "")
                    .key();
            SearchHits hits = session.search(MailboxName.INBOX, words, 1);
            session.search(MailboxName.INBOX, SearchQuery.parse("SEEN NOT ATTACHMENT FILENAME pdf"), 0);
            session.search(MailboxName.INBOX, SearchQuery.parse("X-GM-LABELS \"\\\\Inbox\" X-GM-THRID 17"), 0);
            session.search(
                    MailboxName.INBOX,
                    WordQuery.parse("köln", LocalDate.of(2026, 2, 1), "").key(),
                    0);

            String raw = "X-GM-RAW \"from:ann has:attachment -(\\\"out of office\\\")\"";
            assertEquals(raw, SearchText.of(hits.asked()));
            assertEquals(
                    List.of(
                            "UID SEARCH " + raw,
                            "UID SEARCH SEEN NOT X-GM-RAW \"has:attachment\" X-GM-RAW \"filename:\\\"pdf\\\"\"",
                            "UID SEARCH X-GM-LABELS \"\\\\Inbox\" X-GM-THRID 17",
                            "UID SEARCH CHARSET UTF-8 X-GM-RAW {5+}köln"),
                    searches(server));
        }
    }

    @Test
    void gmailsKeysAreNotSentElsewhere() throws IOException {
        try (var server = searching("", 20, _ -> List.of("* SEARCH", "OK"));
                var session = open(server)) {
            var refused = assertThrows(
                    MailException.class, () -> session.search(MailboxName.INBOX, two("SEEN NOT X-GM-RAW x")));

            assertEquals(Fault.BAD_QUERY, refused.fault());
            assertEquals(List.of(), searches(server));
        }
    }

    @Test
    void attachmentsAreLookedForAmongTheNewestThatMayHaveSomeAndTheCutIsTold() throws IOException {
        // Given
        try (var server = searching(
                        "ESEARCH PARTIAL",
                        20_000,
                        command -> command.contains(" UID 1:19000 ")
                                ? List.of("* ESEARCH (TAG \"a\") UID COUNT 5 PARTIAL (-1:-1000 10,11,20,30,31)", "OK")
                                : List.of(
                                        "* ESEARCH (TAG \"a\") UID COUNT 5000 PARTIAL (-1:-1000 19001:20000)", "OK"));
                var session = open(server)) {
            // When
            SearchHits hits = session.search(MailboxName.INBOX, two("UNSEEN ATTACHMENT"));
            SearchHits older = session.search(
                    MailboxName.INBOX,
                    new SearchRequest(
                            SearchQuery.parse("ATTACHMENT"), 3, 3, Optional.empty(), Optional.of(new Uid(19_001))));

            // Then
            assertEquals(100, hits.count());
            assertEquals(List.of(20_000L, 19_990L, 19_980L), numbers(hits.uids()));
            assertEquals(Optional.of(new Uid(19_990)), hits.rest());
            assertTrue(hits.warnings().getFirst().contains("newest 1000 of 5000"), hits.warnings()::toString);
            assertEquals(List.of(30L, 20L, 10L), numbers(older.uids()));
            assertEquals(Optional.empty(), older.rest());
            assertEquals(List.of(), older.warnings());
            assertTrue(searches(server)
                    .getFirst()
                    .startsWith("UID SEARCH RETURN (COUNT PARTIAL -1:-1000) UNSEEN OR HEADER \"Content-Type\""));
        }
    }

    @Test
    void whereAllThatMatchAreShownTheSearchGoesOnBelowWhatWasLookedAt() throws IOException {
        try (var server = searching(
                        "ESEARCH PARTIAL",
                        20_000,
                        _ -> List.of("* ESEARCH (TAG \"a\") UID COUNT 5000 PARTIAL (-1:-1000 101:110,121)", "OK"));
                var session = open(server)) {
            SearchHits hits = session.search(MailboxName.INBOX, two("ATTACHMENT"));

            assertEquals(List.of(110L), numbers(hits.uids()));
            assertEquals(Optional.of(new Uid(101)), hits.rest());
        }
    }

    @Test
    void agesAreDecidedHereWhereTheServerCannot() throws IOException {
        try (var server = searching("", 20, _ -> List.of("* SEARCH 7 9", "OK"));
                var session = open(server)) {
            SearchHits old = session.search(MailboxName.INBOX, two("OLDER 60"));
            SearchHits young = session.search(MailboxName.INBOX, two("YOUNGER 60 SEEN"));

            assertEquals(2, old.count());
            assertEquals(0, young.count());
            assertTrue(searches(server).getFirst().startsWith("UID SEARCH BEFORE "));
            assertTrue(searches(server).getLast().matches("UID SEARCH SINCE \\d+-[A-Z][a-z]{2}-\\d{4} SEEN"));
        }
    }

    @Test
    void hugeMailboxWithoutPartialAnswersIsAskedInRangesThatAddUp() throws IOException {
        try (var server = searching(
                        "ESEARCH",
                        120_000,
                        command -> command.contains(" 1:50000 ")
                                ? List.of("* ESEARCH (TAG \"a\") UID COUNT 50000 ALL 1:50000", "OK")
                                : List.of("* ESEARCH (TAG \"b\") UID COUNT 1 ALL 60000", "OK"));
                var session = open(server)) {
            SearchHits hits = session.search(MailboxName.INBOX, two("ALL"));

            assertEquals(50_002, hits.count());
            assertEquals(60_000, hits.uids().getFirst().value());
        }
    }

    // Changing.

    /** A server that says these flags of message 7, and refuses what starts so. */
    private static FakeImap changing(String capabilities, String flags, String refused) throws IOException {
        return FakeImap.with(capabilities, command -> {
            if (!refused.isEmpty() && command.startsWith(refused)) {
                return List.of("NO will not");
            }
            return switch (FakeImap.verb(command)) {
                case "SELECT", "EXAMINE" -> List.of("* 2 EXISTS", "* OK [UIDVALIDITY 5] ok", "OK");
                case "UID FETCH" -> List.of("* 1 FETCH (UID 7 FLAGS (" + flags + "))", "OK");
                case "UID COPY", "UID MOVE" -> List.of("OK [COPYUID 5 7 70] done");
                default -> List.of("OK");
            };
        });
    }

    @Test
    void moveThatLeavesTheOriginalSaysSoAndIsNotDoneTwice() throws IOException {
        try (var server = changing("", "", "");
                var session = open(server)) {
            var moved = session.move(MailboxName.INBOX, uids(7, 8), Optional.empty(), ARCHIVE);

            assertEquals(uids(7), moved.moved());
            assertTrue(moved.left().orElse("").contains("marked as deleted"), moved::toString);
            assertTrue(server.heard().contains("UID COPY 7 \"Archive\""), server.heard()::toString);
        }
        try (var server = changing("", "\\Deleted", "");
                var session = open(server)) {
            var refused = assertThrows(
                    MailException.class, () -> session.move(MailboxName.INBOX, uids(7), Optional.empty(), ARCHIVE));

            assertEquals(Fault.MESSAGE_NOT_FOUND, refused.fault());
            assertFalse(server.heard().toString().contains("COPY"), server.heard()::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UID STORE", "UID EXPUNGE"})
    void copyWhoseOriginalCouldNotBeRemovedIsNoFailure(String refused) throws IOException {
        try (var server = changing("UIDPLUS", "", refused);
                var session = open(server)) {
            var moved = session.move(MailboxName.INBOX, uids(7), Optional.empty(), ARCHIVE);

            assertEquals(
                    Optional.of(new Uid(70)), Optional.ofNullable(moved.uids().get(new Uid(7))));
            assertTrue(moved.left().orElse("").contains("second copies"), moved::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({"MOVE UIDPLUS, UID MOVE", "UIDPLUS, UID COPY", "UIDPLUS, UID STORE", "'', UID COPY", "'', UID STORE"})
    void moveThatIsCutOffHasAnUnknownOutcomeAndIsNotRepeated(String capabilities, String last) throws IOException {
        List<String> heard = new ArrayList<>();
        try (var server = FakeImap.playing(line -> {
                    line.say("* OK [CAPABILITY IMAP4rev1 " + capabilities + "] hi");
                    while (true) {
                        FakeImap.Heard command = line.hear();
                        heard.add(FakeImap.verb(command.text()));
                        switch (FakeImap.verb(command.text())) {
                            case "LOGIN" ->
                                line.say(command.tag() + " OK [CAPABILITY IMAP4rev1 " + capabilities + "] in");
                            case "SELECT" -> {
                                line.say("* OK [UIDVALIDITY 5] ok");
                                line.say(command.tag() + " OK");
                            }
                            case "UID FETCH" -> {
                                line.say("* 1 FETCH (UID 7 FLAGS ())");
                                line.say(command.tag() + " OK");
                            }
                            default -> {
                                if (FakeImap.verb(command.text()).equals(last)) {
                                    return;
                                }
                                line.say(command.tag() + " OK [COPYUID 5 7 70] done");
                            }
                        }
                    }
                });
                var session = open(server)) {
            var lost = assertThrows(
                    MailException.class, () -> session.move(MailboxName.INBOX, uids(7), Optional.empty(), ARCHIVE));

            assertEquals(Fault.UNKNOWN_OUTCOME, lost.fault());
            assertFalse(lost.fault().retryable());
            assertEquals(1, Stream.of(heard.toArray()).filter(last::equals).count(), heard::toString);
        }
    }

    @Test
    void severalAreRemovedInOneFlightAndOnlyThose() throws IOException {
        try (var server = changing("UIDPLUS", "", "");
                var session = open(server)) {
            assertEquals(uids(7), session.expunge(MailboxName.INBOX, uids(7, 8, 9), Optional.empty()));
            assertTrue(
                    server.heard()
                            .containsAll(List.of(
                                    "UID FETCH 7:9 (UID)",
                                    "UID STORE 7:9 +FLAGS.SILENT (\\Deleted)",
                                    "UID EXPUNGE 7:9")),
                    server.heard()::toString);
        }
    }

    /** Courier keeps every mailbox below INBOX. */
    @Test
    void mailboxIsMadeBelowInboxWhereTheServerWantsItThere() throws IOException {
        try (var server = FakeImap.with("", command -> switch (FakeImap.verb(command)) {
                    case "CREATE" -> List.of(command.contains("\"INBOX.") ? "OK" : "NO Invalid mailbox name.");
                    case "LIST" -> List.of("* LIST () \".\" INBOX", "* LIST () \".\" INBOX.Sent", "OK");
                    default -> List.of("OK");
                });
                var session = open(server)) {
            assertEquals(
                    "INBOX.Projects",
                    session.create(new MailboxName("Projects")).value());
            assertTrue(server.heard().contains("SUBSCRIBE \"INBOX.Projects\""), server.heard()::toString);
        }
    }

    private static List<Uid> uids(long... numbers) {
        return java.util.Arrays.stream(numbers).mapToObj(Uid::new).toList();
    }

    private static MailboxSession open(FakeImap server) {
        var endpoint = server.endpoint(TransportSecurity.NONE);
        var dialer = new GuardedDialer(
                PrivateHosts.parse("127.0.0.1:" + endpoint.port()), MailTrust.system(), DialTimeouts.DEFAULT);
        return new ImapMailboxes(dialer, ImapTimeouts.DEFAULT, ImapLimits.DEFAULT, Clock.systemUTC())
                .open(new MailAccount(
                        new EmailAddress("ada@example.org"),
                        "",
                        List.of(),
                        new MailAccount.Access(endpoint, new Login("ada", Secret.of("pw"))),
                        Optional.empty()));
    }
}
