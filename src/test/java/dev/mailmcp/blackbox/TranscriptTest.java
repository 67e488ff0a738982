package dev.mailmcp.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.testserver.HttpExchange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscriptTest {
    private static final String ORIGIN = "http://localhost:4711";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"url":"http://localhost:4711/attachments/a?sig=b"}       | {"url":"<attachment-url>"}
                    {"iss":"http://localhost:4711"}                           | {"iss":"<origin>"}
                    {"id":"0b6f4bd2-7a1c-4d0c-9b1e-5a2f3c4d5e6f"}             | {"id":"<uuid>"}
                    {"internal_date":"2026-11-21T09:30:01Z"}                  | {"internal_date":"<time>"}
                    {"uidvalidity":1795251000,"uid":1}                        | {"uidvalidity":"<uidvalidity>","uid":1}
                    {"text":"{\\"uidvalidity\\":1795251000}"}                 | {"text":"{\\"uidvalidity\\":<uidvalidity>}"}
                    {"uri":"mail://INBOX/1795251000/1"}                       | {"uri":"mail://INBOX/<uidvalidity>/1"}
                    {"nextCursor":"abcdefghijklmnopqrstuvwxyz0123456789ABCDEF"} | {"nextCursor":"<opaque>"}
                    {"serverInfo":{"name":"mail-mcp","version":"7"}}          | {"serverInfo":{"name":"mail-mcp","version":"<version>"}}
                    {"tools":[{"name":"a","title":"A","icons":[]}]}           | {"tools":["a: icons, title"]}
                    {"content":[{"type":"text","text":"{\\"a\\":1}"}],"structuredContent":{"a":1}} | {"content":[{"type":"text","text":"<structuredContent as JSON>"}],"structuredContent":{"a":1}}
                    {"content":[{"type":"text","text":"{\\"a\\":2}"}],"structuredContent":{"a":1}} | {"content":[{"type":"text","text":"{\\"a\\":2}"}],"structuredContent":{"a":1}}
                    """)
    void whatChangesByItselfBecomesAPlaceholder(String message, String written) {
        assertEquals(Json.parse(written), new Placeholders(ORIGIN).in(Json.parse(message)));
    }

    @Test
    void aLongTextIsCutAndItsLengthIsTold() {
        String cut = new Placeholders(ORIGIN).in("word ".repeat(100));

        assertTrue(cut.endsWith("… (500 characters)"), cut);
    }

    @Test
    void repeatedExchangesAndStreamsThatClientsTryAreToldOnce() {
        var list = exchange("POST", "{\"method\":\"tools/list\"}");
        var stream = exchange("GET", "");

        String text = Transcript.of("it", ORIGIN, List.of(stream, list, stream, list));

        assertEquals(text.indexOf("GET /mcp"), text.lastIndexOf("GET /mcp"));
        assertTrue(text.indexOf("GET /mcp") > text.indexOf("### 2: as 1"), text);
        assertFalse(text.contains("user-agent"), text);
    }

    private static HttpExchange exchange(String method, String body) {
        var answer = new HttpExchange.Answer(405, Map.of("allow", "POST"), "", true);
        return new HttpExchange(method, "/mcp", Map.of("user-agent", "node"), body, Optional.of(answer));
    }
}
