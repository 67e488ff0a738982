package dev.mailmcp.mail.imap;

import dev.mailmcp.value.InvalidValue;
import java.time.Duration;

/**
 * How long a mail server may take.
 *
 * @param login from the greeting to being logged in, TLS upgrade excluded
 * @param read for the next bytes of an answer, and for taking the next 64 KiB of ours
 * @param flight for the answers to one exchange as a whole, so that a byte now and then does not hold a caller for ever
 */
public record ImapTimeouts(Duration login, Duration read, Duration flight) {
    public static final ImapTimeouts DEFAULT =
            new ImapTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(120));

    public ImapTimeouts {
        if (login.toMillis() < 1 || read.toMillis() < 1 || flight.toMillis() < 1) {
            throw new InvalidValue("a timeout is at least a millisecond");
        }
    }
}
