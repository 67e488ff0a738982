package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A protocol fault: a JSON-RPC error and the HTTP status that goes with it. Faults of tools are {@link ToolError}s. */
final class RpcError extends Exception {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ACCEPTABLE = 406;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;
    private static final int TOO_MANY_REQUESTS = 429;

    private final int status;
    private final int code;
    private final ObjectNode data;
    private final int legacyCode;

    private RpcError(int status, int code, String message, ObjectNode data) {
        this(status, code, code, message, data);
    }

    private RpcError(int status, int code, int legacyCode, String message, ObjectNode data) {
        super(message);
        this.status = status;
        this.code = code;
        this.legacyCode = legacyCode;
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

    /** A client that mixes both ways hears what it could go on with. */
    static RpcError initializeIsGone() {
        ObjectNode data = Json.object();
        Revision.named().forEach(data.putArray("supported")::add);
        return new RpcError(NOT_FOUND, -32601, "method not found: initialize, in this revision", data);
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
        List<String> supported = Revision.named();
        supported.forEach(data.putArray("supported")::add);
        return new RpcError(BAD_REQUEST, -32022, "unsupported protocol version", data);
    }

    /** The caller hears of a resource that it may not see what it hears of one that is not there. */
    static RpcError noSuchResource(String uri) {
        return new RpcError(
                OK, -32602, -32002, "resource not found", Json.object().put("uri", uri));
    }

    static RpcError missingCapability(ClientCapability capability) {
        ObjectNode data = Json.object();
        data.set("requiredCapabilities", capability.toJson());
        return new RpcError(BAD_REQUEST, -32021, "this needs a client capability that was not declared", data);
    }

    /** RFC 9110 §15.5.7. */
    static RpcError notAcceptable() {
        return new RpcError(NOT_ACCEPTABLE, -32600, "Accept must name application/json and text/event-stream");
    }

    /** RFC 9110 §15.5.16. */
    static RpcError notJson() {
        return new RpcError(UNSUPPORTED_MEDIA_TYPE, -32600, "Content-Type must be application/json");
    }

    /** What lies behind a method that is no tool could not do it. */
    static RpcError failed(ToolError error) {
        int code = error.blamesAnArgument() ? -32602 : -32603;
        return new RpcError(OK, code, String.valueOf(error.getMessage()), error.toJson());
    }

    /** Too late for a status: the stream has begun. */
    static RpcError turnedAway() {
        return new RpcError(OK, -32603, "what this grant allows no longer suffices: connect again");
    }

    /** RFC 6585 §4. The protocol has no code for it, and wants those of a server's own outside of its range. */
    static RpcError tooMuch() {
        return new RpcError(
                TOO_MANY_REQUESTS, TOO_MANY_REQUESTS, "too many calls at once or in a short time: wait, then go on");
    }

    static RpcError internal() {
        return new RpcError(OK, -32603, "something went wrong on our side; it was logged");
    }

    int status() {
        return status;
    }

    ObjectNode toJson(Era era) {
        ObjectNode error =
                Json.object().put("code", era == Era.LEGACY ? legacyCode : code).put("message", getMessage());
        if (!data.isEmpty()) {
            error.set("data", data);
        }
        return error;
    }

    private static String shown(String theirs) {
        return theirs.length() <= 100 ? theirs : theirs.substring(0, 100);
    }
}
