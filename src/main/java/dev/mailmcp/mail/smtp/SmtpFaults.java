package dev.mailmcp.mail.smtp;

import dev.mailmcp.mail.MailException;
import dev.mailmcp.mail.MailException.Fault;
import dev.mailmcp.mail.Submission.Refusal;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.stream.Collectors;

/** What a submission server's reply, or the lack of one, means to a caller (RFC 5321 §4.2, RFC 3463, RFC 4954 §6). */
final class SmtpFaults {
    private static final int MOST_NAMED = 10;
    private static final String LATER = "Nothing was sent. Try again later.";
    private static final String[] RATE = {
        "too many",
        "rate limit",
        "rate-limit",
        "ratelimit",
        "throttl",
        "limit exceeded",
        "exceeded the limit",
        "sending limit",
        "quota exceeded",
        "try again in"
    };

    private SmtpFaults() {}

    /** Before the end of a message was sent: the server must forget it (RFC 5321 §4.1.1.4). */
    static MailException lost(IOException e) {
        if (e instanceof SocketTimeoutException) {
            return new MailException(Fault.TIMEOUT, "the SMTP server did not answer in time", LATER, e);
        }
        if (e instanceof ReplyReader.Nonsense) {
            return new MailException(Fault.UNAVAILABLE, "the SMTP server sent " + e.getMessage(), LATER, e);
        }
        return new MailException(Fault.UNAVAILABLE, "the connection to the SMTP server was lost", LATER, e);
    }

    /** To the greeting or EHLO. */
    static MailException turnedAway(Reply reply) {
        return mailed(
                throttled(reply) ? Fault.THROTTLED : Fault.UNAVAILABLE, "turned the connection away", reply, LATER);
    }

    /** To AUTH. Only what says that user name or password are wrong is a refused login. */
    static MailException loginRefused(Reply reply) {
        if (throttled(reply)) {
            return mailed(Fault.THROTTLED, "is limiting logins", reply, "Wait some minutes, then try again.");
        }
        if (reply.code() < 500 && reply.code() != 432) {
            return mailed(Fault.UNAVAILABLE, "cannot log in now", reply, LATER);
        }
        // Microsoft's word for an account or organisation without SMTP AUTH: no other password would help.
        if (reply.hasStatus("5.7.139", "5.7.3")
                && reply.mentions("disabled", "not allowed", "policy", "security defaults")) {
            return mailed(
                    Fault.REFUSED,
                    "takes no logins by password for this account",
                    reply,
                    "The provider or its administrator must allow SMTP AUTH for it.");
        }
        boolean credentials = reply.code() == 535
                || reply.code() == 534
                || reply.code() == 538
                || reply.code() == 432
                || reply.hasStatus("5.7.8", "5.7.9", "5.7.14", "5.7.1", "5.7.0");
        return credentials
                ? mailed(
                        Fault.LOGIN_REFUSED,
                        "refused the login",
                        reply,
                        "Check the user name and password; many providers want an app password.")
                : mailed(Fault.REFUSED, "did not accept the login", reply, "The server will not do this.");
    }

    static MailException senderRefused(Reply reply) {
        return throttledOrTooLarge(
                reply,
                new MailException(
                        Fault.REJECTED_SENDER,
                        "the SMTP server refused the sender: " + quoted(reply),
                        "Send from an address of this account. Nothing was sent."));
    }

    /**
     * @param reply the one that tells most
     * @param refused all of the recipients
     */
    static MailException recipientsRefused(Reply reply, List<Refusal> refused) {
        int recipients = refused.size();
        MailException fault = throttledOrTooLarge(
                reply,
                new MailException(
                        Fault.REJECTED_RECIPIENT,
                        "the SMTP server refused "
                                + (recipients == 1 ? "the recipient" : "all " + recipients + " recipients") + ": "
                                + quoted(reply),
                        "Check the addresses. Nothing was sent."));
        return recipients == 1
                ? fault
                : new MailException(fault.fault(), fault.getMessage() + ". " + each(refused), fault.hint());
    }

    private static String each(List<Refusal> refused) {
        String first = refused.stream()
                .limit(MOST_NAMED)
                .map(refusal -> refusal.recipient()
                        + (refusal.permanent() ? " for good" : " for now")
                        + refusal.status().map(status -> " (" + status + ")").orElse(""))
                .collect(Collectors.joining(", "));
        int others = refused.size() - MOST_NAMED;
        return "Refused were " + first + (others > 0 ? " and " + others + " more" : "");
    }

    /** To DATA or to the end of the message: it was accepted for nobody. */
    static MailException messageRefused(Reply reply) {
        return throttledOrTooLarge(
                reply,
                new MailException(
                        Fault.REFUSED,
                        "the SMTP server refused the message: " + quoted(reply),
                        "Its content or sender is not wanted there. Nothing was sent."));
    }

    static MailException tooLarge(long size, long largest) {
        return new MailException(
                Fault.TOO_LARGE,
                "the message has " + size + " bytes and the SMTP server takes at most " + largest,
                "Send less or smaller files; they grow by a third on the way. Nothing was sent.");
    }

    static MailException noUtf8(boolean sender) {
        return new MailException(
                sender ? Fault.REJECTED_SENDER : Fault.REJECTED_RECIPIENT,
                "the SMTP server does not take addresses with letters beyond ASCII before the @ (no SMTPUTF8)",
                "Use an address in ASCII. Nothing was sent.");
    }

    static MailException noTls() {
        return new MailException(
                Fault.UNAVAILABLE,
                "the SMTP server offers no STARTTLS, and nothing is sent to it without TLS",
                "Use port 465 with TLS if the provider has it.");
    }

    static MailException talkedBeforeTls() {
        return new MailException(
                Fault.UNAVAILABLE,
                "the SMTP server went on talking where TLS should begin: someone may be in between",
                "Use port 465 with TLS.");
    }

    static MailException noPasswords() {
        return new MailException(
                Fault.LOGIN_REFUSED,
                "the SMTP server takes no passwords on this connection (neither AUTH PLAIN nor LOGIN)",
                "Use another port or TLS mode, or a provider that allows passwords for mail programs.");
    }

    static MailException unreadable(IOException e) {
        return new MailException(
                Fault.UNAVAILABLE, "an attached file could not be read; nothing was sent", "Try again.", e);
    }

    static MailException unfit(String why) {
        return new MailException(Fault.REFUSED, "the message cannot go over the wire: " + why, "Nothing was sent.");
    }

    private static MailException throttledOrTooLarge(Reply reply, MailException otherwise) {
        if (reply.code() == 552 || reply.hasStatus("5.3.4", "5.2.3")) {
            // 552 5.2.2 is a full mailbox.
            return reply.hasStatus("5.2.2")
                    ? otherwise
                    : mailed(
                            Fault.TOO_LARGE,
                            "says the message is too large",
                            reply,
                            "Send less or smaller files. Nothing was sent.");
        }
        if (throttled(reply) || reply.hasStatus("5.4.5", "4.4.5")) {
            return mailed(Fault.THROTTLED, "is limiting what may be sent", reply, LATER);
        }
        return reply.temporary() ? mailed(Fault.UNAVAILABLE, "cannot take it now", reply, LATER) : otherwise;
    }

    private static boolean throttled(Reply reply) {
        return reply.code() >= 400 && reply.mentions(RATE);
    }

    private static MailException mailed(Fault fault, String what, Reply reply, String hint) {
        return new MailException(fault, "the SMTP server " + what + ": " + quoted(reply), hint);
    }

    private static String quoted(Reply reply) {
        return "\"" + reply.shown() + "\"";
    }
}
