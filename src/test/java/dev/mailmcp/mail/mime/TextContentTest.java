package dev.mailmcp.mail.mime;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextContentTest {
    private static byte[] octets(String text, String charset) {
        return text.getBytes(Charset.forName(charset));
    }

    private static String read(String body, String encoding, String charset) {
        return TextContent.decode(octets(body, "ISO-8859-1"), encoding, charset).text();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "as declared | Grüße | UTF-8 | utf-8 | Grüße",
                "Latin 1 | Grüße | ISO-8859-1 | iso-8859-1 | Grüße",
                "Latin 1 that is Windows-1252 | “€” | windows-1252 | iso-8859-1 | “€”",
                "UTF-8 declared as ASCII | Grüße | UTF-8 | us-ascii | Grüße",
                "UTF-8 declared as Latin 1 | Grüße | UTF-8 | ISO-8859-1 | Grüße",
                "Windows-1252 declared as ASCII | Grüße | windows-1252 | us-ascii | Grüße",
                "nothing declared, UTF-8 | Grüße | UTF-8 | `` | Grüße",
                "nothing declared, Windows-1252 | Grüße | windows-1252 | `` | Grüße",
                "Latin 1 declared as UTF-8 | Grüße für Jürgen | ISO-8859-1 | utf-8 | Grüße für Jürgen",
                "GB2312 beyond GB2312 | 镕 | GB18030 | gb2312 | 镕",
                "ISO-2022-JP | 日本語 | ISO-2022-JP | iso-2022-jp | 日本語",
                "ISO-2022-JP, nothing declared | 日本語 | ISO-2022-JP | `` | 日本語",
                "ISO-2022-JP declared as ASCII | 日本語 | ISO-2022-JP | us-ascii | 日本語",
                "Shift_JIS | 日本語① | windows-31j | shift_jis | 日本語①",
                "KOI8-R in quotes | Привет | KOI8-R | `\"koi8-r\"` | Привет",
                "unknown charset | Grüße | UTF-8 | x-nobody | Grüße",
                "meta charset | `<meta charset=koi8-r>Привет` | KOI8-R | `` | `<meta charset=koi8-r>Привет`",
                "meta http-equiv | `<META http-equiv=Content-Type content=\"text/html; charset=gb2312\">中文` | GB18030 | `` |"
                        + " `<META http-equiv=Content-Type content=\"text/html; charset=gb2312\">中文`",
                "meta that is wrong | `<meta charset=\"iso-8859-1\">Grüße` | UTF-8 | `` | `<meta charset=\"iso-8859-1\">Grüße`",
                "declared beats meta | `<meta charset=\"koi8-r\">Grüße` | windows-1252 | windows-1252 |"
                        + " `<meta charset=\"koi8-r\">Grüße`",
                "UTF-16 without a mark, little-endian | Grüße an alle | UTF-16LE | utf-16 | Grüße an alle",
                "UTF-16 without a mark, big-endian | Grüße an alle | UTF-16BE | utf-16 | Grüße an alle",
                "UCS-2 | Grüße an alle | UTF-16BE | ucs-2 | Grüße an alle",
                "a parameter behind the name | Grüße | windows-1252 | `windows-1252; format=flowed` | Grüße",
                "two names | Привет | KOI8-R | `koi8-r,utf-8` | Привет",
                "a name within a name | Привет | KOI8-R | `charset=koi8-r` | Привет",
                "a locale | Grüße | UTF-8 | de_DE.UTF-8 | Grüße",
                "escapes behind the name | 日本語 | ISO-2022-JP | `_iso-2022-jp$ESC` | 日本語",
                "Chinese by its old name | 中文 | GB18030 | cn-gb | 中文",
                "Macintosh | Grüße | x-MacRoman | x-mac-roman | Grüße",
                "meta tells what no ASCII is | `<meta charset=koi8-r>Привет` | KOI8-R | us-ascii | `<meta charset=koi8-r>Привет`",
                "UTF-16 by its mark | Grüße | UTF-16 | `` | Grüße",
            })
    void charsetIsFound(String claim, String text, String sentAs, String declared, String expected) {
        assertEquals(
                expected,
                TextContent.decode(octets(text, sentAs), "8bit", declared).text());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "base64 | base64 | R3LDvMOfZQ== | Grüße | false",
                "wrong case | BASE64 | R3LDvMOfZQ== | Grüße | false",
                "no padding | base64 | R3LDvMOfZQ | Grüße | false",
                "too much padding | base64 | R3LDvMOfZQ==== | Grüße | false",
                "cut within a group | base64 | R3LDvMOfZ | Grüß | true",
                "noise | base64 | R3L!D*vMOfZQ== | Grüße | true",
                "words after the padding | base64 | `R3LDvMOfZQ==\n-- \nA list footer` | Grüße | true",
                "a second body after the padding | base64 | `R3LDvMOfZQ==\nR3LDvMOfZQ==\n` | GrüßeGrüße | false",
                "words that claim it | base64 | `Is this Base64?\nNo.` | `Is this Base64?\nNo.` | true",
                "spaces for line ends | base64 | `R3LDvMOf ZQ==` | Grüße | false",
                "url-safe | base64 | Pj4-Pz8_ | >>>??? | false",
                "quoted-printable | quoted-printable | Gr=C3=BC=C3=9Fe | Grüße | false",
                "lower case escapes | quoted-printable | Gr=c3=bc=c3=9fe | Grüße | false",
                "soft breaks | quoted-printable | `one =\r\ntwo=\nthree=  \r\nfour` | one twothreefour | false",
                "bad escapes stay | quoted-printable | 1=2, =XY =4 | 1=2, =XY =4 | true",
                "cut within an escape | quoted-printable | Gr=C | Gr=C | true",
                "soft break at the end | quoted-printable | Gr= | Gr | false",
                "white space at line ends goes | quoted-printable | `a \t\r\nb` | `a\nb` | false",
                "eight-bit in quoted-printable | quoted-printable | Grüße | Grüße | false",
                "seven-bit | 7bit | as is = =3D | as is = =3D | false",
                "unknown encoding | x-nobody | as is | as is | false",
                "prose declared as base64 | base64 | This is a plain text. Nobody encoded it. | This is a plain text. Nobody encoded it. | true",
                "no encoding | `` | as is | as is | false",
            })
    void transferEncodingIsUndone(String claim, String encoding, String body, String text, boolean warned) {
        TextContent.Decoded decoded = TextContent.decode(octets(body, "UTF-8"), encoding, "");
        assertEquals(text, decoded.text());
        assertEquals(warned, !decoded.warnings().isEmpty(), decoded.warnings().toString());
    }

    /** Java reads them there; no answer of ours, which is UTF-8, could hold it. */
    @Test
    void halfACharacterIsReplaced() {
        assertEquals("a\uFFFDb", read("\0\0\0a\0\0\u00d8=\0\0\0b", "8bit", "utf-32"));
        assertEquals("a\uFFFDb", read("a\u00ed\u00a0\u0080b", "8bit", "cesu-8"));
        assertEquals("😀", read("\0\u0001\u00f6\0", "8bit", "utf-32"));
    }

    @Test
    void uuencodedTextIsDecoded() {
        assertEquals("Cat", read("words\nbegin 644 f\n#0V%T\n`\nend\nwords\n", "x-uuencode", ""));
    }

    @Test
    void lineEndsAreOneAndNulIsNone() {
        assertEquals("a\nb\nc\nd", read("a\r\nb\rc\nd\0", "7bit", "us-ascii"));
    }

    @Test
    void controlCharactersAreTakenOutButTabs() {
        assertEquals("a\t[31mb\nc", read("a\t\u001b[31mb\f\n\u0001c\u007f", "7bit", "us-ascii"));
    }

    @Test
    void utf7IsDecoded() {
        assertEquals("Hi Mom -☺-!", read("Hi Mom -+Jjo--+ACE-", "7bit", "utf-7"));
        assertEquals("1 + 1 = 2", read("1 +- 1 +AD0 2", "7bit", "\"UNICODE-1-1-UTF-7\""));
        assertEquals("a+ b", read("a+ b", "7bit", "utf7"));
        assertEquals(
                List.of(),
                TextContent.decode(octets("+", "UTF-8"), "7bit", "utf-7").warnings());
    }

    @Test
    void unknownCharsetIsWarnedOf() {
        assertEquals(
                1,
                TextContent.decode(octets("x", "UTF-8"), "7bit", "x-nobody")
                        .warnings()
                        .size());
    }

    @Test
    void textCutWithinACharacterEndsBeforeIt() {
        byte[] whole = octets("Grü".repeat(500), "UTF-8");
        TextContent.Decoded decoded =
                TextContent.decode(java.util.Arrays.copyOf(whole, whole.length - 1), "8bit", "utf-8");
        assertEquals("Grü".repeat(499) + "Gr", decoded.text());
        assertTrue(decoded.warnings().isEmpty());
    }

    @Test
    void noiseNeverThrows() {
        Random random = new Random(3);
        String[] encodings = {"base64", "quoted-printable", "x-uuencode", "8bit"};
        String[] charsets = {"", "utf-8", "gb2312", "iso-2022-jp", "big5", "shift_jis", "utf-16", "euc-kr", "utf-7", "?"
        };
        for (int n = 0; n < 4000; n++) {
            byte[] body = new byte[random.nextInt(300)];
            random.nextBytes(body);
            String encoding = encodings[n % encodings.length];
            String charset = charsets[n % charsets.length];
            assertDoesNotThrow(() -> TextContent.decode(body, encoding, charset));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "soft breaks join | `one \ntwo\nthree` | `one two\nthree`",
                "signature stays | `a \n-- \nAnn` | `a \n-- \nAnn`",
                "stuffed space goes | `a\n From here\n >not a quote` | `a\nFrom here\n>not a quote`",
                "quotes join with their depth | `> one \n> two\n>> three \n>> four\nfive` | `> one two\n>> three four\nfive`",
                "another depth ends it | `> one \ntwo` | `> one \ntwo`",
                "empty lines stay | `one\n\ntwo\n` | `one\n\ntwo\n`",
            })
    void flowedParagraphsAreJoined(String claim, String text, String joined) {
        assertEquals(joined, TextContent.unflow(text, false));
    }

    @Test
    void delSpTakesTheSpaceAway() {
        assertEquals("日本語", TextContent.unflow("日本 \n語", true));
    }

    @Test
    void streamsInBoundedMemory() throws Exception {
        byte[] line = ("QUJD".repeat(19) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        long[] count = {0};
        boolean[] closed = {false};
        var sink = new java.io.OutputStream() {
            @Override
            public void write(int b) {
                count[0]++;
            }

            @Override
            public void write(byte[] b, int from, int length) {
                count[0] += length;
                assertTrue(length <= 8192);
            }

            @Override
            public void close() {
                closed[0] = true;
            }
        };
        try (var decoding = TransferDecoding.decoding(sink, "base64")) {
            for (int i = 0; i < 100_000; i++) {
                decoding.write(line);
            }
        }
        assertEquals(5_700_000, count[0]);
        assertFalse(closed[0]);
    }
}
