package dev.mailmcp.mail.imap;

import dev.mailmcp.value.InvalidValue;
import java.time.Duration;
import java.util.List;

/**
 * How long a mail server may take.
 *
 * @param login from the greeting to being logged in, TLS upgrade excluded
 * @param read for the next bytes of an answer, and for taking the next 64 KiB of ours
 * @param flight for the answers to one exchange as a whole, so that a byte now and then does not hold a caller for ever
 * @param quiet after so long without an exchange a connection may have been forgotten on its way, and nobody tells
 * @param firstWord for the first word of an answer after a time of {@code quiet}
 */
public record ImapTimeouts(Duration login, Duration read, Duration flight, Duration quiet, Duration firstWord) {
    public static final ImapTimeouts DEFAULT =
            new ImapTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(120));

    public ImapTimeouts {
        for (Duration each : List.of(login, read, flight, quiet, firstWord)) {
            if (each.toMillis() < 1) {
                throw new InvalidValue("a timeout is at least a millisecond");
            }
        }
    }

    public ImapTimeouts(Duration login, Duration read, Duration flight) {
        this(login, read, flight, Duration.ofSeconds(60), Duration.ofSeconds(5));
    }
}
