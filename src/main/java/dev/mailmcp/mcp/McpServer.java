package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Answers one message of a caller who is already known. Knows no transport: a request goes in, a reply comes out. */
@Singleton
public final class McpServer {
    private final LegacyEra legacy;
    private final ModernEra modern;

    public McpServer(ServerDescription server, Toolset toolset, Tolerances tolerances) {
        var tools = new ToolMethods(toolset);
        this.legacy = new LegacyEra(server, tools);
        this.modern = new ModernEra(server, tools, new MirroredHeaders(tolerances));
    }

    /** Never throws for anything that a client or a tool does. */
    public Reply answer(McpRequest http, Caller caller) {
        Optional<JsonNode> id = Optional.empty();
        try {
            JsonNode json = MessageReader.parse(http.body());
            id = MessageReader.idOf(json);
            return switch (MessageReader.read(json)) {
                case Message.Request request -> response(request, dispatch(http, request, caller));
                case Message.Notification _, Message.Response _ -> new Reply.Accepted();
            };
        } catch (RpcError e) {
            return error(e, id);
        } catch (OutsideGrant e) {
            return new Reply.InsufficientScope(e.scopes());
        } catch (CallerRejected _) {
            return new Reply.CallerTurnedAway();
        }
    }

    private ObjectNode dispatch(McpRequest http, Message.Request request, Caller caller) throws RpcError, OutsideGrant {
        Era era = Era.of(request.method(), Meta.namesVersion(request.params()), MirroredHeaders.version(http));
        return switch (era) {
            case LEGACY -> legacy.answer(request, caller);
            case MODERN -> modern.answer(http, request, caller);
        };
    }

    private static Reply response(Message.Request request, ObjectNode result) {
        ObjectNode response = Json.object().put("jsonrpc", "2.0");
        response.set("id", request.id());
        response.set("result", result);
        return new Reply.Json(200, Json.bytes(response));
    }

    private static Reply error(RpcError error, Optional<JsonNode> id) {
        ObjectNode response = Json.object().put("jsonrpc", "2.0");
        id.ifPresent(known -> response.set("id", known));
        response.set("error", error.toJson());
        return new Reply.Json(error.status(), Json.bytes(response));
    }
}
