package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * The headers that repeat arguments of a tool must agree with them (MCP 2026-07-28, Streamable HTTP, custom headers): what
 * stands between may have decided by the header.
 */
final class ArgumentHeaders {
    private static final String PREFIX = "Mcp-Param-";

    private final Toolset tools;

    ArgumentHeaders(Toolset tools) {
        this.tools = tools;
    }

    void check(McpRequest http, String method, ObjectNode params) throws RpcError {
        Optional<Tool> tool =
                method.equals("tools/call") ? tools.named(params.path("name").asText()) : Optional.empty();
        if (tool.isEmpty()) {
            return;
        }
        for (Parameter<?> parameter : tool.get().definition().parameters()) {
            Optional<String> header = parameter.header();
            if (header.isPresent()) {
                check(http, PREFIX + header.get(), params.path("arguments").path(parameter.name()));
            }
        }
    }

    private static void check(McpRequest http, String header, JsonNode argument) throws RpcError {
        boolean expected = !argument.isMissingNode() && !argument.isNull();
        boolean sent = !http.all(header).isEmpty();
        if (expected != sent) {
            throw RpcError.headerMismatch(
                    "the header " + header + (sent ? " repeats an argument that is not there" : " is missing"));
        }
        if (sent && !agrees(HeaderText.decode(header, http.header(header).orElse("")), argument)) {
            throw RpcError.headerMismatch(header + " differs from the argument in the body");
        }
    }

    /** Numbers by their value, everything else to the letter. */
    private static boolean agrees(String header, JsonNode argument) {
        if (!argument.isNumber()) {
            return argument.isValueNode() && argument.asText().equals(header);
        }
        try {
            return header.length() <= Json.LONGEST_NUMBER
                    && new BigDecimal(header).compareTo(argument.decimalValue()) == 0;
        } catch (NumberFormatException _) {
            return false;
        }
    }
}
