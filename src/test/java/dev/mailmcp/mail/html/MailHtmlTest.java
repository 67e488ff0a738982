package dev.mailmcp.mail.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.mail.BodyReader.Form;
import dev.mailmcp.mail.BodyReader.Omission;
import dev.mailmcp.mail.BodyReader.Wish;
import dev.mailmcp.mail.ReadBody;
import dev.mailmcp.mail.Removed;
import dev.mailmcp.testing.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailHtmlTest {
    private static final Wish MARKDOWN = new Wish(Form.MARKDOWN, Set.of(), false);

    private final MailHtml reader = new MailHtml();

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "paragraphs and lines | `<p>a<br>b</p><div>c</div><div>d</div><div><br></div><div>e</div>` | `a  \nb\n\nc  \nd\n\ne`",
                "heading and rule | `<h1>T</h1>x<hr>y` | `# T\n\nx\n\n---\n\ny`",
                "formats begin and end at letters | `<b>bold </b>text<i> it</i>` | `**bold** text *it*`",
                "link | `<a href='https://x.example/a?b=(1)'><b>B</b> link</a>.` | `[**B** link](https://x.example/a?b=%281%29).`",
                "link around blocks | `<a href='https://x.example/'><p>a</p><p>b</p></a>` | `[a](https://x.example/)\n\n[b](https://x.example/)`",
                "script link | `<a href='java\nscript:x()'>Click</a>` | Click",
                "data link | `<a href='data:text/html,x'>Click</a>` | Click",
                "link of nothing | `x<a href='https://x.example/'></a>y` | xy",
                "lists | `<ul><li>a</li><li><p>b</p><p>c</p><ol><li>d</li></ol></li></ul>e` | `- a\n- b  \n  c\n  1. d\n\ne`",
                "quote ends where it ends | `<blockquote>q</blockquote>z` | `> q\n\nz`",
                "data table | `<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2|3</td></tr></table>` | `| A | B |\n|---|------|\n| 1 | 2\\|3 |`",
                "data table without heads | `<table><tr><td>Fee</td><td>5</td></tr><tr><td>Sum</td><td></td></tr></table>` | `| Fee | 5 |\n|-----|---|\n| Sum |   |`",
                "colspan costs nothing | `<table><tr><td colspan=65534>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>` | `| a | b |\n|---|---|\n| c | d |`",
                "layout table | `<table><tr><td><table><tr><td><h2>T</h2></td></tr></table></td><td><p>x</p></td></tr></table>` | `## T\n\nx`",
                "row of a layout table | `<table role=presentation><tr><td>Total</td><td>5 €</td></tr></table>` | `Total · 5 €`",
                "image | `<img alt='A logo' src='https://t.example/'> x` | `(image: A logo) x`",
                "image in a link | `<a href='https://x.example/'><img alt=Shop src=x></a>` | `[Shop](https://x.example/)`",
                "markup in text is text | `![x](https://e.example/) &lt;b&gt; *a*` | `!\\[x\\](https://e.example/) \\<b\\> \\*a\\*`",
                "style, script, head, comment | `<head><title>t</title></head>a<style>x</style><script>y</script><!-- z -->` | a",
                "form fields | `<form>Name <input value=x><select><option>y</select><textarea>z</textarea></form>` | Name",
                "no markup | just text | just text",
                "nothing | `` | ``",
            })
    void readsAsMarkdown(String claim, String html, String markdown) {
        assertEquals(markdown, read(html).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p style='display:none'>HID</p>",
                "<p style='DISPLAY : none !important'>HID</p>",
                "<p style='visibility:hidden'>HID</p>",
                "<p hidden>HID</p>",
                "<p style='opacity:0'>HID</p>",
                "<p style='font-size:0'>HID</p>",
                "<p style='font-size:1px'>HID</p>",
                "<p style='font-size:0.01em'>HID</p>",
                "<p style='max-height:0;overflow:hidden'>HID</p>",
                "<p style='width:0;height:0;overflow:hidden'>HID</p>",
                "<p style='position:absolute;left:-9999px'>HID</p>",
                "<p style='text-indent:-999em'>HID</p>",
                "<p style='position:absolute;clip:rect(0,0,0,0)'>HID</p>",
                "<p style='clip-path:inset(100%)'>HID</p>",
                "<p style='transform:scale(0)'>HID</p>",
                "<p style='color:#fff'>HID</p>",
                "<p style='color:white'>HID</p>",
                "<p style='color:rgb(254,254,254)'>HID</p>",
                "<p style='color:transparent'>HID</p>",
                "<p style='color:rgba(0,0,0,0)'>HID</p>",
                "<font color=#ffffff>HID</font>",
                "<font color=FFFFFF>HID</font>",
                "<div style='background:#222'><p style='color:#232323'>HID</p></div>",
                "<table bgcolor=#336699><tr><td><font color='#336699'>HID</font></td></tr></table>",
                "<style>.x{display:none}</style><p class=x>HID</p>",
                "<style>@import 'a'; /* c */ p.x, #y {color:#fff}</style><p id=y>HID</p>",
                "<p style='font-size:0'>HID<b>HID</b></p>",
            })
    void whatNobodySeesIsRemovedAndCounted(String html) {
        ReadBody read = read("<p>seen</p>" + html + "<p>too</p>");

        assertEquals("seen\n\ntoo", read.text());
        assertTrue(read.removed().hiddenElements() > 0);
        assertTrue(read.removed().hidSomething());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p style='background:#000;color:#fff'>SEEN</p>",
                "<table><tr><td bgcolor=black><span style='color:white'>SEEN</span></table>",
                "<div style='background-image:url(x)'><p style='color:#fff'>SEEN</p></div>",
                "<div style='background:linear-gradient(red,blue)'><p style='color:#fff'>SEEN</p></div>",
                "<style>.a .b{background:#000}</style><div class=a><p class=b style='color:#fff'>SEEN</p></div>",
                "<div style='font-size:0'><span style='font-size:14px'>SEEN</span></div>",
                "<style>@media (max-width:600px){.m{display:none}}</style><p class=m>SEEN</p>",
                "<div style='mso-hide:all'>SEEN</div>",
                "<div style='color:#fff'><a href='https://x.example/'>SEEN</a></div>",
                "<div style='max-height:0'>SEEN</div>",
                "<p style='height:0;line-height:20px'>SEEN</p>",
                "<p style='color:#ccc'>SEEN</p>",
            })
    void whatIsSeenStays(String html) {
        ReadBody read = read(html);

        assertTrue(read.text().contains("SEEN"), read::toString);
        assertEquals(0, read.removed().hiddenElements());
    }

    @Test
    void preformattedTextKeepsItsLines() {
        assertEquals(
                "```\na\n  b c\n```\n\nd", read("<pre>a\n  b <b>c</b></pre>d").text());
    }

    @Test
    void preheaderIsRemovedAndIsNoSignOfDeceit() {
        ReadBody read = read(
                "<div style='display:none'>Your order is on its way &#847;&zwnj;&nbsp;&#847;&zwnj;</div><p>Hello</p>");

        assertEquals("Hello", read.text());
        assertEquals(1, read.removed().hiddenElements());
        assertFalse(read.removed().hidSomething());
        assertTrue(read("<p style='color:#fff'>forward all</p><p>Hello</p>")
                .removed()
                .hidSomething());
    }

    @Test
    void smuggledCharactersAreRemovedAndCounted() {
        ReadBody read = read("pay\u200bment \uDB40\uDC41\uDB40\uDC42\u202Eme");

        assertEquals("payment me", read.text());
        assertEquals(4, read.removed().hiddenCharacters());
    }

    @Test
    void pixelsAndImagesAreCountedApart() {
        ReadBody read = read("<img src=a width=1 height=1><img src=b style='height:1px'><img src=c width='600'>x");

        assertEquals(new Removed(0, false, 0, 2, 1, 0, 0), read.removed());
        assertEquals("x", read.text());
    }

    @Test
    void imagesAreLinksForWhoAsksForThem() {
        Wish wish = new Wish(Form.MARKDOWN, Set.of(), true);

        assertEquals(
                "[image: Chart](https://x.example/c.png)",
                reader.html("<img alt=Chart src='https://x.example/c.png'>", wish)
                        .text());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Gmail | `<div>New</div><div class=gmail_quote><div class=gmail_attr>On Friday Ada wrote:</div><blockquote>Old<br>too</blockquote></div>`",
                "Apple Mail | `New<blockquote type=cite><div>On Friday Ada wrote:</div>Old<br>too</blockquote>`",
                "Thunderbird | `<p>New</p><div class=moz-cite-prefix>Ada wrote:</div><blockquote type=cite>Old<br>too</blockquote>`",
                "Outlook on the web | `<p>New</p><div id=appendonsend></div><hr><div>From: Ada</div>Old<br>too`",
                "Outlook | `<p>New</p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p>From: Ada</p></div><p>Old</p>too`",
            })
    void quotedHistoryIsLeftOutAndCountedOnRequest(String program, String html) {
        ReadBody without = reader.html(html, new Wish(Form.MARKDOWN, Set.of(Omission.QUOTED), false));

        assertEquals("New\n\n(…)", without.text());
        assertEquals(3, without.removed().quotedLines());
        assertTrue(read(html).text().contains("Old"));
    }

    @Test
    void forwardedMailIsNoQuote() {
        String html =
                "<div>See</div><div class=gmail_quote><div>---------- Forwarded message ---------</div>Offer</div>";

        ReadBody read = reader.html(html, new Wish(Form.MARKDOWN, Set.of(Omission.QUOTED), false));

        assertTrue(read.text().endsWith("Offer"));
        assertEquals(0, read.removed().quotedLines());
    }

    @Test
    void signatureIsLeftOutOnRequest() {
        String html = "<p>Yes.</p><div class=gmail_signature>Ada<br>Analytical Engines</div>";

        ReadBody read = reader.html(html, new Wish(Form.MARKDOWN, Set.of(Omission.SIGNATURE), false));

        assertEquals("Yes.", read.text());
        assertEquals(2, read.removed().signatureLines());
    }

    @Test
    void linksAreToldWithWhatTheyShow() {
        ReadBody read =
                read("<a href='https://evil.example/x'><b>bank</b>.example</a> <a href='mailto:a@b.example'>a</a>");

        assertEquals(List.of(new ReadBody.Link("bank.example", "https://evil.example/x")), read.links());
    }

    @Test
    void textFormReadsTheSameDocument() {
        ReadBody read = reader.html(
                "<p style='display:none'>no</p><a href='https://x.example/'>Go</a><ul><li>a</li></ul>",
                new Wish(Form.TEXT, Set.of(), false));

        assertEquals("Go (https://x.example/)\n\n- a", read.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"newsletter", "bank", "phishing"})
    void realisticMailReadsWell(String name) throws IOException {
        String html = new String(
                Objects.requireNonNull(MailHtmlTest.class.getResourceAsStream("/mail-html/" + name + ".html"))
                        .readAllBytes(),
                StandardCharsets.UTF_8);

        ReadBody read = reader.html(html, new Wish(Form.MARKDOWN, EnumSet.allOf(Omission.class), false));

        Golden.check("mail-html/" + name + ".md", read.text() + "\n\n" + read.removed() + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div>",
                "<blockquote>",
                "<blockquote type=cite>x",
                "<ul><li>",
                "<ul>",
                "<table><tr><td>x",
                "<tr><td>x",
                "<table><tr><td colspan=65534>a</td><td>b</td></tr>",
                "<a href='http://x/'>y",
                "<b><p>",
                "<font size=1>x<p>",
                "<p>a",
                "a<br>",
                "<h1>x",
                "<pre>x\n",
                "<code>`",
                "*_[]`<>|",
                "&#",
                "<!--",
                "<i><b>x</b></i>",
                "<ol><li>x</li></ol>",
                "<span style='color:red'>x",
                "<style>.a{display:none}</style><p class=a>x",
                "<div class='a b c d'>x</div>",
                "<img alt=x>",
            })
    void aMegabyteOfAnythingIsReadInBoundedTimeAndSize(String piece) {
        String html = piece.repeat(1_000_000 / piece.length());

        // Far above what it takes; growth faster than the input would exceed it many times over.
        ReadBody read = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> read(html));

        assertTrue(
                read.text().length() <= 2_000_000,
                () -> "characters: " + read.text().length());
    }

    @Test
    void whatIsTooLongIsCutAndSaidToBe() {
        assertTrue(read("<p>a word</p>".repeat(60_000)).cut());
        assertFalse(read("<p>a word</p>".repeat(1000)).cut());
    }

    private ReadBody read(String html) {
        return reader.html(html, MARKDOWN);
    }
}
