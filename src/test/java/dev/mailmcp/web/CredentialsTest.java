package dev.mailmcp.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    @ParameterizedTest
    @CsvSource({
        "Bearer abc, abc",
        "bearer abc, abc",
        "BEARER    abc, abc",
        "'  Bearer abc  ', abc",
        "Bearer aZ09-._~+/==, aZ09-._~+/=="
    })
    void bearerTokenIsTakenWhateverTheCaseOfItsScheme(String header, String token) {
        assertEquals(new Credentials.Bearer(token), Credentials.of(List.of(header)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearerabc",
                "Bearer =",
                "Bearer a=b",
                "Bearer a b",
                "Bearer a,b",
                "Bearer \"a\"",
                "Bearer ä",
                "Bearer\tabc",
                "Basic abc",
                "Digest abc",
                "abc"
            })
    void anythingElseIsUnusable(String header) {
        assertInstanceOf(Credentials.Unusable.class, Credentials.of(List.of(header)));
    }

    @Test
    void noHeaderIsNoneAndTwoSayNothing() {
        assertInstanceOf(Credentials.None.class, Credentials.of(List.of()));
        assertInstanceOf(Credentials.Ambiguous.class, Credentials.of(List.of("Bearer abc", "Bearer abc")));
    }

    @Test
    void tokenIsNotPrinted() {
        assertEquals("Bearer[redacted]", Credentials.of(List.of("Bearer abc")).toString());
    }
}
