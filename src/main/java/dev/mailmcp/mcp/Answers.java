package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Makes replies of what comes of a request: results, errors, refusals. */
final class Answers {
    private Answers() {}

    /** Gives a result. */
    @FunctionalInterface
    interface Resulting {
        ObjectNode result() throws Exception;
    }

    static Reply.Json result(Message.Request request, ObjectNode result) {
        ObjectNode response = Json.object().put("jsonrpc", "2.0");
        response.set("id", request.id());
        response.set("result", result);
        return new Reply.Json(200, Json.bytes(response));
    }

    static Reply.Json error(RpcError error, Optional<JsonNode> id, Era era) {
        ObjectNode response = Json.object().put("jsonrpc", "2.0");
        id.ifPresent(known -> response.set("id", known));
        response.set("error", error.toJson(era));
        return new Reply.Json(error.status(), Json.bytes(response));
    }

    /** Of a request whose answer cannot be a stream. */
    static Reply of(Message.Request request, Era era, Resulting resulting) {
        try {
            return result(request, resulting.result());
        } catch (OutsideGrant e) {
            return new Reply.InsufficientScope(e.scopes());
        } catch (CallerRejected _) {
            return new Reply.CallerTurnedAway();
        } catch (InputRequired e) {
            return result(request, e.toJson());
        } catch (RpcError e) {
            return error(e, Optional.of(request.id()), era);
        } catch (Exception | Error e) {
            return error(Faults.logged(request.method(), e), Optional.of(request.id()), era);
        }
    }

    /** Of a request whose answer may have become a stream, where a refusal can only be an error. */
    static Reply of(Message.Request request, Era era, Conversation conversation, Resulting resulting) {
        Reply reply = of(request, era, () -> result(conversation, resulting));
        boolean refusal = reply instanceof Reply.CallerTurnedAway || reply instanceof Reply.InsufficientScope;
        return refusal && conversation.streaming()
                ? error(RpcError.turnedAway(), Optional.of(request.id()), era)
                : reply;
    }

    /**
     * Whoever was dismissed meanwhile is turned away, unless the work came to its end all the same: what was done is told, or a
     * mail that has left would be sent again.
     */
    private static ObjectNode result(Conversation conversation, Resulting resulting) throws Exception {
        try {
            ObjectNode result = resulting.result();
            if (!conversation.isDismissed() || !result.path("isError").asBoolean()) {
                return result;
            }
        } catch (Exception e) {
            if (!conversation.isDismissed()) {
                throw e;
            }
        }
        throw new CallerRejected();
    }
}
