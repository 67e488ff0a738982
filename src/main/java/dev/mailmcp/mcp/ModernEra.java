package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Revision 2026-07-28: each request carries its metadata, which is checked before anything else is looked at. */
final class ModernEra {
    private final ServerDescription server;
    private final ToolMethods tools;
    private final MirroredHeaders headers;
    private final Decoration decoration;

    ModernEra(ServerDescription server, ToolMethods tools, MirroredHeaders headers) {
        this.server = server;
        this.tools = tools;
        this.headers = headers;
        this.decoration = new Decoration(server);
    }

    ObjectNode answer(McpRequest http, Message.Request request, Caller caller) throws RpcError, OutsideGrant {
        if (request.method().equals("initialize")) {
            throw RpcError.noSuchMethod("initialize"); // Gone, whatever metadata it came with.
        }
        checkMetadata(http, request);
        return switch (request.method()) {
            case "server/discover" -> decoration.shared(discover());
            case "tools/list" -> decoration.personal(tools.list(request, caller));
            case "tools/call" -> decoration.complete(tools.call(request, caller));
            default -> throw RpcError.noSuchMethod(request.method());
        };
    }

    /** Headers before the version before the rest: a client tells the faults apart by the first that it hears of. */
    private void checkMetadata(McpRequest http, Message.Request request) throws RpcError {
        String version = Meta.version(request.params())
                .orElseThrow(() ->
                        RpcError.invalidMetadata("params._meta[\"" + Meta.PROTOCOL_VERSION + "\"] must be a string"));
        headers.check(http, request, version);
        if (Revision.of(version).filter(Revision::modern).isEmpty()) {
            throw RpcError.unsupportedRevision(version);
        }
        if (!Meta.declaresCapabilities(request.params())) {
            throw RpcError.invalidMetadata("params._meta[\"" + Meta.CLIENT_CAPABILITIES + "\"] must be an object");
        }
    }

    private ObjectNode discover() {
        ObjectNode result = Json.object();
        Revision.dates().forEach(result.putArray("supportedVersions")::add);
        result.set("capabilities", server.capabilities());
        return result.put("instructions", server.instructions());
    }
}
