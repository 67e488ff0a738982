package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A picture that a client may show (MCP, icons).
 *
 * @param src an https URL under our own origin; clients take no other
 * @param mediaType such as {@code image/png}, which every client can show
 * @param size width and height in pixels as {@code 96x96}, or {@code any}
 */
public record Icon(String src, String mediaType, String size) {
    ObjectNode toJson() {
        ObjectNode json = Json.object().put("src", src).put("mimeType", mediaType);
        json.putArray("sizes").add(size);
        return json;
    }
}
