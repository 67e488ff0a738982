package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A protocol fault: a JSON-RPC error and the HTTP status that goes with it. Faults of tools are {@link ToolError}s. */
final class RpcError extends Exception {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private final int status;
    private final int code;
    private final ObjectNode data;

    private RpcError(int status, int code, String message, ObjectNode data) {
        super(message);
        this.status = status;
        this.code = code;
        this.data = data;
    }

    private RpcError(int status, int code, String message) {
        this(status, code, message, Json.object());
    }

    static RpcError unreadable() {
        return new RpcError(BAD_REQUEST, -32700, "the body is not well-formed JSON in UTF-8, or nests too deeply");
    }

    static RpcError notAMessage(String why) {
        return new RpcError(BAD_REQUEST, -32600, why);
    }

    /** MCP 2026-07-28, Streamable HTTP: a method that this revision or this server lacks is a 404. */
    static RpcError noSuchMethod(String method) {
        return new RpcError(NOT_FOUND, -32601, "method not found: " + shown(method));
    }

    /** In the legacy revisions 404 says that a session has ended, so an unknown method must not use it. */
    static RpcError noSuchLegacyMethod(String method) {
        return new RpcError(OK, -32601, "method not found: " + shown(method));
    }

    static RpcError invalidParams(String why) {
        return new RpcError(OK, -32602, why);
    }

    /** The request's own metadata is missing or malformed: it is refused before dispatch. */
    static RpcError invalidMetadata(String why) {
        return new RpcError(BAD_REQUEST, -32602, why);
    }

    static RpcError headerMismatch(String why) {
        return new RpcError(BAD_REQUEST, -32020, why);
    }

    static RpcError unsupportedRevision(String requested) {
        ObjectNode data = Json.object().put("requested", shown(requested));
        List<String> supported = Revision.dates();
        supported.forEach(data.putArray("supported")::add);
        return new RpcError(BAD_REQUEST, -32022, "unsupported protocol version", data);
    }

    static RpcError internal() {
        return new RpcError(OK, -32603, "something went wrong on our side; it was logged");
    }

    int status() {
        return status;
    }

    ObjectNode toJson() {
        ObjectNode error = Json.object().put("code", code).put("message", getMessage());
        if (!data.isEmpty()) {
            error.set("data", data);
        }
        return error;
    }

    private static String shown(String theirs) {
        return theirs.length() <= 100 ? theirs : theirs.substring(0, 100);
    }
}
