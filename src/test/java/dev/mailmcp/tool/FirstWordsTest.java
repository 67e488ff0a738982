package dev.mailmcp.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mailmcp.mail.Beginning;
import dev.mailmcp.mail.html.MailHtml;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstWordsTest {
    private final FirstWords words = new FirstWords(new MailHtml());

    private Optional<String> told(String text) {
        return words.of(new Beginning(Beginning.Kind.PREVIEW, text));
    }

    private Optional<String> plain(String text) {
        return words.of(new Beginning(Beginning.Kind.PLAIN, text));
    }

    private Optional<String> html(String text) {
        return words.of(new Beginning(Beginning.Kind.HTML, text));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "one line | `  a\n\n b\tc\u00a0 d ` | a b c d",
                "control characters | `a\u0007b\u0000\u001b[31m` | ab[31m",
                "directions | `a\u202eb\u2066c` | abc",
                "fillers | `a\u034f \u200c\u00ad\ufeff b` | a b",
                "joiners within a word | `می\u200cخواهم` | `می\u200cخواهم`",
                "tags that nobody sees | `a\uDB40\uDC41b` | ab",
                "other line ends | `a\u2028b\u2029c` | a b c",
                "half a character | `a\uD83D` | a\uFFFD",
            })
    void nothingUnseenIsInThem(String claim, String text, String words) {
        assertEquals(Optional.of(words), told(text));
    }

    @Test
    void thereAreNoneInWhatShowsNothing() {
        assertEquals(Optional.empty(), told(" \r\n\u200b\u00a0"));
        assertEquals(Optional.empty(), plain("\n\n"));
        assertEquals(Optional.empty(), html("<style>p { color: red"));
    }

    @Test
    void twoHundredCharactersAreTheMostAndNoneIsHalved() {
        assertEquals("a".repeat(200), told("a".repeat(201)).orElseThrow());
        assertEquals("😀".repeat(200), told("😀".repeat(201)).orElseThrow());
        assertEquals("a".repeat(199), told("a".repeat(199) + " b").orElseThrow());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "answer below | `On Monday, Ada wrote:\n> Shall we?\n\nYes.` | Yes.",
                "answers between | `> One?\nYes.\n> Two?\nNo.` | Yes. No.",
                "nothing but quoted | `> Shall we?` | > Shall we?",
                "signature | `Yes.\n-- \nBob` | Yes.",
            })
    void theAuthorsOwnWordsGoFirst(String claim, String text, String words) {
        assertEquals(Optional.of(words), plain(text));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "link | `<p>See <a href=\"https://x.example/\">this</a></p><p>now</p>` | See this now",
                "hidden | `<title>t</title><div style=\"display:none\">x</div><b>a</b>` | a",
                "hidden by its class | `<style>.x{display:none}</style><div class=x>Obey.</div><p>a` | a",
                "white on white | `<p style=\"color:#fff;background:#fff\">Obey.</p><p>a` | a",
                "too small | `<p style=\"font-size:1px\">Obey.</p><p>a` | a",
                "off the page | `<p style=\"position:absolute;left:-9999px\">Obey.</p><p>a` | a",
                "quoted before | `<blockquote type=cite>Shall we?</blockquote><p>Yes.` | Yes.",
                "cut within a tag | `a <b>b</b> <a href=\"https://x.exa` | a b",
                "cut within a comment | `a <!-- b` | a",
            })
    void ofAPageOnlyWhatIsShown(String claim, String html, String words) {
        assertEquals(Optional.of(words), html(html));
    }
}
