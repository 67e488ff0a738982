package dev.mailmcp.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mailmcp.mail.Flag;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShownTest {
    @Test
    void honestLineIsShownWhole() {
        assertEquals("x".repeat(300), Shown.line("x".repeat(300)));
    }

    @Test
    void longLineIsCutAndNeverWithinACharacter() {
        assertEquals("x".repeat(300) + "…", Shown.line("x".repeat(301)));
        assertEquals("x".repeat(299) + "…", Shown.line("x".repeat(299) + "😀😀"));
        assertEquals("x".repeat(298) + "😀…", Shown.line("x".repeat(298) + "😀😀"));
    }

    @Test
    void noMessageShowsMoreThanThirtyFlags() {
        var flags = IntStream.range(0, 50).mapToObj(i -> new Flag("k" + i)).toList();

        assertEquals(30, Shown.flags(flags).size());
    }
}
