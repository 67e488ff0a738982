package dev.mailmcp.mail.pool;

/** No connection could be had: all are in use, or the caller's grant has ended, or the caller went away. */
public final class NoTurnException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoTurnException(String message) {
        super(message, null, false, false);
    }
}
