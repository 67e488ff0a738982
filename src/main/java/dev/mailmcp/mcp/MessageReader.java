package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/** Reads a body as one message. Batches ended with 2025-06-18 and are refused in every revision. */
final class MessageReader {
    private MessageReader() {}

    static JsonNode parse(byte[] body) throws RpcError {
        try {
            JsonNode json = Json.parse(body);
            if (json.isMissingNode()) {
                throw RpcError.unreadable();
            }
            return json;
        } catch (IOException _) {
            throw RpcError.unreadable();
        }
    }

    /** The id to echo even in a refusal, where there is a usable one. */
    static Optional<JsonNode> idOf(JsonNode json) {
        // A response carries an id of ours, which belongs to no request of the client's.
        return Optional.ofNullable(isResponse(json) ? null : json.get("id"))
                .filter(id -> id.isTextual() || id.isIntegralNumber());
    }

    static Message read(JsonNode json) throws RpcError {
        if (json.isArray()) {
            throw RpcError.notAMessage("batches are not supported: send one message per request");
        }
        if (!(json instanceof ObjectNode object)
                || !"2.0".equals(object.path("jsonrpc").textValue())) {
            throw RpcError.notAMessage("not a JSON-RPC 2.0 message");
        }
        if (isResponse(object)) {
            return new Message.Response(
                    object.path("id"),
                    Optional.ofNullable(object.get("result") instanceof ObjectNode result ? result : null));
        }
        String method = object.path("method").textValue();
        if (method == null) {
            throw RpcError.notAMessage("method is missing or not a string");
        }
        ObjectNode params = params(object);
        if (!object.has("id")) {
            return new Message.Notification(method, params);
        }
        JsonNode id = idOf(object).orElseThrow(() -> RpcError.notAMessage("id is neither a string nor an integer"));
        return new Message.Request(id, method, params);
    }

    private static boolean isResponse(JsonNode json) {
        return !json.has("method") && (json.has("result") || json.has("error"));
    }

    private static ObjectNode params(ObjectNode object) throws RpcError {
        JsonNode params = object.get("params");
        if (params == null) {
            return Json.object();
        }
        if (params instanceof ObjectNode fields) {
            return fields;
        }
        throw RpcError.notAMessage("params is not an object");
    }
}
