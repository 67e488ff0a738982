package dev.mailmcp.web;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.value.InvalidValue;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
    private final Origins origins = new Origins(Set.of("https://mail.example.org"));

    @ParameterizedTest
    @ValueSource(
            strings = {"https://mail.example.org", "http://localhost:6274", "http://127.0.0.1:1", "https://[::1]:5173"})
    void listedAndLoopbackOriginsAreAllowed(String origin) {
        assertTrue(origins.allows(origin));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "null", "mail.example.org", "https://mail.example.org/", "ftp://mail.example.org"})
    void whatNoBrowserSendsIsNotListed(String origin) {
        assertThrows(InvalidValue.class, () -> new Origins(Set.of(origin)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://mail.example.org",
                "https://mail.example.org:444",
                "https://mail.example.org.evil.example",
                "ftp://localhost",
                "http://localhost#",
                "http://localhost.evil.example",
                "http://localhost@evil.example",
                "http://evil@localhost",
                "http://localhost:1/path",
                "http://localhost?",
                "http:localhost",
                "null",
                "",
                "http://",
                "http:opaque",
                "file://"
            })
    void otherOriginsAreNot(String origin) {
        assertFalse(origins.allows(origin));
    }
}
