package dev.mailmcp.mail.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNamesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "report.pdf | report.pdf",
                "Straße & Söhne.pdf | Straße & Söhne.pdf",
                "../../etc/passwd | passwd",
                "C:\\Users\\ann\\x.doc | x.doc",
                ".. | fallback.bin",
                "... | fallback.bin",
                ".bashrc | bashrc",
                "`a\r\nb\u0000.txt` | a b.txt",
                "a\u202Efdp.exe | afdp.exe",
                "a:b*c?.txt | a_b_c_.txt",
                "`  spaced   out .txt. ` | spaced out .txt",
                "dir/ | fallback.bin",
                "`` | fallback.bin",
            })
    void becomesAPlainName(String candidate, String name) {
        assertEquals(name, FileNames.safe(candidate, "fallback.bin"));
    }

    @Test
    void longNamesKeepTheirExtension() {
        String name = FileNames.safe("語".repeat(300) + ".xlsx", "x");
        assertEquals(120, name.length());
        assertTrue(name.endsWith("語.xlsx"));
        assertTrue(FileNames.safe("a.".repeat(300) + "b".repeat(40), "x").length() <= 120);
    }

    /** Parameters as {@code name=value&name=value}. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain | filename=a.txt | a.txt",
                "any case | FileName=a.txt | a.txt",
                "extended | filename*=UTF-8''Gr%C3%BC%C3%9Fe.txt | Grüße.txt",
                "extended, language | filename*=iso-8859-1'de'Gr%FC%DFe.txt | Grüße.txt",
                "extended, no charset | filename*=''Gr%C3%BC.txt | Grü.txt",
                "extended beats plain | filename=x.txt&filename*=utf-8''y.txt | y.txt",
                "in parts | filename*0=a-long-&filename*1=name.txt | a-long-name.txt",
                "in extended parts | filename*0*=UTF-8''Gr%C3&filename*1*=%BC%C3%9Fe&filename*2=.txt | Grüße.txt",
                "percent sign in a plain part | filename*0*=UTF-8''100&filename*1=%25.txt | 100%25.txt",
                "encoded word | filename==?utf-8?Q?Gr=C3=BC=C3=9Fe.txt?= | Grüße.txt",
                "encoded words in parts | filename*0==?utf-8?Q?Gr=C3=BC?=&filename*1= =?utf-8?Q?=C3=9Fe.txt?= | Grüße.txt",
                "extended under the plain name | filename=UTF-8''Gr%C3%BC.txt | Grü.txt",
                "GB2312 | filename*=gb2312''%D6%D0%CE%C4.txt | 中文.txt",
                "bad escape | filename*=UTF-8''100%.txt | 100%.txt",
                "unknown charset | filename*=x-none''Gr%C3%BC.txt | Grü.txt",
            })
    void parameterIsDecoded(String claim, String parameters, String value) {
        Map<String, String> raw = new HashMap<>();
        for (String parameter : parameters.split("&", -1)) {
            int sign = parameter.indexOf('=');
            raw.put(parameter.substring(0, sign), parameter.substring(sign + 1));
        }
        assertEquals(Optional.of(value), FileNames.parameter(raw, "filename"));
    }

    @Test
    void rawOctetsAreRead() {
        String raw = new String("Grüße.txt".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertEquals(Optional.of("Grüße.txt"), FileNames.parameter(Map.of("filename", raw), "filename"));
    }

    @Test
    void missingIsEmpty() {
        assertEquals(Optional.empty(), FileNames.parameter(Map.of("name", "x"), "filename"));
    }
}
