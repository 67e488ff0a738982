package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** The headers that repeat parts of a modern request's body must agree with it (MCP 2026-07-28, Streamable HTTP). */
final class MirroredHeaders {
    private static final String VERSION = "MCP-Protocol-Version";
    private static final String METHOD = "Mcp-Method";
    private static final String NAME = "Mcp-Name";
    /** The parameter that {@code Mcp-Name} repeats, by method. */
    private static final Map<String, String> NAMED_BY =
            Map.of("tools/call", "name", "prompts/get", "name", "resources/read", "uri");

    private final Tolerances tolerances;

    MirroredHeaders(Tolerances tolerances) {
        this.tolerances = tolerances;
    }

    static Optional<String> version(McpRequest http) {
        return http.plainHeader(VERSION);
    }

    void check(McpRequest http, String method, ObjectNode params, String version) throws RpcError {
        String sent = required(http, VERSION);
        boolean agrees = sent.equals(version);
        if (!agrees && !tolerated(sent, version)) {
            throw RpcError.headerMismatch(VERSION + " differs from the version in _meta");
        }
        if (!required(http, METHOD).equals(method)) {
            throw RpcError.headerMismatch(METHOD + " differs from the method in the body");
        }
        checkName(http, method, params);
        if (!agrees) {
            tolerances.tally().legacyVersionHeader();
        }
    }

    private static void checkName(McpRequest http, String method, ObjectNode params) throws RpcError {
        String parameter = NAMED_BY.get(method);
        String name = parameter == null ? null : params.path(parameter).textValue();
        if (parameter != null && !HeaderText.decode(NAME, required(http, NAME)).equals(name)) {
            throw RpcError.headerMismatch(NAME + " differs from params." + parameter + " in the body");
        }
    }

    private boolean tolerated(String header, String version) {
        return tolerances.legacyVersionHeader()
                && Revision.of(header).filter(revision -> !revision.modern()).isPresent()
                && Revision.of(version).filter(Revision::modern).isPresent();
    }

    private static String required(McpRequest http, String header) throws RpcError {
        return (header.equals(NAME) ? http.header(header) : http.plainHeader(header))
                .orElseThrow(() -> RpcError.headerMismatch("the header " + header + " is missing"));
    }
}
