package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalDouble;
import java.util.Set;

/** What a call is in either era; how to ask back differs. */
abstract class OpenCall implements Call {
    /** The token is repeated in all that waits for a client which reads slowly; no honest one is longer. */
    private static final int LONGEST_TOKEN = 256;

    private final Conversation conversation;
    private final JsonNode progressToken;
    private final Set<ClientCapability> capabilities;
    private double last = Double.NEGATIVE_INFINITY;

    OpenCall(Conversation conversation, ObjectNode params, Set<ClientCapability> capabilities) {
        this.conversation = conversation;
        this.progressToken = params.path("_meta").path("progressToken");
        this.capabilities = Set.copyOf(capabilities);
    }

    /** Whether messages of this level are wanted. */
    abstract boolean logs(LogLevel level);

    @Override
    public final void takesLong() {
        conversation.open();
    }

    @Override
    public final void progress(double done, OptionalDouble total, String message) {
        boolean named = progressToken.isIntegralNumber()
                || (progressToken.isTextual() && progressToken.textValue().length() <= LONGEST_TOKEN);
        if (!named || !Double.isFinite(done) || done <= last) {
            return;
        }
        last = done;
        ObjectNode params = Json.object();
        params.set("progressToken", progressToken);
        params.put("progress", done);
        total.stream().filter(Double::isFinite).forEach(all -> params.put("total", all));
        params.put("message", message);
        conversation.mention(Notices.of("notifications/progress", params));
    }

    @Override
    public final void log(LogLevel level, String text) {
        if (logs(level)) {
            conversation.mention(Notices.of(
                    "notifications/message",
                    Json.object().put("level", Json.word(level)).put("data", text)));
        }
    }

    @Override
    public boolean has(ClientCapability capability) {
        return capabilities.contains(capability);
    }
}
