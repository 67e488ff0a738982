package dev.mailmcp.mcp;

import java.util.Optional;

/**
 * Seals what a client carries for us from one request to the next, so that any node can go on with it: nobody else can read it,
 * make it or change it.
 */
public interface StateSeal {
    /** What it is for. A thing sealed for one purpose never opens for another. */
    enum Purpose {
        /** {@code requestState} (MCP 2026-07-28, multi round-trip requests). */
        REQUEST_STATE,
        /** A list's {@code cursor} (MCP, pagination). */
        CURSOR,
        /** {@code Mcp-Session-Id} (MCP 2025-11-25, session management). */
        SESSION
    }

    /** @return visible ASCII without spaces */
    String seal(Purpose purpose, byte[] content);

    /** @param sealed anything at all */
    Optional<byte[]> open(Purpose purpose, String sealed);
}
