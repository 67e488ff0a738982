package dev.mailmcp.mail.smtp;

import dev.mailmcp.value.InvalidValue;
import java.time.Duration;

/**
 * How submission servers are spoken to.
 *
 * @param login from the greeting to being logged in, a TLS upgrade included
 * @param read for each reply, and for the server to take the next 32 KiB of a message
 * @param afterData for the reply to the end of a message, which many servers give only when they have scanned it; when it
 *     does not come the outcome is unknown
 * @param ehloName our name in EHLO (RFC 5321 §4.1.4): a host name, or an address literal in brackets
 */
public record SmtpSettings(Duration login, Duration read, Duration afterData, String ehloName) {
    /** The address literal that mail programs without a name of their own send; it tells nothing about the host. */
    public static final SmtpSettings DEFAULT =
            new SmtpSettings(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(120), "[127.0.0.1]");

    public SmtpSettings {
        if (login.toMillis() < 1 || read.toMillis() < 1 || afterData.toMillis() < 1) {
            throw new InvalidValue("a timeout is at least a millisecond");
        }
        if (!ehloName.matches("[A-Za-z0-9.:\\[\\]-]{1,255}")) {
            throw new InvalidValue("the EHLO name is a host name or an address in brackets");
        }
    }
}
