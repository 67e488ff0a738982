package dev.mailmcp.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.mail.SearchKey.And;
import dev.mailmcp.mail.SearchKey.FlagChange;
import dev.mailmcp.mail.SearchKey.Header;
import dev.mailmcp.mail.SearchKey.Keyword;
import dev.mailmcp.mail.SearchKey.ModSeq;
import dev.mailmcp.mail.SearchKey.Not;
import dev.mailmcp.mail.SearchKey.Or;
import dev.mailmcp.mail.SearchKey.Plain;
import dev.mailmcp.mail.SearchKey.Sequence;
import dev.mailmcp.mail.SearchKey.Sight;
import dev.mailmcp.mail.SearchKey.Size;
import dev.mailmcp.mail.SearchKey.Text;
import dev.mailmcp.mail.SearchKey.Within;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchQueryTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 2, 1);

    static Stream<Arguments> queries() {
        return Stream.of(
                Arguments.of("ALL", new And(List.of())),
                Arguments.of("all", new And(List.of())),
                Arguments.of("UNSEEN", new Plain("UNSEEN")),
                Arguments.of("  seen \t unFlagged ", new And(List.of(new Plain("SEEN"), new Plain("UNFLAGGED")))),
                Arguments.of(
                        "NEW OLD RECENT", new And(List.of(new Plain("NEW"), new Plain("OLD"), new Plain("RECENT")))),
                Arguments.of("FROM ann@example.org", new Text("FROM", "ann@example.org")),
                Arguments.of("from \"Ann Smith\"", new Text("FROM", "Ann Smith")),
                Arguments.of("SUBJECT \"a \\\"b\\\" \\\\ c\"", new Text("SUBJECT", "a \"b\" \\ c")),
                Arguments.of("SUBJECT \"\"", new Text("SUBJECT", "")),
                Arguments.of("TEXT {5}\r\nhello", new Text("TEXT", "hello")),
                Arguments.of("TEXT {5+}\nhello SEEN", new And(List.of(new Text("TEXT", "hello"), new Plain("SEEN")))),
                Arguments.of("TEXT {6}\r\nGrüß)", null),
                Arguments.of("(TEXT {6}\r\nGrüß)", new Text("TEXT", "Grüß")),
                Arguments.of("SUBJECT Grüße", new Text("SUBJECT", "Grüße")),
                Arguments.of("SUBJECT \"日本語 の\"", new Text("SUBJECT", "日本語 の")),
                Arguments.of("SUBJECT OR", new Text("SUBJECT", "OR")),
                Arguments.of("HEADER List-Id \"announce\"", new Header("List-Id", "announce")),
                Arguments.of("HEADER Message-ID \"<a@b>\"", new Header("Message-ID", "<a@b>")),
                Arguments.of("KEYWORD $Forwarded", new Keyword(true, new Flag("$Forwarded"))),
                Arguments.of("unkeyword Work", new Keyword(false, new Flag("Work"))),
                Arguments.of("SINCE 1-Feb-2026", new SearchKey.Date("SINCE", FIRST)),
                Arguments.of("SINCE \"01-FEB-2026\"", new SearchKey.Date("SINCE", FIRST)),
                Arguments.of("SENTBEFORE 2026-02-01", new SearchKey.Date("SENTBEFORE", FIRST)),
                Arguments.of("LARGER 1000", new Size(true, 1000)),
                Arguments.of("SMALLER 0", new Size(false, 0)),
                Arguments.of("YOUNGER 3600", new Within(true, 3600)),
                Arguments.of("OLDER 86400", new Within(false, 86400)),
                Arguments.of("UID 1:5,7,9:*", new Sequence(true, "1:5,7,9:*")),
                Arguments.of("2,4:7,9,12:*", new Sequence(false, "2,4:7,9,12:*")),
                Arguments.of("*", new Sequence(false, "*")),
                Arguments.of("$", new Sequence(false, "$")),
                Arguments.of("UID $", new Sequence(true, "$")),
                Arguments.of("NOT ($ SEEN)", new Not(new And(List.of(new Sequence(false, "$"), new Plain("SEEN"))))),
                Arguments.of("uid 2,4:7,$", new Sequence(true, "2,4:7,$")),
                Arguments.of("MODSEQ 620162338", new ModSeq(Optional.empty(), 620_162_338)),
                Arguments.of("MODSEQ 0", new ModSeq(Optional.empty(), 0)),
                Arguments.of(
                        "modseq \"/flags/\\\\draft\" All 620162338",
                        new ModSeq(Optional.of(new FlagChange(new Flag("\\Draft"), Sight.ALL)), 620_162_338)),
                Arguments.of(
                        "MODSEQ \"/flags/$Junk\" priv 1 SEEN",
                        new And(List.of(
                                new ModSeq(Optional.of(new FlagChange(new Flag("$Junk"), Sight.PRIV)), 1),
                                new Plain("SEEN")))),
                Arguments.of("NOT SEEN", new Not(new Plain("SEEN"))),
                Arguments.of("NOT (SEEN FROM a)", new Not(new And(List.of(new Plain("SEEN"), new Text("FROM", "a"))))),
                Arguments.of("NOT(SEEN)", new Not(new Plain("SEEN"))),
                Arguments.of("OR SEEN NOT FLAGGED", new Or(new Plain("SEEN"), new Not(new Plain("FLAGGED")))),
                Arguments.of(
                        "OR OR SEEN DRAFT FLAGGED",
                        new Or(new Or(new Plain("SEEN"), new Plain("DRAFT")), new Plain("FLAGGED"))),
                Arguments.of(
                        "OR (FROM a SEEN) (TO b)",
                        new Or(new And(List.of(new Text("FROM", "a"), new Plain("SEEN"))), new Text("TO", "b"))),
                Arguments.of("( ( SEEN ) )", new Plain("SEEN")),
                Arguments.of("CHARSET UTF-8 SUBJECT ü", new Text("SUBJECT", "ü")),
                Arguments.of("charset \"utf-8\" ALL", new And(List.of())));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void readsWhatTheGrammarAllows(String query, @org.jspecify.annotations.Nullable SearchKey key) {
        if (key == null) {
            assertThrows(MailException.class, () -> SearchQuery.parse(query));
        } else {
            assertEquals(key, SearchQuery.parse(query));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "from:ann | 1 | FROM \"ann\"",
                "SEEN is:unread | 6 | UNSEEN",
                "after:2026/02/01 | 1 | SINCE 1-Feb-2026",
                "has:attachment | 1 | Write ATTACHMENT",
                "invoice | 1 | TEXT \"invoice\"",
                "FROM ann invoice | 10 | TEXT \"invoice\"",
                "SEEN AND FLAGGED | 6 | leave AND out",
                "FROM a OR FROM b | 8 | OR FROM \"ann\" FROM \"bob\"",
                "NOT | 1 | NOT FROM",
                "FROM | 5 | FROM \"ann@example.org\"",
                "(FROM) | 6 | FROM \"ann@example.org\"",
                "SUBJECT \"open | 9 | SUBJECT \"offer\"",
                "SUBJECT \"a\\b\" | 11 | \\\\",
                "FROM *@example.org | 6 | no wildcards",
                "(SEEN | 1 | Close it",
                "SEEN) | 5 | Leave it out",
                "\"hello\" | 1 | SUBJECT \"offer\"",
                "SEEN\"x\" | 5 | SEEN FROM",
                "SINCE 31-Feb-2026 | 7 | 1-Feb-2026",
                "SINCE 01/02/2026 | 7 | 1-Feb-2026",
                "SINCE yesterday | 7 | 1-Feb-2026",
                "LARGER 1M | 8 | 1000000",
                "YOUNGER 0 | 9 | 86400",
                "UID 0 | 5 | UID 1:100",
                "UID 1:4294967296 | 5 | UID 1:100",
                "UID x | 5 | UID 1:100",
                "0 | 1 | UID 1:100",
                "KEYWORD \\Seen | 9 | SEEN",
                "KEYWORD seen | 9 | SEEN",
                "HEADER \"a b\" c | 8 | List-Id",
                "HEADER Subject | 15 | List-Id",
                "() | 2 | ALL",
                "TEXT {9}x | 6 | quotes",
                "CHARSET UTF-8 | 14 | ALL",
                "FROM a\u0001b | 7 | quotes",
                "$:1 | 1 | UID 1:100",
                "UID $,1 | 5 | UID 1:100",
                "1:$ | 1 | UID 1:100",
                "MODSEQ | 7 | 620162338",
                "MODSEQ x | 8 | 620162338",
                "MODSEQ -1 | 8 | 620162338",
                "MODSEQ \"/flags/\\\\seen\" 5 | 24 | all 620162338",
                "MODSEQ \"/flags/\\\\seen\" all | 27 | all 620162338",
                "MODSEQ \"/flags/a b\" all 5 | 8 | /flags/",
                "MODSEQ \"seen\" all 5 | 8 | /flags/",
                "LARGER 9223372036854775808 | 8 | 1000000",
                "X-GM-MSGID abc | 12 | 1278455344230334865",
                "FILENAME | 9 | report.pdf",
            })
    void saysWhereItIsWrongAndWhatIsRight(String query, int position, String hint) {
        MailException e = assertThrows(MailException.class, () -> SearchQuery.parse(query));
        assertEquals(Fault.BAD_QUERY, e.fault());
        assertTrue(String.valueOf(e.getMessage()).contains("at position " + position + ":"), e.getMessage());
        assertTrue(e.hint().contains(hint), e.hint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\r\n"})
    void nothingIsNoQuery(String query) {
        assertTrue(assertThrows(MailException.class, () -> SearchQuery.parse(query))
                .hint()
                .contains("ALL"));
    }

    @Test
    void depthIsBounded() {
        assertEquals(new Plain("SEEN"), SearchQuery.parse("(".repeat(50) + "SEEN" + ")".repeat(50)));
        for (String deep :
                List.of("(".repeat(1000) + "SEEN" + ")".repeat(1000), "NOT ".repeat(900) + "SEEN", "OR ".repeat(900))) {
            assertThrows(MailException.class, () -> SearchQuery.parse(deep));
        }
    }

    @Test
    void lengthIsBounded() {
        assertThrows(MailException.class, () -> SearchQuery.parse("SEEN ".repeat(801)));
    }

    @Test
    void whatIsWrittenOutIsReadBackTheSame() {
        Random random = new Random(7);
        for (int n = 0; n < 5000; n++) {
            SearchKey key = RandomSearchKeys.next(random, 4);
            String text = RandomSearchKeys.text(key, random);
            assertEquals(key, SearchQuery.parse(text), text);
        }
    }

    @Test
    void whatWasReadIsPrintedSoThatItReadsTheSame() {
        Random random = new Random(9);
        for (int n = 0; n < 5000; n++) {
            SearchKey read = SearchQuery.parse(RandomSearchKeys.text(RandomSearchKeys.next(random, 4), random));
            String printed = SearchText.of(read);
            assertEquals(read, SearchQuery.parse(printed), printed);
        }
    }

    /** RFC 9051 §9 search-key, and the extensions that {@link SearchQuery} names. */
    @Test
    void everyProductionIsAmongWhatIsTriedHere() {
        Random random = new Random(7);
        var written = new StringBuilder();
        for (int n = 0; n < 5000; n++) {
            written.append(SearchText.of(RandomSearchKeys.next(random, 4)).replaceAll("\"[^\"]*\"", ""))
                    .append(' ');
        }
        for (String key :
                ("ALL ANSWERED BCC BEFORE BODY CC DELETED DRAFT FLAGGED FROM HEADER KEYWORD LARGER NOT ON OR SEEN"
                                + " SENTBEFORE SENTON SENTSINCE SINCE SMALLER SUBJECT TEXT TO UID UNANSWERED UNDELETED UNDRAFT UNFLAGGED"
                                + " UNKEYWORD UNSEEN $ 2,4:7,9 2,4:7,*,$ NEW OLD RECENT OLDER YOUNGER MODSEQ ATTACHMENT FILENAME")
                        .split(" ", -1)) {
            assertTrue(written.toString().matches("(?s).*[ (]\\Q" + key + "\\E[ )].*"), key);
        }
        assertTrue(written.indexOf("UID $ ") >= 0 && written.indexOf("(") >= 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "seen (from ann not to bob)       | SEEN (FROM \"ann\" NOT TO \"bob\")",
                "all                              | ALL",
                "not (all)                        | NOT ALL",
                "or (seen draft) larger 9223372036854775807 | OR (SEEN DRAFT) LARGER 9223372036854775807",
                "since 2026-02-01                 | SINCE 1-Feb-2026",
                "header list-id x                 | HEADER \"list-id\" \"x\"",
                "uid 1,$ not $                    | UID 1,$ NOT $",
                "modseq 715194045007              | MODSEQ 715194045007",
                "modseq \"/flags/\\\\draft\" ALL 7    | MODSEQ \"/flags/\\\\Draft\" all 7",
                "attachment filename a.pdf        | ATTACHMENT FILENAME \"a.pdf\"",
                "x-gm-thrid 17 x-gm-raw in:chats  | X-GM-THRID 17 X-GM-RAW \"in:chats\"",
            })
    void printedItIsWhatImapSays(String query, String printed) {
        assertEquals(printed, SearchText.of(SearchQuery.parse(query)));
    }

    @Test
    void noiseIsReadOrRefusedButNeverBreaks() {
        Random random = new Random(8);
        String[] pieces = {
            "OR",
            "NOT",
            "$",
            "7,$",
            "MODSEQ",
            "\"/flags/\\\\seen\"",
            "all",
            "(",
            ")",
            " ",
            "\"",
            "\\",
            "{3}\r\n",
            "FROM",
            "1:*",
            "ü",
            "UID",
            "SINCE",
            "1-Feb-2026",
            "\0"
        };
        for (int n = 0; n < 20_000; n++) {
            var query = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                query.append(pieces[random.nextInt(pieces.length)]).append(random.nextBoolean() ? " " : "");
            }
            try {
                SearchQuery.parse(query.toString());
            } catch (MailException e) {
                assertEquals(Fault.BAD_QUERY, e.fault());
            }
        }
    }
}
