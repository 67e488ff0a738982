package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How this server introduces itself.
 *
 * @param name for programs
 * @param title for people
 * @param instructions for models; some clients keep only the first 512 characters, which must stand alone
 */
public record ServerDescription(String name, String title, String version, String instructions) {
    ObjectNode implementation() {
        return Json.object().put("name", name).put("title", title).put("version", version);
    }
}
