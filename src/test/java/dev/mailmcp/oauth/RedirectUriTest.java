package dev.mailmcp.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.value.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an answer may go: tables, because every row was a hole in somebody's server. */
class RedirectUriTest {
    static boolean allows(String rule, String requested) {
        var registered = new RedirectRule(rule);
        try {
            return registered.allows(new RedirectUri(requested));
        } catch (InvalidValue _) {
            return false;
        }
    }

    /** Differences that a parser may overlook, of {@code https://app.example.org/cb?x=1}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/cb?x=1",
                "https://app.example.org@evil.example/cb?x=1",
                "https://user@app.example.org/cb?x=1",
                "https://a@b@app.example.org/cb?x=1",
                "https://evil.example%2f@app.example.org/cb?x=1",
                "https://evil.example%25@app.example.org/cb?x=1",
                "https://app.example.org%00.evil.example/cb?x=1",
                "https://app.example.org%2eevil.example/cb?x=1",
                "https://app.example.org.evil.example/cb?x=1",
                "https://evilapp.example.org/cb?x=1",
                "https://sub.app.example.org/cb?x=1",
                "https://app.example.org./cb?x=1",
                "https://app.example.org:443/cb?x=1",
                "https://app.example.org:8443/cb?x=1",
                "https://app.example.org:/cb?x=1",
                "https://APP.example.org/cb?x=1",
                "HTTPS://app.example.org/cb?x=1",
                "http://app.example.org/cb?x=1",
                "//app.example.org/cb?x=1",
                "https:/app.example.org/cb?x=1",
                "https:app.example.org/cb?x=1",
                "https:\\\\app.example.org/cb?x=1",
                "https://app.example.org\\@evil.example/cb?x=1",
                "https://app.example.org/\\evil.example/cb?x=1",
                "https://app.example.org/cb",
                "https://app.example.org/cb?x=1&y=2",
                "https://app.example.org/cb?x=1#frag",
                "https://app.example.org/cb?x=1#",
                "https://app.example.org/cb?x=2",
                "https://app.example.org/cb?X=1",
                "https://app.example.org/cb?x=%31",
                "https://app.example.org/cb/?x=1",
                "https://app.example.org//cb?x=1",
                "https://app.example.org/CB?x=1",
                "https://app.example.org/c%62?x=1",
                "https://app.example.org/./cb?x=1",
                "https://app.example.org/a/../cb?x=1",
                "https://app.example.org/a/%2e%2e/cb?x=1",
                "https://app.example.org/a/..;/cb?x=1",
                "https://app.example.org/cb;y?x=1",
                "https://app.example.org/cb%20?x=1",
                "https://app.example.org/cb?x=1 ",
                " https://app.example.org/cb?x=1",
                "https://app.example.org/cb?x=1\n",
                "https://app.example.org/cb?x=1\r\nLocation: https://evil.example",
                "https://app.\texample.org/cb?x=1",
                "https://app.example.org/cb?x=1\u0000",
                "https://\uff41pp.example.org/cb?x=1",
                "https://app\u3002example.org/cb?x=1",
                "https://\u0430pp.example.org/cb?x=1",
                "javascript://app.example.org/cb?x=1",
                "https://app.example.org/*",
                "https://*.example.org/cb?x=1",
                ""
            })
    void aRegisteredUriIsThatOneAlone(String mutation) {
        assertTrue(allows("https://app.example.org/cb?x=1", "https://app.example.org/cb?x=1"));

        assertFalse(allows("https://app.example.org/cb?x=1", mutation));
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:33418/cb,     http://127.0.0.1:33418/cb,  true",
        "http://127.0.0.1:33418/cb,     http://127.0.0.1:50123/cb,  true",
        "http://127.0.0.1:33418/cb,     http://127.0.0.1/cb,        true",
        "http://localhost/cb,           http://localhost:3334/cb,   true",
        "http://[::1]/cb,               http://[::1]:3334/cb,       true",
        "http://127.0.0.1/cb?x=1,       http://127.0.0.1:9/cb?x=1,  true",
        "http://127.0.0.1,              http://127.0.0.1:9,         true",
        "http://127.0.0.1/cb,           http://localhost/cb,        false",
        "http://localhost/cb,           http://127.0.0.1/cb,        false",
        "http://127.0.0.1/cb,           http://[::1]/cb,            false",
        "http://127.0.0.1/cb,           https://127.0.0.1/cb,       false",
        "http://127.0.0.1/cb,           http://127.0.0.1/cb/,       false",
        "http://127.0.0.1/cb,           http://127.0.0.1:9/cb?x=1,  false",
        "http://127.0.0.1/cb,           http://127.0.0.1:9/other,   false",
        "http://127.0.0.1/cb,           http://127.0.0.2/cb,        false",
        "http://127.0.0.1/cb,           http://127.0.0.1:0/cb,      false",
        "http://127.0.0.1/cb,           http://127.0.0.1:99999/cb,  false",
        "http://127.0.0.1/cb,           http://127.0.0.1:080/cb,    false",
        "http://127.0.0.1/cb,           http://127.0.0.1:/cb,       false",
        "http://127.0.0.1/cb,           http://127.0.0.1.evil/cb,   false",
        "http://localhost/cb,           http://localhost.evil/cb,   false",
        "http://localhost/cb,           http://localhost@evil/cb,   false",
        "http://localhost/cb,           http://localhost:1@evil/cb, false",
        "http://localhost/cb,           http://LOCALHOST/cb,        false",
        "http://127.0.0.1/cb,           http://2130706433/cb,       false",
        "http://127.0.0.1/cb,           http://0x7f.1/cb,           false",
        "http://127.0.0.1/cb,           http://127.1/cb,            false",
        "http://[::1]/cb,               'http://[::ffff:7f00:1]/cb', false",
        "http://[::1]/cb,               'http://[0:0:0:0:0:0:0:1]/cb', false",
        "loopback,                      http://localhost:1234/any,  true",
        "loopback,                      'http://[::1]:1/a?b=c',     true",
        "loopback,                      http://localhost.evil/any,  false",
        "loopback,                      https://localhost/any,      false",
        "loopback,                      http://192.168.0.1/any,     false",
        "cursor://anysphere.cursor-mcp/oauth/callback, cursor://anysphere.cursor-mcp/oauth/callback, true",
        "cursor://anysphere.cursor-mcp/oauth/callback, cursor://anysphere.cursor-mcp/oauth/callbacks, false",
        "https://chatgpt.com/connector/oauth/*, https://chatgpt.com/connector/oauth/a-B_9, true",
        "https://chatgpt.com/connector/oauth/*, https://chatgpt.com/connector/oauth/, false",
        "https://chatgpt.com/connector/oauth/*, https://chatgpt.com/connector/oauth/*, false",
        "https://chatgpt.com/connector/oauth/*, https://chatgpt.com/connector/oauth/a/b, false",
        "https://chatgpt.com/connector/oauth/*, https://chatgpt.com/connector/oauth/a?b, false",
        "https://chatgpt.com/connector/oauth/*, https://chatgpt.com/connector/oauth/.., false",
        "https://chatgpt.com/connector/oauth/*, https://chatgpt.com/connector/oauth/%2e%2e, false",
        "https://chatgpt.com/connector/oauth/*, https://chatgpt.com/connector/oauth/..;x, false",
        "https://chatgpt.com/connector/oauth/*, https://chatgpt.com/connector/oauth, false",
        "https://chatgpt.com/connector/oauth/*, https://chatgpt.com.evil.example/connector/oauth/a, false",
    })
    void rulesAllowWhatTheySayAndNoMore(String rule, String requested, boolean allowed) {
        assertEquals(allowed, allows(rule, requested));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                "javascript://x/%0aalert(1)",
                " javascript:alert(1)",
                "\u0001javascript:alert(1)",
                "data:text/html,x",
                "vbscript:x",
                "file:///etc/passwd",
                "about:blank",
                "blob:https://a/b",
                "view-source:https://a/b",
                "ms-msdt:/id",
                "search-ms:query=x",
                "http://example.org/cb",
                "http://10.0.0.1/cb",
                "ftp://localhost/cb",
                "ws://localhost/cb",
                "app:opaque",
                "x",
                "/relative",
                "https://",
                "https:///cb",
                "https://user:pw@app.example.org/cb",
                "https://app.example.org/cb#f",
                "https://app.example.org:99999/cb",
                "https://app.example.org/a/../b",
                "https://2130706433/cb",
                "https://0177.0.0.1/cb",
                "https://127.0.0.01/cb",
                "https://1.2.3.4.5/cb",
                "https://1.2.3/cb",
                "https://app.0x7f/cb",
                "app://user@host/cb",
                "app://a%25@b@evil.example/cb"
            })
    void aDangerousUriCannotExist(String value) {
        assertThrows(InvalidValue.class, () -> new RedirectUri(value));
        assertThrows(InvalidValue.class, () -> new RedirectRule(value));
    }

    @Test
    void aUriThatIsTooLongCannotExist() {
        assertThrows(InvalidValue.class, () -> new RedirectUri("https://app.example.org/" + "a".repeat(2048)));
    }

    @Test
    void theFaultNamesNoneOfTheUri() {
        String message = String.valueOf(
                assertThrows(InvalidValue.class, () -> new RedirectUri("javascript:alert(document.domain)"))
                        .getMessage());

        assertFalse(message.contains("document"), message);
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example.org:8443/cb, app.example.org, false",
        "http://localhost:3334/cb, localhost, true",
        "'http://[::1]:3334/cb', '[::1]', true",
        "cursor://anysphere.cursor-mcp/oauth/callback, cursor://, false",
        "com.example.app:/cb, com.example.app://, false",
        "httpx://claude.ai/cb, httpx://, false",
        "https://192.168.1.20/cb, 192.168.1.20, false"
    })
    void aPersonIsShownWhereTheAnswerGoes(String uri, String host, boolean loopback) {
        assertEquals(host, new RedirectUri(uri).host());
        assertEquals(loopback, new RedirectUri(uri).isLoopback());
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/cb, https://a.example/cb?code=1",
        "https://a.example/cb?x=1, https://a.example/cb?x=1&code=1",
        "https://a.example/cb?, https://a.example/cb?code=1",
        "https://a.example/cb?x=1&, https://a.example/cb?x=1&code=1"
    })
    void theUrisOwnQueryStays(String uri, String answer) {
        assertEquals(answer, new RedirectUri(uri).with("code=1"));
    }
}
