package dev.mailmcp.testserver;

import java.util.ArrayList;
import java.util.List;

/**
 * One event of a {@code text/event-stream} (WHATWG HTML, server-sent events).
 *
 * @param type {@code message} unless the stream says otherwise
 * @param id empty when it has none
 */
public record ServerSentEvent(String type, String id, String data) {
    /** The events of a stream that is over; one that was cut short is no event, nor are comments. */
    public static List<ServerSentEvent> of(String stream) {
        List<ServerSentEvent> events = new ArrayList<>();
        String[] blocks = stream.replace("\r\n", "\n").split("\n\n", -1);
        for (int i = 0; i < blocks.length - 1; i++) {
            String type = field(blocks[i], "event");
            String data = field(blocks[i], "data");
            if (!data.isEmpty() || !type.isEmpty()) {
                events.add(new ServerSentEvent(type.isEmpty() ? "message" : type, field(blocks[i], "id"), data));
            }
        }
        return List.copyOf(events);
    }

    private static String field(String block, String name) {
        return String.join(
                "\n",
                block.lines()
                        .filter(line -> line.startsWith(name + ":"))
                        .map(line -> line.substring(name.length() + 1))
                        .map(value -> value.startsWith(" ") ? value.substring(1) : value)
                        .toList());
    }
}
