package dev.mailmcp.mail;

import dev.mailmcp.dial.DialException;
import java.time.Duration;
import java.util.Optional;

/** What went wrong with a mail server or with what was asked of it. Its message is ours and safe to show. */
public final class MailException extends RuntimeException {
    private final Fault fault;
    private final String hint;
    private final Optional<Duration> retryAfter;

    /** The kinds of fault, with the code a tool result carries and whether the same call may succeed later. */
    public enum Fault {
        /** The server refused the login: the grant is of no use until the person signs in again. */
        LOGIN_REFUSED("auth_failed", false),
        FOLDER_NOT_FOUND("folder_not_found", false),
        MESSAGE_NOT_FOUND("message_not_found", false),
        /** The UIDVALIDITY given is not the mailbox's: the UIDs of that time mean other messages now, or none. */
        STALE_REFERENCE("stale_reference", false),
        INVALID_ARGUMENT("invalid_argument", false),
        BAD_QUERY("bad_query", false),
        /** The server answered NO: it understood and will not. */
        REFUSED("refused", false),
        REJECTED_SENDER("rejected_sender", false),
        REJECTED_RECIPIENT("rejected_recipient", false),
        TOO_LARGE("too_large", false),
        THROTTLED("provider_throttled", true),
        TIMEOUT("timeout", true),
        /** Could not be reached, hung up, or talks nonsense. */
        UNAVAILABLE("mail_server_unavailable", true),
        /** A change was sent and its answer never came: it may have happened. */
        UNKNOWN_OUTCOME("unknown_outcome", false);

        private final String code;
        private final boolean retryable;

        Fault(String code, boolean retryable) {
            this.code = code;
            this.retryable = retryable;
        }

        public String code() {
            return code;
        }

        public boolean retryable() {
            return retryable;
        }
    }

    /** @param hint what to do about it, in one sentence for a model. */
    public MailException(Fault fault, String message, String hint) {
        this(fault, message, hint, Optional.empty());
    }

    private MailException(Fault fault, String message, String hint, Optional<Duration> retryAfter) {
        super(message);
        this.fault = fault;
        this.hint = hint;
        this.retryAfter = retryAfter;
    }

    /** @param cause kept for the log; never shown. */
    public MailException(Fault fault, String message, String hint, Throwable cause) {
        super(message, cause);
        this.fault = fault;
        this.hint = hint;
        this.retryAfter = Optional.empty();
    }

    /**
     * No connection came about.
     *
     * @param server what it is called towards people: "mail server", "SMTP server"
     */
    public static MailException notDialled(DialException e, String server) {
        Fault fault =
                switch (e.kind()) {
                    case REFUSED_ADDRESS -> Fault.REFUSED;
                    case TIMEOUT -> Fault.TIMEOUT;
                    case UNRESOLVED, UNREACHABLE, TLS -> Fault.UNAVAILABLE;
                };
        return new MailException(fault, String.valueOf(e.getMessage()), "Check the " + server + "'s host and port.", e);
    }

    /** This fault, with the time after which the server wants to be asked again. */
    public MailException again(Duration wait) {
        return new MailException(fault, String.valueOf(getMessage()), hint, Optional.of(wait));
    }

    /** How long the server asked to be left alone; empty when it did not say. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    public Fault fault() {
        return fault;
    }

    public String hint() {
        return hint;
    }
}
