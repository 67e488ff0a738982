package dev.mailmcp.mail.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server can make us keep. */
class ResponseReaderTest {
    /** Kept, each of these takes many times its octets. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* 1 OTHER (FLAGS (\\Seen))| 1     | 4000",
                "*                         | 1     | 4100",
                "()                        | 50000 | 2",
                "a                         | 50000 | 2",
            })
    void whatIsKeptIsCountedAsItIsKept(String words, int times, int most) throws IOException {
        var reader = new ResponseReader(
                endless("* 1 OTHER " + (words.strip() + " ").repeat(times) + "\r\n"),
                new ImapLimits(1 << 20, 1 << 20, 1 << 20));

        int read = 0;
        try {
            while (read <= most) {
                reader.read();
                read++;
            }
        } catch (ProtocolFault _) {
            // Enough.
        }

        assertTrue(read <= most, "responses: " + read);
    }

    @Test
    void oneMessageWithAHundredThousandRecipientsDoesNotCostTheOthers() throws IOException {
        String recipient = "(NIL NIL \"ann\" \"example.org\")";
        String monster = "* 2 FETCH (UID 7 ENVELOPE (\"date\" \"monster\" (" + recipient.repeat(100_000)
                + ") {3}\r\na)b NIL))\r\n";
        String answer = "* 1 FETCH (UID 6 FLAGS ())\r\n" + monster.repeat(20) + "* 3 FETCH (UID 8 FLAGS (\\Seen))\r\n";
        var reader = new ResponseReader(
                new ByteArrayInputStream(answer.getBytes(StandardCharsets.US_ASCII)), ImapLimits.DEFAULT);

        List<Long> uids = new ArrayList<>();
        for (int i = 0; i < 22; i++) {
            uids.add(((Response.Untagged) reader.read()).at(0).at(1).number());
        }

        assertEquals(6, uids.getFirst());
        assertEquals(Collections.nCopies(20, 7L), uids.subList(1, 21));
        assertEquals(8, uids.getLast());
    }

    /** Longer than any of the limits here. */
    private static InputStream endless(String line) {
        byte[] octets = line.repeat((4 << 20) / line.length() + 1).getBytes(StandardCharsets.US_ASCII);
        return new ByteArrayInputStream(octets);
    }
}
