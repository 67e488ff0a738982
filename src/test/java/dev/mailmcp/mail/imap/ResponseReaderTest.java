package dev.mailmcp.mail.imap;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server can make us keep. */
class ResponseReaderTest {
    /** Kept, each of these takes many times its octets. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* 1 FETCH (FLAGS (\\Seen))| 1     | 4000",
                "*                         | 1     | 4100",
                "()                        | 50000 | 2",
                "a                         | 50000 | 2",
            })
    void whatIsKeptIsCountedAsItIsKept(String words, int times, int most) throws IOException {
        var reader = new ResponseReader(
                endless("* 1 FETCH " + (words.strip() + " ").repeat(times) + "\r\n"),
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

    /** Longer than any of the limits here. */
    private static InputStream endless(String line) {
        byte[] octets = line.repeat((4 << 20) / line.length() + 1).getBytes(StandardCharsets.US_ASCII);
        return new ByteArrayInputStream(octets);
    }
}
