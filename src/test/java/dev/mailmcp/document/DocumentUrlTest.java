package dev.mailmcp.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.document.DocumentHosts.Admission;
import dev.mailmcp.value.InvalidValue;
import dev.mailmcp.web.BaseUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentUrlTest {
    private static final BaseUrl BASE = new BaseUrl("https://mail.example.org");

    @ParameterizedTest
    @CsvSource({
        "https://claude.ai/oauth/claude-code-client-metadata, claude.ai, /oauth/claude-code-client-metadata",
        "https://a.example:8443/c.json, a.example:8443, /c.json",
        "https://a.example:443/c.json, a.example, /c.json",
        "https://a.example/c?v=1, a.example, /c?v=1",
        "https://a.example/.well-known/c, a.example, /.well-known/c",
        "https://a.example/a..b/c, a.example, /a..b/c",
        "https://xn--bcher-kva.example/c%20d, xn--bcher-kva.example, /c%20d",
    })
    void urlOfDocumentIsTakenApart(String url, String authority, String target) {
        assertEquals(authority, new DocumentUrl(url).authority());
        assertEquals(target, new DocumentUrl(url).target());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://a.example/c",
                "HTTPS://a.example/c",
                "https://a.example",
                "https://a.example/",
                "https://A.example/c",
                "https://a.example/c#",
                "https://a.example/c#d",
                "https://u@a.example/c",
                "https://u:p@a.example/c",
                "https://a.example@b.example/c",
                "https://a.example\\@b.example/c",
                "https://a.example/./c",
                "https://a.example/../c",
                "https://a.example/x/..",
                "https://a.example/x/.",
                "https://a.example/%2e/c",
                "https://a.example/%2E%2e/c",
                "https://a.example/.%2e/c",
                "https://a.example/x/..%2fc",
                "https://a.example/x/..;/c",
                "https://a.example/x/..?c",
                "https://a.example/c\\d",
                "https://a.example/c d",
                "https://a.example/c\t",
                "https://a.example/c\n",
                " https://a.example/c",
                "https://a.example/c%",
                "https://a.example/c%2",
                "https://a.example/c%zz",
                "https://a.example/ç",
                "https://ａ.example/c",
                "https://a.example:0/c",
                "https://a.example:22/c",
                "https://a.example:80/c",
                "https://a.example:65536/c",
                "https://a.example:/c",
                "https://a.example.:443/c",
                "https://a.example./c",
                "https://.example/c",
                "https://a..example/c",
                "https://-a.example/c",
                "https://mailserver/c",
                "https://127.0.0.1/c",
                "https://127.1/c",
                "https://2130706433/c",
                "https://0/c",
                "https://0x7f000001/c",
                "https://0x7f.0.0.0x1/c",
                "https://0177.0.0.01/c",
                "https://[::1]/c",
                "https://[::ffff:10.0.0.1]/c",
                "https://a.1/c",
            })
    void anythingElseIsNoUrlOfDocument(String url) {
        assertThrows(InvalidValue.class, () -> new DocumentUrl(url));
    }

    @Test
    void urlOfDocumentHas256CharactersAtMost() {
        String most = "https://a.example/" + "c".repeat(256 - 18);

        assertEquals(most, new DocumentUrl(most).value());
        assertThrows(InvalidValue.class, () -> new DocumentUrl(most + "c"));
    }

    @ParameterizedTest
    @CsvSource({
        "off,    '',              https://claude.ai/c,        false",
        "listed, '',              https://claude.ai/c,        true",
        "listed, '',              https://other.example/c,    false",
        "listed, other.example,   https://other.example/c,    true",
        "listed, '!claude.ai',    https://claude.ai/c,        false",
        "open,   '',              https://other.example/c,    true",
        "open,   '!other.example',https://other.example/c,    false",
        "open,   '',              https://mail.example.org/c, false",
        "open,   '',              https://localhost/c,        false",
        "listed, localhost,       https://localhost/c,        false",
    })
    void operatorSaysWhoseDocumentsAreRead(String admission, String hosts, String url, boolean admitted) {
        var policy = DocumentHosts.of(Admission.of(admission), hosts, false, BASE);

        assertEquals(admitted, policy.admit(new DocumentUrl(url)));
    }

    @Test
    void loopbackIsAHostInTestsAlone() {
        var url = new DocumentUrl("https://localhost:4443/c");
        var base = new BaseUrl("http://localhost:3000");

        assertTrue(DocumentHosts.of(Admission.OPEN, "", true, base).admit(url));
        assertFalse(DocumentHosts.of(Admission.OPEN, "", false, base).admit(url));
    }
}
