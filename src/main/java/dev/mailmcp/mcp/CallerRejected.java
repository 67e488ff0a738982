package dev.mailmcp.mcp;

/**
 * Thrown while a tool runs, before anything of the reply has gone out: the caller's authority turned out to be worth nothing, or has
 * ended. The transport answers as if the credentials had been refused at its door.
 */
public final class CallerRejected extends RuntimeException {
    public CallerRejected() {
        super("the caller's credentials are no longer of use");
    }
}
