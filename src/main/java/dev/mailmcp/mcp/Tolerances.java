package dev.mailmcp.mcp;

/**
 * Where we take what the letter of the protocol forbids, because clients in wide use send it.
 *
 * @param legacyVersionHeader take a request whose {@code MCP-Protocol-Version} header names a legacy revision while its
 *     {@code _meta} names a modern one that we speak: a hosted client has sent all its tool calls like that. The metadata
 *     decides then.
 * @param tally told of each request that was taken for this reason alone
 */
public record Tolerances(boolean legacyVersionHeader, Tally tally) {
    /** Counts, or does not: an operator sees from it when a tolerance has outlived the client that needed it. */
    @FunctionalInterface
    public interface Tally {
        /** A request was taken because its legacy version header was overlooked. Must not block or throw. */
        void legacyVersionHeader();
    }

    /** Nobody counts. */
    public Tolerances(boolean legacyVersionHeader) {
        this(legacyVersionHeader, () -> {});
    }
}
