package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A method that clients can call.
 *
 * @param works whether it does something for the caller: it runs on a thread of its own then, may stream and may be cancelled
 * @param keeping how long its results may be kept
 */
record Method(boolean works, Keeping keeping, Answering answering) {
    /** Gives the result of a request. */
    @FunctionalInterface
    interface Answering {
        ObjectNode answer(Incoming incoming) throws RpcError, OutsideGrant;
    }

    /** How long and for whom results may be kept (MCP 2026-07-28, caching). */
    enum Keeping {
        /** Not at all. */
        NONE,
        /** It is the same for everybody. */
        SHARED,
        /** It depends on what the caller may do. */
        PERSONAL,
        /** It shows what is in a mailbox at this moment. */
        MOMENTARY
    }

    static Method atOnce(Keeping keeping, Answering answering) {
        return new Method(false, keeping, answering);
    }

    static Method working(Keeping keeping, Answering answering) {
        return new Method(true, keeping, answering);
    }
}
