package dev.mailmcp.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server says cannot change how the rest of a line looks. */
class ServerWordsTest {
    @ParameterizedTest
    @CsvSource({
        "'Mailbox is full', 200, 'Mailbox is full'",
        "'  No such user \u0007', 200, 'No such user'",
        "'a\u202Eb\u200Bc\u2028d', 200, 'a b c d'",
        "'Größe 😀 zu groß', 7, 'Größe 😀'",
        "'', 200, ''"
    })
    void whatNobodyWouldSeeIsASpace(String said, int most, String shown) {
        assertEquals(shown, ServerWords.printable(said, most));
    }
}
