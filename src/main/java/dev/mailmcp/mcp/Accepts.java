package dev.mailmcp.mcp;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What forms of answer a client takes (RFC 9110 §12.5.1). Clients must name both JSON and event streams; one that names a single
 * one is served in that, one that says nothing in whatever fits.
 */
record Accepts(boolean json, boolean events) {
    private static final String JSON = "application/json";
    private static final String EVENTS = "text/event-stream";
    /** A quality of nought (RFC 9110 §12.4.2). */
    private static final Pattern REFUSED = Pattern.compile("[^;]*(?:;[^;]*)*?;\\s*q=0(?:\\.0*)?\\s*(?:;.*)?");

    /** @throws RpcError when it takes neither */
    static Accepts of(McpRequest http) throws RpcError {
        Map<String, Boolean> ranges = new TreeMap<>();
        http.all("Accept").stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(range -> range.strip().toLowerCase(Locale.ROOT))
                .filter(range -> !range.isEmpty())
                .forEach(range -> ranges.put(
                        range.split(";", 2)[0].strip(), !REFUSED.matcher(range).matches()));
        var accepts = new Accepts(takes(ranges, JSON, "application/*"), takes(ranges, EVENTS, "text/*"));
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

    /** The closest range decides. */
    private static boolean takes(Map<String, Boolean> ranges, String type, String family) {
        return Stream.of(type, family, "*/*")
                .filter(ranges::containsKey)
                .findFirst()
                .map(range -> ranges.getOrDefault(range, false))
                .orElse(ranges.isEmpty());
    }
}
