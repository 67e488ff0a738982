package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Revisions 2025-03-26 to 2025-11-25, without sessions: {@code initialize} is answered and forgotten. */
final class LegacyEra {
    private final ServerDescription server;
    private final ToolMethods tools;

    LegacyEra(ServerDescription server, ToolMethods tools) {
        this.server = server;
        this.tools = tools;
    }

    ObjectNode answer(Message.Request request, Caller caller) throws RpcError, OutsideGrant {
        return switch (request.method()) {
            case "initialize" -> initialize(request);
            case "ping" -> Json.object();
            case "tools/list" -> tools.list(request, caller);
            case "tools/call" -> tools.call(request, caller);
            default -> throw RpcError.noSuchLegacyMethod(request.method());
        };
    }

    private ObjectNode initialize(Message.Request request) throws RpcError {
        String asked = request.params().path("protocolVersion").textValue();
        if (asked == null) {
            throw RpcError.invalidParams("protocolVersion is missing or not a string");
        }
        // Never the modern revision, even when it is asked for: a client has been seen to go on half modern then.
        Revision agreed =
                Revision.of(asked).filter(revision -> !revision.modern()).orElse(Revision.NEWEST_LEGACY);
        ObjectNode result = Json.object().put("protocolVersion", agreed.date());
        result.set("capabilities", server.capabilities());
        result.set("serverInfo", server.implementation());
        return result.put("instructions", server.instructions());
    }
}
