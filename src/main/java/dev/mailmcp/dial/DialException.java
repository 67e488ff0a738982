package dev.mailmcp.dial;

/** Why no connection came about. Its message names host and port, is ours and safe to show. */
public final class DialException extends RuntimeException {
    private final Kind kind;

    /** What stood in the way. */
    public enum Kind {
        /** The host leads to a special-use address, or plain text was asked for, and the operator has not allowed it. */
        REFUSED_ADDRESS,
        /** The name has no address. */
        UNRESOLVED,
        /** No address of the host took the connection. */
        UNREACHABLE,
        /** Connecting or the TLS handshake took too long. */
        TIMEOUT,
        /** The TLS handshake failed: certificate, name, version or a server that speaks none. */
        TLS
    }

    DialException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    DialException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
