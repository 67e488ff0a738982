package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Session ids of the legacy revisions (MCP 2025-11-25, session management) that hold the session themselves. One that cannot be
 * read, because keys were changed or it is another caller's, is as good as none: the client goes on, unable to be asked back.
 */
final class LegacySessions {
    private static final String HEADER = "Mcp-Session-Id";
    private static final int ID_BYTES = 12;

    private final StateSeal seal;
    private final SecureRandom random = new SecureRandom();

    LegacySessions(StateSeal seal) {
        this.seal = seal;
    }

    /** @param capabilities as declared with {@code initialize} */
    String begin(Caller caller, JsonNode capabilities) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        ObjectNode content = Json.object()
                .put("id", Base64.getUrlEncoder().withoutPadding().encodeToString(id))
                .put("caller", caller.id());
        var can = content.putArray("can");
        ClientCapability.declared(capabilities).forEach(capability -> can.add(capability.name()));
        return seal.seal(StateSeal.Purpose.SESSION, Json.bytes(content));
    }

    Optional<LegacySession> of(McpRequest http, Caller caller) {
        return http.header(HEADER)
                .flatMap(carried -> seal.open(StateSeal.Purpose.SESSION, carried))
                .flatMap(LegacySessions::parsed)
                .filter(content -> content.path("caller").asText().equals(caller.id()))
                .map(content -> new LegacySession(content.path("id").asText(), capabilities(content.path("can"))));
    }

    private static Optional<JsonNode> parsed(byte[] json) {
        try {
            return Optional.of(Json.parse(json));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Set<ClientCapability> capabilities(JsonNode names) {
        Set<ClientCapability> found = EnumSet.noneOf(ClientCapability.class);
        // Another release of ours, on another node or before, may know more.
        names.forEach(name -> Arrays.stream(ClientCapability.values())
                .filter(capability -> capability.name().equals(name.asText()))
                .forEach(found::add));
        return found;
    }
}
