package dev.mailmcp.mcp;

import java.time.Instant;

/** Remembers what was used, on all nodes. */
@FunctionalInterface
public interface SingleUse {
    /**
     * @param id not secret
     * @param expires until when it must be remembered
     * @return true for exactly one caller, however many ask at once
     */
    boolean first(String id, Instant expires);
}
