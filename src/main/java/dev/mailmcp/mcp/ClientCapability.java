package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.Set;

/** What a client may be asked to do. It says so with each request, or once with {@code initialize}. */
public enum ClientCapability {
    ELICITATION_FORM("elicitation", "form"),
    ELICITATION_URL("elicitation", "url"),
    SAMPLING("sampling", ""),
    ROOTS("roots", "");

    private final String name;
    private final String mode;

    ClientCapability(String name, String mode) {
        this.name = name;
        this.mode = mode;
    }

    /** @param declared the client's capabilities object, or whatever stands in its place */
    static Set<ClientCapability> declared(JsonNode declared) {
        Set<ClientCapability> found = EnumSet.noneOf(ClientCapability.class);
        for (ClientCapability capability : values()) {
            if (capability.standsIn(declared)) {
                found.add(capability);
            }
        }
        return found;
    }

    private boolean standsIn(JsonNode declared) {
        JsonNode value = declared.path(name);
        if (!value.isObject() || mode.isEmpty()) {
            return value.isObject();
        }
        // Elicitation is older than its modes: an empty object means forms.
        return value.path(mode).isObject() || (this == ELICITATION_FORM && value.isEmpty());
    }

    /** As it would have to be declared. */
    ObjectNode toJson() {
        ObjectNode json = Json.object();
        ObjectNode value = json.putObject(name);
        if (!mode.isEmpty()) {
            value.putObject(mode);
        }
        return json;
    }
}
