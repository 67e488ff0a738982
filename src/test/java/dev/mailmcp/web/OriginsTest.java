package dev.mailmcp.web;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://mail.example.org",
                "https://mail.example.org:444",
                "http://localhost.evil.example",
                "http://localhost@evil.example",
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
