package dev.mailmcp.mail.imap;

import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailException.Fault;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server's answer, or the lack of one, means to a caller. */
final class Faults {
    private static final String LATER = "Try again later.";

    private static final Pattern BACKOFF = Pattern.compile("(?i)backoff time: *([0-9]{1,7})");

    private Faults() {}

    /** A NO or BAD to anything but a login. Never a failure of authentication, whatever its words say. */
    static MailException refused(Reply reply) {
        StatusText text = reply.text();
        String said = text.text().isEmpty() ? "without a reason" : "\"" + text.text() + "\"";
        if (throttled(text)) {
            return waiting(
                    text,
                    new MailException(
                            Fault.THROTTLED,
                            "the mail server is limiting requests: " + said,
                            "Wait a minute, then try again."));
        }
        if (text.is("UNAVAILABLE") || text.is("INUSE") || text.is("SERVERBUG") || text.is("CONTACTADMIN")) {
            return new MailException(Fault.UNAVAILABLE, "the mail server cannot do it now: " + said, LATER);
        }
        if (text.is("TOOBIG") || text.is("MESSAGETOOBIG")) {
            return new MailException(
                    Fault.TOO_LARGE, "the mail server says it is too large: " + said, "Make the message smaller.");
        }
        if (reply.status() == Response.Status.BAD) {
            return new MailException(
                    Fault.REFUSED, "the mail server did not accept the command: " + said, "Try it in another form.");
        }
        return new MailException(
                Fault.REFUSED,
                "the mail server refused: " + said,
                text.is("OVERQUOTA") ? "The mailbox is full: delete something first." : "The server will not do this.");
    }

    /** A NO or BAD to LOGIN or AUTHENTICATE (RFC 5530 §3). */
    static MailException loginRefused(StatusText text) {
        if (throttled(text)
                || text.mentions("too many", "rate limit", "maximum number of connections", "exceeded the limit")) {
            return waiting(
                    text,
                    new MailException(
                            Fault.THROTTLED,
                            "the mail server is limiting logins: \"" + text.text() + "\"",
                            "Wait some minutes, then try again."));
        }
        if (text.is("UNAVAILABLE")
                || text.is("INUSE")
                || text.is("SERVERBUG")
                || text.is("CONTACTADMIN")
                || text.code().startsWith("SYS/TEMP")
                || text.mentions("try again later", "temporar")) {
            return new MailException(
                    Fault.UNAVAILABLE, "the mail server cannot log in now: \"" + text.text() + "\"", LATER);
        }
        return new MailException(
                Fault.LOGIN_REFUSED,
                "the mail server refused the login: \"" + text.text() + "\"",
                "Check the user name and password; many providers want an app password, or IMAP turned on first.");
    }

    static MailException goodbye(StatusText text) {
        if (throttled(text) || text.mentions("too many", "limit")) {
            return waiting(
                    text,
                    new MailException(
                            Fault.THROTTLED,
                            "the mail server turned the connection away: \"" + text.text() + "\"",
                            "Wait some minutes, then try again."));
        }
        return new MailException(Fault.UNAVAILABLE, "the mail server hung up: \"" + text.text() + "\"", LATER);
    }

    static MailException lost(IOException e) {
        if (e instanceof SocketTimeoutException) {
            return new MailException(Fault.TIMEOUT, "the mail server did not answer in time", LATER, e);
        }
        if (e instanceof ProtocolFault) {
            return new MailException(
                    Fault.UNAVAILABLE, "the mail server sent " + e.getMessage() + ", which is not taken", LATER, e);
        }
        return new MailException(Fault.UNAVAILABLE, "the connection to the mail server was lost", LATER, e);
    }

    static MailException unknownOutcome(Throwable cause) {
        return new MailException(
                Fault.UNKNOWN_OUTCOME,
                "the connection was lost after the change had been sent: it may or may not have happened",
                "Look at the mailbox before trying again.",
                cause);
    }

    static MailException noMessage() {
        return new MailException(
                Fault.MESSAGE_NOT_FOUND,
                "no message with that UID is in the mailbox",
                "List or search the mailbox for current UIDs; it may have been moved or deleted.");
    }

    static MailException stale() {
        return new MailException(
                Fault.STALE_REFERENCE,
                "the mailbox was rebuilt since the reference was made: its UIDs mean other messages now",
                "List or search the mailbox again and use the new uid and uidvalidity.");
    }

    /** Exchange says how long: {@code Request is throttled. Suggested Backoff Time: 5000 milliseconds}. */
    private static MailException waiting(StatusText text, MailException throttled) {
        Matcher said = BACKOFF.matcher(text.text());
        return said.find() ? throttled.again(Duration.ofMillis(Long.parseLong(said.group(1)))) : throttled;
    }

    /** RFC 5530 §3 LIMIT, and the words of Exchange, Yahoo and Gmail. */
    private static boolean throttled(StatusText text) {
        return text.is("LIMIT")
                || text.is("THROTTLED")
                || text.mentions(
                        "throttl", "authenticated but not connected", "too many simultaneous", "bandwidth limits");
    }
}
