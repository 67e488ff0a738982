package dev.mailmcp.mail.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvisibleTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "Grüße, 漢字, עברית",
                "می\u200cخواهم",
                "क्\u200dष",
                "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
                "\u2764\uFE0F\u200D\uD83D\uDD25",
                "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F",
            })
    void whatMeansSomethingStays(String text) {
        assertEquals(new Invisible.Stripped(text, 0), Invisible.strip(text));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0xad, 0x34f, 0x200b, 0x200c, 0x200d, 0x200e, 0x202e, 0x2060, 0x2066, 0xfeff, 0x3164, 0xe0041, 0xe0101
            })
    void whatShowsNothingGoes(int character) {
        assertEquals(new Invisible.Stripped("a b", 1), Invisible.strip("a" + Character.toString(character) + " b"));
    }
}
