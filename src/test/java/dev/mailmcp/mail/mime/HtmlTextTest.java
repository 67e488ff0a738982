package dev.mailmcp.mail.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTextTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "paragraphs | `<p>One</p><p>Two<br>Three</p>` | `One\n\nTwo\nThree`",
                "white space | `<p>  a\n  b\t&nbsp; c </p>` | a b c",
                "divs | `<div>a</div><div>b</div>` | `a\nb`",
                "link | `<a href=\"https://x.example/\">Click</a> now` | Click (https://x.example/) now",
                "link that shows itself | `<a href=\"https://x.example/\">https://x.example</a>` | https://x.example",
                "mail link | `<a href=\"mailto:a@b.c\">a@b.c</a>` | a@b.c",
                "script link | `<a href=\"javascript:x()\">Click</a>` | Click",
                "image | `<img alt=\"Logo\" src=x><img src=y>` | [Logo]",
                "linked image | `<a href=\"http://x/\"><img alt=\"Logo\"></a>` | [Logo] (http://x/)",
                "list | `<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>` | `- a\n- b\n  - c`",
                "numbers | `<p>x</p><ol><li>a</li><li>b</li></ol>` | `x\n\n1. a\n2. b`",
                "table | `<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>` | `A | B\n1 | 2`",
                "layout table | `<table><tr><td></td><td><table><tr><td>x</td></tr></table></td></tr></table>` | x",
                "hidden | `a<style>x</style><script>y</script><span style=\"DISPLAY : none\">z</span><b hidden>q</b>` | a",
                "head | `<html><head><title>t</title></head><body>b</body></html>` | b",
                "quote | `<p>a</p><blockquote><p>b</p><p>c</p></blockquote><p>d</p>` | `a\n\n> b\n>\n> c\n\nd`",
                "pre | `<pre>a\n  b</pre>` | `a\n  b`",
                "heading and rule | `<h1>T</h1><hr>x` | `T\n\n---\n\nx`",
                "preheader filler | `a&#847;&zwnj; &#847;&zwnj; b` | a b",
                "joiner within a word stays | `می&zwnj;خواهم` | می\u200cخواهم",
                "comment | `a<!-- b -->c` | ac",
                "no markup | just text | just text",
                "nothing | `` | ``",
            })
    void readsWell(String claim, String input, String text) {
        assertEquals(text, HtmlText.read(input));
    }

    @Test
    void hostileInputTakesLinearTimeAndNeverThrows() {
        for (String piece : List.of(
                "<div>",
                "<blockquote>",
                "<ul><li>",
                "<table><tr><td>",
                "<a href='http://x/'>y",
                "<b><p>",
                "<font size=1>x<p>",
                "&#",
                "<",
                "<!--",
                "<pre>\n",
                "<svg><g>",
                "<b id=1><i id=2>x</b>")) {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(30), () -> HtmlText.read(piece.repeat(300_000 / piece.length())), piece);
        }
    }
}
