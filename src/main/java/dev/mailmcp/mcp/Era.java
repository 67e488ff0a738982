package dev.mailmcp.mcp;

import java.util.Optional;

/**
 * Which way a request is to be served. Decided for each request alone, by what it carries: nothing is remembered of the
 * connection or of earlier requests.
 */
enum Era {
    /** 2025-03-26 to 2025-11-25: opened by {@code initialize}; served without sessions. */
    LEGACY,
    /** 2026-07-28: every request stands alone. */
    MODERN;

    static Era of(String method, boolean metaNamesVersion, Optional<String> versionHeader) {
        Optional<Revision> named = versionHeader.flatMap(Revision::of);
        boolean modernHeader = named.filter(Revision::modern).isPresent();
        if (metaNamesVersion || modernHeader || method.equals("server/discover")) {
            return MODERN;
        }
        if (method.equals("initialize")) {
            return LEGACY; // It negotiates, whatever version it was sent with.
        }
        // A header that names a version unknown to us comes from a client newer than us, which is owed a modern error.
        return versionHeader.isPresent() && named.isEmpty() ? MODERN : LEGACY;
    }
}
