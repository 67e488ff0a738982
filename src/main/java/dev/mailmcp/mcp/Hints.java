package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a host may tell its user about a tool before calling it (MCP tool annotations). None is left to a default.
 *
 * @param readOnly changes nothing
 * @param destructive may remove or overwrite something, or cannot be taken back
 * @param idempotent doing it again with the same arguments changes nothing more
 * @param openWorld reaches beyond this server
 */
public record Hints(boolean readOnly, boolean destructive, boolean idempotent, boolean openWorld) {
    ObjectNode toJson(String title) {
        return Json.object()
                .put("title", title)
                .put("readOnlyHint", readOnly)
                .put("destructiveHint", destructive)
                .put("idempotentHint", idempotent)
                .put("openWorldHint", openWorld);
    }
}
