package dev.mailmcp.web;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mailmcp.value.InvalidValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://mail.example.org",
                "https://mail.example.org:8443",
                "http://localhost:3000",
                "http://127.0.0.1",
                "http://[::1]:3000"
            })
    void anOriginIsTaken(String value) {
        assertDoesNotThrow(() -> new BaseUrl(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://mail.example.org/",
                "https://mail.example.org/path",
                "http://mail.example.org",
                "https://user@mail.example.org",
                "https://Mail.example.org",
                "https://mail.example.org?x",
                "https://mail.example.org$(id)",
                "ftp://mail.example.org",
                "mail.example.org",
                "http://127.0.0.1.evil.example",
                "http://localhost.evil.example",
                "https://mail.example.org\n",
                "https://mail.example.org;calc",
                "https://mail.example.org`id`",
                "https://mail example.org",
                "https://m\u00e4il.example.org",
                "https://mail.example.org%00",
                "https://mail.example.org#x",
                "https://mail.example.org\\x",
                "https://mail..example.org",
                "https://-mail.example.org",
                "https://mail-.example.org",
                "https://.",
                "https://mail.example.org:0",
                "https://mail.example.org:65536",
                "https://mail.example.org:",
                "https://[:::]",
                "http://[1:2]",
                "https://[12]",
                ""
            })
    void anythingElseRefusesToStart(String value) {
        assertThrows(InvalidValue.class, () -> new BaseUrl(value));
    }
}
