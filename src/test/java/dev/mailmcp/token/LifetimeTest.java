package dev.mailmcp.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mailmcp.value.InvalidValue;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LifetimeTest {
    @ParameterizedTest
    @CsvSource({"90s,PT90S", "30m,PT30M", "1h,PT1H", "30d,PT720H", "3653d,PT87672H"})
    void whatOperatorsWriteIsRead(String text, Duration duration) {
        assertEquals(duration, Lifetime.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "h", "0h", "-1h", "1 h", "1H", "1w", "1.5h", "1h30m", "3654d", "9999999999s"})
    void anythingElseIsRefused(String text) {
        assertThrows(InvalidValue.class, () -> Lifetime.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"P30D,30 days", "P1D,1 day", "PT36H,36 hours", "PT1H,1 hour", "PT90M,90 minutes", "PT90S,90 seconds"})
    void timesAreSaidInWords(Duration life, String words) {
        assertEquals(words, Lifetime.inWords(life));
    }
}
