package dev.mailmcp.mcp;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What forms of answer a client takes (RFC 9110 §12.5.1). Clients must name both JSON and event streams; one that names a single
 * one is served in that, one that says nothing in whatever fits.
 */
record Accepts(boolean json, boolean events) {
    private static final String JSON = "application/json";
    private static final String EVENTS = "text/event-stream";

    /** @throws RpcError when it takes neither */
    static Accepts of(McpRequest http) throws RpcError {
        List<String> ranges = http.all("Accept").stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(range -> range.strip().toLowerCase(Locale.ROOT))
                .filter(range -> !range.isEmpty() && !range.matches(".*;\\s*q=0(\\.0*)?\\s*(;.*)?"))
                .map(range -> range.split(";", 2)[0].strip())
                .toList();
        var accepts = new Accepts(
                ranges.isEmpty() || takes(ranges, JSON, "application/*"),
                ranges.isEmpty() || takes(ranges, EVENTS, "text/*"));
        if (!accepts.json() && !accepts.events()) {
            throw RpcError.notAcceptable();
        }
        return accepts;
    }

    /** The same reply in a form that is taken. A refusal keeps its own form: its status says enough. */
    Reply shape(Reply reply) {
        return reply instanceof Reply.Json(int status, byte[] body) && status == 200 && !json
                ? new Reply.Events(out -> Conversation.event(out, body))
                : reply;
    }

    private static boolean takes(List<String> ranges, String type, String family) {
        return ranges.contains(type) || ranges.contains(family) || ranges.contains("*/*");
    }
}
