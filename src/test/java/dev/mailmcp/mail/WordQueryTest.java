package dev.mailmcp.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.mail.WordQuery.Words;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordQueryTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final String ME = "ada@example.org";

    private static Words understood(String query) {
        return SearchLanguage.understand(query, TODAY, ME);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "from:ann                        | FROM \"ann\"                                    | from:ann",
                "FROM:Ann                        | FROM \"Ann\"                                    | from:Ann",
                "from: ann                       | FROM \"ann\"                                    | from:ann",
                "from:me to:me                   | FROM \"ada@example.org\" TO \"ada@example.org\" | from:me to:me",
                "subject:\"an offer\"            | SUBJECT \"an offer\"                            | subject:\"an offer\"",
                "subject:(dinner movie)          | SUBJECT \"dinner\" SUBJECT \"movie\"            | subject:dinner subject:movie",
                "from:(ann OR bob)               | OR FROM \"ann\" FROM \"bob\"                    | {(from:ann) (from:bob)}",
                "from:{ann bob}                  | OR FROM \"ann\" FROM \"bob\"                    | {(from:ann) (from:bob)}",
                "{from:ann from:bob} invoice     | OR FROM \"ann\" FROM \"bob\" TEXT \"invoice\"   | {(from:ann) (from:bob)} invoice",
                "invoice                         | TEXT \"invoice\"                                 | invoice",
                "\"annual report\" -draft        | TEXT \"annual report\" NOT TEXT \"draft\"       | \"annual report\" -(draft)",
                "a OR b c                        | OR TEXT \"a\" TEXT \"b\" TEXT \"c\"             | {(a) (b)} c",
                "a b OR c                        | TEXT \"a\" OR TEXT \"b\" TEXT \"c\"             | a {(b) (c)}",
                "(a b) OR c                      | OR (TEXT \"a\" TEXT \"b\") TEXT \"c\"           | {(a b) (c)}",
                "from:ann AND is:unread          | FROM \"ann\" UNSEEN                             | from:ann is:unread",
                "NOT from:ann                    | NOT FROM \"ann\"                                | -(from:ann)",
                "-(a b)                          | NOT (TEXT \"a\" TEXT \"b\")                     | -(a b)",
                "after:2026/02/01 before:2026-3-1 | SINCE 1-Feb-2026 BEFORE 1-Mar-2026             | after:2026/02/01 before:2026/03/01",
                "on:1-Feb-2026                   | ON 1-Feb-2026                                   | after:2026/02/01 before:2026/02/02",
                "newer_than:7d                   | SINCE 14-Nov-2026                               | after:2026/11/14",
                "older_than:1y newer_than:2w     | BEFORE 21-Nov-2025 SINCE 7-Nov-2026             | before:2025/11/21 after:2026/11/07",
                "newer_than:3m                   | SINCE 21-Aug-2026                               | after:2026/08/21",
                "has:attachment filename:pdf     | ATTACHMENT FILENAME \"pdf\"                       | has:attachment filename:pdf",
                "is:read is:starred              | SEEN FLAGGED                                    | is:read is:starred",
                "is:unstarred                    | UNFLAGGED                                       | -is:starred",
                "is:answered                     | ANSWERED                                        | -",
                "body:x from:ann                 | BODY \"x\" FROM \"ann\"                           | -",
                "larger:5M smaller:10mb size:20  | LARGER 5000000 SMALLER 10000000 LARGER 20       | larger:5000000 smaller:10000000 larger:20",
                "list:dev.example.org            | HEADER \"List-Id\" \"dev.example.org\"            | list:dev.example.org",
                "cc:bob bcc:carl                 | CC \"bob\" BCC \"carl\"                           | cc:bob bcc:carl",
                "meeting at 12:30                | TEXT \"meeting\" TEXT \"at\" TEXT \"12:30\"       | meeting at \"12:30\"",
                "https://example.org/x           | TEXT \"https://example.org/x\"                    | \"https://example.org/x\"",
                "\u201can offer\u201d              | TEXT \"an offer\"                                | \"an offer\"",
                "invoic* +paid                   | TEXT \"invoic\" TEXT \"paid\"                     | invoic paid",
                "Grüße aus:                      | TEXT \"Grüße\" TEXT \"aus:\"                      | Grüße \"aus:\"",
                "4711                            | TEXT \"4711\"                                    | 4711",
                "to do list                      | TEXT \"to\" TEXT \"do\" TEXT \"list\"             | to do list",
                "from:\"Ann\" -subject:\"re\" {a}  | FROM \"Ann\" NOT SUBJECT \"re\" TEXT \"a\"        | from:Ann -(subject:re) a",
            })
    void wordsMeanWhatWebmailMakesOfThem(String query, String keys, String gmail) {
        Words words = understood(query);

        assertEquals(keys, SearchText.of(words.key()));
        assertEquals(gmail, words.key() instanceof SearchKey.Worded(String raw, SearchKey _) ? raw : null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "in:sent from:ann        | Sent        | FROM \"ann\"",
                "label:\"Work/2026\" x   | Work/2026   | TEXT \"x\"",
                "in:anywhere x           | *           | TEXT \"x\"",
                "x in:spam               | Junk        | TEXT \"x\"",
                "in:inbox                | inbox       | ALL",
            })
    void placeIsToldApartFromWhatIsLookedFor(String query, String folder, String keys) {
        Words words = understood(query);

        assertEquals(folder, words.folder().orElse("").replace("sent", "Sent"));
        assertEquals(keys, SearchText.of(words.key()));
    }

    /** What parses as IMAP is IMAP, and Gmail's own words never get in its way. */
    @ParameterizedTest
    @ValueSource(
            strings = {"from ann", "UNSEEN SINCE 1-Feb-2026", "text message", "seen", "1:*", "ALL", "X-GM-RAW \"a b\""})
    void keysAreNoWords(String query) {
        assertEquals(SearchQuery.parse(query), understood(query).key());
    }

    @Test
    void loneStarIsEverythingAndNotTheLastMessage() {
        assertEquals(SearchKey.every(), understood("*").key());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "foo:bar                 | 1  | none of the words  | from: to: cc:",
                "from:ann date:today     | 10 | none of the words  | after: before: on:",
                "from:ann after:01/02/2026 | 10 | not a date       | after:2026-02-01",
                "newer_than:soon         | 1  | not an age         | newer_than:7d",
                "larger:big              | 1  | not a size         | larger:5M",
                "has:cake                | 1  | attachment only    | has:attachment",
                "is:\"funny\"          | 1  | does not know      | is:unread",
                "a \"b                  | 3  | quote is not closed | \"annual report\"",
                "(a b                    | 1  | not closed         | {from:ann from:bob}",
                "{a b                    | 1  | not closed         | {from:ann from:bob}",
                "a )                     | 3  | closing bracket    | Leave it out",
                "from:                   | 6  | needs something    | from:ann",
                "x from: )               | 9  | needs something    | from:ann",
                "a OR                    | 5  | OR needs something | from:ann OR from:bob",
                "OR a b                  | 1  | OR needs something before | from:ann OR",
                "()                      | 2  | nothing to look for | from:ann",
                "in:sent in:inbox        | 9  | in: says where     | folder=\"*\"",
                "a OR in:sent            | 6  | in: says where     | folder=\"*\"",
                "-in:sent a              | 2  | in: says where     | folder=\"*\"",
                // In IMAP's capitals it is IMAP with a fault, never words to look for.
                "SEEN from:ann           | 6  | not a search key   | FROM \"ann\"",
                "NEW INVOICE             | 5  | not a search key   | TEXT \"INVOICE\"",
                "(FROM ?                 | 1  | a ( without its )  | Close it",
            })
    void faultIsToldWithItsPlaceAndWhatIsRight(String query, int position, String problem, String hint) {
        MailException e = assertThrows(MailException.class, () -> understood(query));

        assertEquals(Fault.BAD_QUERY, e.fault());
        assertTrue(String.valueOf(e.getMessage()).contains("at position " + position + ": "), e.getMessage());
        assertTrue(String.valueOf(e.getMessage()).contains(problem), e.getMessage());
        assertTrue(e.hint().contains(hint), e.hint());
    }

    @Test
    void depthAndLengthAreBounded() {
        for (String deep : new String[] {
            "(".repeat(900) + "a",
            "-".repeat(900) + "a",
            "{".repeat(900) + "a",
            "NOT ".repeat(900) + "a:",
            "a ".repeat(2001)
        }) {
            assertThrows(MailException.class, () -> WordQuery.parse(deep, TODAY, ME));
        }
    }

    @Test
    void noiseIsReadOrRefusedAndWhatWasReadCanBeReadAgain() {
        Random random = new Random(10);
        String[] pieces = {
            "OR",
            "NOT",
            "AND",
            "(",
            ")",
            "{",
            "}",
            " ",
            "\"",
            "-",
            "from:",
            "in:a",
            "is:read",
            "ü",
            "after:",
            "2026-02-01",
            "newer_than:3d",
            "has:attachment",
            "\0",
            "a:b",
            "::",
            "*",
            "|",
            "\ud83d"
        };
        int read = 0;
        for (int n = 0; n < 20_000; n++) {
            var query = new StringBuilder();
            for (int i = random.nextInt(10); i >= 0; i--) {
                query.append(pieces[random.nextInt(pieces.length)]).append(random.nextBoolean() ? " " : "");
            }
            try {
                SearchKey key = understood(query.toString()).key();
                read++;
                if (query.indexOf("\0") < 0) {
                    String printed = SearchText.of(key);
                    assertEquals(printed, SearchText.of(SearchQuery.parse(printed)), query::toString);
                }
            } catch (MailException e) {
                assertEquals(Fault.BAD_QUERY, e.fault());
            }
        }
        assertFalse(read < 1000, "too few were read: " + read);
    }

    /** In IMAP's grammar these are message numbers and a saved result; nobody means that. */
    @ParameterizedTest
    @ValueSource(strings = {"100 $", "$ 100", "$100", "100$", "$ 1,500", "1,500 $", "100 200 $"})
    void amountsOfMoneyAreWords(String query) {
        assertTrue(SearchText.of(understood(query).key()).startsWith("TEXT "), query);
    }
}
