package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * How this server introduces itself.
 *
 * @param name for programs
 * @param title for people
 * @param website a page for people about this server; empty where there is none
 * @param icons the one that every client can show first; may be empty
 * @param instructions for models; some clients keep only the first 512 characters, which must stand alone
 */
public record ServerDescription(
        String name, String title, String version, String website, List<Icon> icons, String instructions) {
    public ServerDescription {
        icons = List.copyOf(icons);
    }

    /** Without anything to look at. */
    public ServerDescription(String name, String title, String version, String instructions) {
        this(name, title, version, "", List.of(), instructions);
    }

    /** All of it, for those who meet us for the first time. */
    ObjectNode implementation() {
        ObjectNode json = brief();
        if (!website.isEmpty()) {
            json.put("websiteUrl", website);
        }
        if (!icons.isEmpty()) {
            var list = json.putArray("icons");
            icons.forEach(icon -> list.add(icon.toJson()));
        }
        return json;
    }

    /** Who answers: it stands in every modern result, so it is short. */
    ObjectNode brief() {
        return Json.object().put("name", name).put("title", title).put("version", version);
    }
}
