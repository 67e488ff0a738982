package dev.mailmcp.mail.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderTextTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain ASCII stays | Hello, world | Hello, world",
                "Q | =?utf-8?Q?Caf=C3=A9_au_lait?= | Café au lait",
                "B | =?UTF-8?B?R3LDvMOfZQ==?= | Grüße",
                "wrong case | =?Utf-8?q?caf=c3=a9?= | café",
                "space inside Q | =?utf-8?Q?two words=21?= | two words!",
                "space inside B | =?utf-8?B?R3LD vMOf ZQ==?= | Grüße",
                "spaces around the parts | =?utf-8 ? Q ?caf=C3=A9?= | café",
                "language | =?utf-8*de?Q?Gr=C3=BC=C3=9Fe?= | Grüße",
                "missing padding | =?utf-8?B?R3LDvMOfZQ?= | Grüße",
                "neighbours are joined | =?utf-8?Q?a?= =?utf-8?Q?b?= | ab",
                "neighbours without space between | =?utf-8?Q?a?==?utf-8?Q?b?= | ab",
                "text between neighbours keeps its spaces | =?utf-8?Q?a?= and =?utf-8?Q?b?= | a and b",
                "Q cut within a character | =?utf-8?Q?caf=C3?= =?utf-8?Q?=A9s?= | cafés",
                "B cut within a character | =?utf-8?B?Y2Fmww==?= =?utf-8?B?qXM=?= | cafés",
                "B cut within a quantum | =?utf-8?B?Y2Fmw6?= =?utf-8?B?lz?= | cafés",
                "two words, both without padding | =?utf-8?B?YWE?= =?utf-8?B?Yg?= | aab",
                "GB2312 | =?gb2312?B?1tDOxNb3zOI=?= | 中文主题",
                "GB2312 cut within a character | =?gb2312?B?1tDOxNY=?= =?gb2312?B?98zi?= | 中文主题",
                "GB2312 that needs GB18030 | =?gb2312?B?6UbmRg==?= | 镕鍲",
                "ISO-2022-JP | =?ISO-2022-JP?B?GyRCRnxLXBsoQg==?= | 日本",
                "ISO-2022-JP, two words | =?ISO-2022-JP?B?GyRCRnwbKEI=?= =?ISO-2022-JP?B?GyRCS1wbKEI=?= | 日本",
                "Shift_JIS | =?shift_jis?B?k/qWew==?= | 日本",
                "EUC-KR | =?ks_c_5601-1987?B?x9GxuQ==?= | 한국",
                "KOI8-R | =?koi8-r?B?8NLJ18XU?= | Привет",
                "Big5 | =?big5?B?pKSk5Q==?= | 中文",
                "Latin 1 means Windows-1252 | =?iso-8859-1?Q?=93quoted=94_=80?= | “quoted” €",
                "UTF-8 under the name of Latin 1 | =?iso-8859-1?Q?caf=C3=A9?= | café",
                "unknown charset, UTF-8 inside | =?x-nobody?Q?caf=C3=A9?= | café",
                "unknown charset, Windows-1252 inside | =?unknown-8bit?Q?caf=E9?= | café",
                "charset named in another way | =?cp1251?Q?=CF=F0=E8=E2=E5=F2?= | Привет",
                "not UTF-8 though it says so | =?utf-8?Q?caf=E9?= | café",
                "question mark inside | =?utf-8?Q?What?_Really??= | What? Really?",
                "equals sign before the end | =?utf-8?Q?a=3D?= | a=",
                "bad escape stays | =?utf-8?Q?100=_sure?= | 100= sure",
                "cut off by the end | =?utf-8?B?R3LDvMOfZQ | Grüße",
                "never closed, another follows | =?utf-8?B?abc =?utf-8?Q?ok?= | =?utf-8?B?abc ok",
                "not an encoded word | 2 =? 3 ?= 4 | 2 =? 3 ?= 4",
                "inside quotes | `\"=?utf-8?Q?Caf=C3=A9?=\"` | `\"Café\"`",
                "in the midst of a word | pre=?utf-8?Q?=C3=A9?=post | preépost",
                "empty word | a =?utf-8?Q??= b | a  b",
            })
    void decodes(String claim, String raw, String text) {
        assertEquals(text, HeaderText.decode(raw));
    }

    @Test
    void foldedLinesAreUnfolded() {
        assertEquals("one two three", HeaderText.decode("one\r\n two\n\tthree"));
        assertEquals("ab", HeaderText.decode("=?utf-8?Q?a?=\r\n =?utf-8?Q?b?="));
    }

    @Test
    void controlCharactersAreRemoved() {
        assertEquals("ab c", HeaderText.decode("a\0\u0007b\rc\u007f"));
        assertEquals("evil Bcc: x", HeaderText.decode("=?utf-8?Q?evil=0ABcc:_x?="));
    }

    @ParameterizedTest
    @CsvSource({"Grüße,UTF-8", "“Grüße” €,windows-1252", "日本語,UTF-8", "日本,ISO-2022-JP"})
    void rawOctetsAreRead(String text, String charset) {
        String raw = new String(text.getBytes(Charset.forName(charset)), StandardCharsets.ISO_8859_1);
        assertEquals(text, HeaderText.decode(raw));
    }

    @Test
    void rawOctetsBesideEncodedWordsAreRead() {
        String raw = new String("ü =?utf-8?Q?=C3=9F?= ö".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertEquals("ü ß ö", HeaderText.decode(raw));
    }

    @Test
    void textThatIsAlreadyDecodedIsKept() {
        assertEquals("Grüße aus 東京", HeaderText.decode("Grüße aus 東京"));
    }

    @Test
    void noiseNeverThrowsAndTakesLinearTime() {
        Random random = new Random(1);
        String alphabet = "=?utf-8BQbq_ \r\n\t\u001b$B\u00e9\u0080A9";
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (int n = 0; n < 3000; n++) {
                var raw = new StringBuilder();
                for (int i = random.nextInt(200); i >= 0; i--) {
                    raw.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
                HeaderText.decode(raw.toString());
            }
            HeaderText.decode("=?utf-8?Q?".repeat(50_000));
            HeaderText.decode("=?utf-8?Q?a?= ".repeat(50_000));
            HeaderText.decode("=?a?B?YW".repeat(50_000));
        });
    }
}
