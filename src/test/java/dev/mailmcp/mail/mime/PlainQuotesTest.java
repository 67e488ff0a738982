package dev.mailmcp.mail.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mailmcp.mail.mime.PlainQuotes.Trimmed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainQuotesTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "below | `Yes.\n\nOn Fri, 20 Nov 2026, Ada wrote:\n> Do you?\n> Ada` | `Yes.\n\n(…)` | 3",
                "attribution on two lines | `Yes.\n\nOn Fri, 20 Nov 2026 at 10:00, Ada\n<ada@example.org> wrote:\n> Do you?` | `Yes.\n\n(…)` | 3",
                "answers between | `Ada wrote:\n> One?\nYes.\n> Two?\nNo.` | `(…)\nYes.\n(…)\nNo.` | 3",
                "Outlook | `Yes.\n\n-----Original Message-----\nFrom: Ada\n\nDo you?` | `Yes.\n\n(…)` | 3",
                "Outlook's rule | `Yes.\n________________________________\nVon: Ada\nText` | `Yes.\n(…)` | 3",
                "German | `Ja.\n-----Ursprüngliche Nachricht-----\nText` | `Ja.\n(…)` | 2",
                "nothing but another mail | `-----Original Message-----\nFrom: Ada\nText` | `-----Original Message-----\nFrom: Ada\nText` | 0",
                "forwarded | `See.\n---------- Forwarded message ---------\nFrom: Ada` | `See.\n---------- Forwarded message ---------\nFrom: Ada` | 0",
                "a colon that is none | `Shopping:\n\nMilk` | `Shopping:\n\nMilk` | 0",
            })
    void quotedLinesAreLeftOut(String claim, String text, String kept, int lines) {
        assertEquals(new Trimmed(kept, lines, 0), PlainQuotes.trim(text, true, false));
    }

    @Test
    void signatureIsLeftOutAndNothingWithoutTheAsking() {
        String text = "Yes.\n-- \nAda\nEngines";

        assertEquals(new Trimmed("Yes.", 0, 3), PlainQuotes.trim(text, false, true));
        assertEquals(new Trimmed(text, 0, 0), PlainQuotes.trim(text, false, false));
    }
}
