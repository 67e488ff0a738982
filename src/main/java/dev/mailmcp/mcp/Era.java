package dev.mailmcp.mcp;

import java.util.Optional;

/**
 * Which way a request is to be served. Decided for each request alone, by what it carries: nothing is remembered of the
 * connection or of earlier requests.
 */
enum Era {
    /** 2025-03-26 to 2025-11-25: opened by {@code initialize}, of which the client may carry on what it said. */
    LEGACY,
    /** 2026-07-28: every request stands alone. */
    MODERN;

    /** @param knownSession whether it carries a session that we began for this caller, which only legacy clients have */
    static Era of(Message message, Optional<String> versionHeader, boolean knownSession) {
        return switch (message) {
            case Message.Request request ->
                of(request.method(), Meta.namesVersion(request.params()), versionHeader, knownSession);
            case Message.Notification notification ->
                of(notification.method(), Meta.namesVersion(notification.params()), versionHeader, knownSession);
            case Message.Response _ -> of("", false, versionHeader, knownSession);
        };
    }

    static Era of(String method, boolean metaNamesVersion, Optional<String> versionHeader, boolean knownSession) {
        Optional<Revision> named = versionHeader.flatMap(Revision::of);
        boolean unknownHeader = versionHeader.isPresent() && named.isEmpty();
        if (knownSession && !metaNamesVersion && !unknownHeader) {
            return LEGACY; // A client has been seen to go on with a modern header after initialize.
        }
        boolean modernHeader = named.filter(Revision::modern).isPresent();
        if (metaNamesVersion || modernHeader || method.equals("server/discover")) {
            return MODERN;
        }
        if (method.equals("initialize")) {
            return LEGACY; // It negotiates, whatever version it was sent with.
        }
        // A header that names a version unknown to us comes from a client newer than us, which is owed a modern error.
        return unknownHeader ? MODERN : LEGACY;
    }
}
