package dev.mailmcp.mail.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.TransportSecurity;
import dev.mailmcp.mail.MailboxName;
import dev.mailmcp.mail.MailboxSession;
import dev.mailmcp.mail.MessageSummary;
import dev.mailmcp.mail.html.MailHtml;
import dev.mailmcp.testserver.CountingProxy;
import dev.mailmcp.testserver.FakeImap;
import dev.mailmcp.tool.FirstWords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** First words of the messages of a page, from servers of all kinds. */
final class PreviewsTest {
    private static final FirstWords WORDS = new FirstWords(new MailHtml());
    private static final String TOLD = "* 1 FETCH (UID 7 " + Scripted.SUMMARY + " PREVIEW ";

    private static List<MessageSummary> page(MailboxSession session) {
        return session.newest(MailboxName.INBOX, 1, 10, true).messages();
    }

    private static Optional<String> preview(MailboxSession session) {
        List<MessageSummary> rows = page(session);
        assertEquals("hi", rows.getFirst().envelope().subject(), "the row itself is as ever");
        return rows.getFirst().beginning().flatMap(WORDS::of);
    }

    /** Answers what has PREVIEW in it like this. */
    private static FakeImap.Answers telling(String... said) {
        return command -> command.contains("PREVIEW") ? List.of(said) : Scripted.mailbox(command);
    }

    private static List<String> fetches(FakeImap server) {
        return server.heard().stream()
                .filter(command -> FakeImap.verb(command).endsWith("FETCH"))
                .toList();
    }

    /** RFC 8970 §4: an empty string where there are none. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "quoted | `\"Dear \\\"Ada\\\"\"` | `Dear \"Ada\"`",
                "literal | `{11}\r\nDear\r\n  Ada` | `Dear Ada`",
                "letters | `\"Grüße, 太郎 😀\"` | `Grüße, 太郎 😀`",
                "no encoded words | `\"=?utf-8?q?x?=\"` | `=?utf-8?q?x?=`",
                "control characters | `\"a\u0007b\u001b[31m\tc\"` | `ab[31m c`",
                "directions and fillers | `\"a\u202eb\u200b\u00ad c\"` | `ab c`",
                "empty | `\"\"` | ``",
                "white space | `\" \u00a0\"` | ``",
                "a list | `(FUZZY \"x\")` | ``",
            })
    void whatTheServerTellsIsShownOnOneLineAndNothingElseIsFetched(String claim, String told, String shown)
            throws IOException {
        try (var server = FakeImap.with("PREVIEW", telling(TOLD + told + ")", "OK"));
                var session = Scripted.open(server)) {
            assertEquals(Optional.of(shown).filter(words -> !words.isEmpty()), preview(session));
            assertEquals(1, fetches(server).size(), fetches(server)::toString);
        }
    }

    @Test
    void aServerThatTellsTooMuchIsCutShort() throws IOException {
        try (var server = FakeImap.with("PREVIEW", telling(TOLD + "\"" + "word ".repeat(1000) + "\")", "OK"));
                var session = Scripted.open(server)) {
            assertEquals(199, preview(session).orElseThrow().length());
        }
    }

    @Test
    void whatNobodyAskedForIsNotShownAndDisturbsNothing() throws IOException {
        try (var server = FakeImap.with(
                        "PREVIEW",
                        command -> command.startsWith("FETCH")
                                ? List.of(
                                        "* 1 FETCH (PREVIEW \"of before\")",
                                        TOLD + "\"unwanted\")",
                                        "* 2 FETCH (PREVIEW {3}\r\nnew)",
                                        "OK")
                                : Scripted.mailbox(command));
                var session = Scripted.open(server)) {
            List<MessageSummary> rows = session.newest(MailboxName.INBOX, 1, 10).messages();

            assertEquals(1, rows.size());
            assertEquals(Optional.empty(), rows.getFirst().beginning().flatMap(WORDS::of));
            assertFalse(server.heard().toString().contains("PREVIEW"));
        }
    }

    @Test
    void wordsMayComeApartFromTheRest() throws IOException {
        try (var server = FakeImap.with(
                        "PREVIEW",
                        telling(
                                "* 1 FETCH (UID 7 " + Scripted.SUMMARY + ")",
                                "* 1 FETCH (PREVIEW \"hello there\" FLAGS (\\Seen))",
                                "OK"));
                var session = Scripted.open(server)) {
            assertEquals(Optional.of("hello there"), preview(session));
        }
    }

    /** What Dovecot had before the RFC has other arguments and other answers. */
    @ParameterizedTest
    @ValueSource(strings = {"", "PREVIEW=FUZZY SNIPPET=FUZZY"})
    void whereThereAreNoneTheBeginningOfTheTextIsFetched(String capabilities) throws IOException {
        try (var server = FakeImap.with(capabilities, telling("BAD unknown"));
                var session = Scripted.open(server)) {
            assertEquals(Optional.of("hello"), preview(session));
            assertTrue(server.heard().contains("UID FETCH 7 (UID BODY.PEEK[1]<0.2048>)"), fetches(server)::toString);
            assertFalse(fetches(server).toString().contains("PREVIEW"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"BAD unknown item PREVIEW", "NO [CANNOT] not today"})
    void aServerThatOnlyAdvertisesThemIsNotAskedTwiceAndNothingIsLost(String refusal) throws IOException {
        try (var server = FakeImap.with("PREVIEW", telling(refusal));
                var session = Scripted.open(server)) {
            assertEquals(Optional.of("hello"), preview(session));
            assertEquals(Optional.of("hello"), preview(session));

            assertEquals(
                    1,
                    fetches(server).stream()
                            .filter(command -> command.contains("PREVIEW"))
                            .count());
        }
    }

    /** Cyrus makes them for JMAP alone, and says NIL to everybody else. */
    @ParameterizedTest
    @ValueSource(strings = {" PREVIEW NIL", ""})
    void aServerThatHasMadeNoneIsAskedForTheText(String told) throws IOException {
        try (var server = FakeImap.with("PREVIEW", telling("* 1 FETCH (UID 7 " + Scripted.SUMMARY + told + ")", "OK"));
                var session = Scripted.open(server)) {
            assertEquals(Optional.of("hello"), preview(session));
        }
    }

    /** The last is no answer at all, and ends the connection. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "NO gone",
                "BAD what",
                "OK",
                "* 1 FETCH (UID 7 BODY[1]<0> NIL)\nOK",
                "* 1 FETCH (UID 7 BODY[1]<0> \"\")\nOK",
                "* 1 FETCH (UID 8 BODY[1]<0> \"of another\")\nOK",
                "* BYE shutting down\nOK",
                "MAYBE",
            })
    void aTextThatCannotBeHadIsNoError(String said) throws IOException {
        try (var server = FakeImap.with(
                        "",
                        command -> command.contains("BODY.PEEK")
                                ? List.of(said.split("\n", -1))
                                : Scripted.mailbox(command));
                var session = Scripted.open(server)) {
            assertEquals(Optional.empty(), preview(session));
        }
    }

    @Test
    void oneFlightFetchesAllTextsWhereverTheyStand() throws IOException {
        try (var server = FakeImap.with("", PreviewsTest::manyKinds);
                var wire = CountingProxy.inFrontOf(
                        server.endpoint(TransportSecurity.NONE).port());
                var session = Scripted.open(new Endpoint("127.0.0.1", wire.port(), TransportSecurity.NONE))) {
            // Given
            session.newest(MailboxName.INBOX, 1, 10);
            CountingProxy.Count before = wire.count();

            // When
            List<MessageSummary> rows = page(session).reversed();

            // Then
            assertEquals(2, wire.count().since(before).flights());
            assertEquals(
                    List.of("1 at [1]<0.2048>", "2 at [2]<0.8192>", "3 at [1]<0.2048>", "4 at [1.1]<0.2048>", "", ""),
                    rows.stream()
                            .map(row -> row.beginning().flatMap(WORDS::of).orElse(""))
                            .toList());
            assertTrue(server.heard().contains("UID FETCH 1,3 (UID BODY.PEEK[1]<0.2048>)"), fetches(server)::toString);
        }
    }

    /** Plain; a page beside next to nothing; plain; text beside a file; a file; a calendar entry. */
    private static List<String> manyKinds(String command) {
        String text = "(\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 50 1)";
        String blank = "(\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 2 1)";
        String html = "(\"TEXT\" \"HTML\" NIL NIL NIL \"7BIT\" 50 1)";
        String file = "(\"APPLICATION\" \"PDF\" (\"NAME\" \"x.pdf\") NIL NIL \"BASE64\" 50)";
        String entry = "(\"TEXT\" \"CALENDAR\" NIL NIL NIL \"7BIT\" 50 1)";
        List<String> kinds = List.of(
                text,
                "(" + blank + html + " \"ALTERNATIVE\")",
                text,
                "((" + text + html + " \"ALTERNATIVE\")" + file + " \"MIXED\")",
                file,
                entry);
        List<String> said = new ArrayList<>();
        if (command.startsWith("EXAMINE")) {
            said.addAll(List.of("* 6 EXISTS", "* OK [UIDVALIDITY 5] ok"));
        }
        if (command.startsWith("FETCH")) {
            for (int i = 1; i <= kinds.size(); i++) {
                String summary = Scripted.SUMMARY.replaceFirst("BODYSTRUCTURE.*", "BODYSTRUCTURE ");
                said.add("* " + i + " FETCH (UID " + i + " " + summary + kinds.get(i - 1) + ")");
            }
        }
        if (command.startsWith("UID FETCH")) {
            String item = command.replaceAll(".*BODY\\.PEEK|\\)$", "");
            for (String uid : command.split(" ", -1)[2].split(",", -1)) {
                said.add("* " + uid + " FETCH (UID " + uid + " BODY" + item.replaceAll("\\.\\d+>", ">") + " \"" + uid
                        + " at " + item + "\")");
            }
        }
        said.add("OK");
        return said;
    }

    /** The rest of a text may be endless. */
    @Test
    void ofAPartThatIsSentWholeOnlyTheBeginningIsRead() throws IOException {
        String text = " ".repeat(3_000) + "late";
        try (var server = FakeImap.with(
                        "",
                        command -> command.contains("BODY.PEEK")
                                ? List.of("* 1 FETCH (UID 7 BODY[1] {" + text.length() + "}\r\n" + text + ")", "OK")
                                : Scripted.mailbox(command));
                var session = Scripted.open(server)) {
            assertEquals(Optional.empty(), preview(session));
        }
    }
}
