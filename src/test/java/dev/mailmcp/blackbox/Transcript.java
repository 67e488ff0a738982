package dev.mailmcp.blackbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mailmcp.testserver.HttpExchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * A recorded session as text for a person who reviews a change of the protocol: one exchange after the other, the headers that
 * matter, JSON laid out, and placeholders for what is different each time.
 */
final class Transcript {
    private static final List<String> SENT = List.of(
            "accept",
            "authorization",
            "content-type",
            "mcp-protocol-version",
            "mcp-method",
            "mcp-name",
            "mcp-session-id");
    private static final List<String> ANSWERED = List.of(
            "allow", "cache-control", "content-type", "mcp-session-id", "www-authenticate", "x-accel-buffering");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final PrettyPrinter LINE_BY_LINE =
            new DefaultPrettyPrinter().withArrayIndenter(new DefaultIndenter("  ", "\n"));

    private final Placeholders placeholders;
    private final List<String> texts = new ArrayList<>();
    private final List<String> exchanges = new ArrayList<>();

    private Transcript(String origin) {
        this.placeholders = new Placeholders(origin);
    }

    /** @param origin the address that the clients knew, which is another each time */
    static String of(String title, String origin, List<HttpExchange> session) {
        var transcript = new Transcript(origin);
        // A client opens a stream while it already asks on: where that stands in the order is chance.
        Stream<HttpExchange> asking = session.stream().filter(exchange -> !listens(exchange));
        // Whether it lives to hear the answer is chance as well.
        Stream<HttpExchange> others = session.stream()
                .filter(Transcript::listens)
                .filter(exchange -> exchange.answer().isPresent());
        asking.forEach(transcript::add);
        others.map(transcript::text).distinct().forEach(transcript::add);
        return "# " + title + "\n# A change here is a change for every such client. `make golden` writes it anew.\n\n"
                + String.join("\n", transcript.exchanges);
    }

    private static boolean listens(HttpExchange exchange) {
        return !exchange.method().equals("POST")
                || exchange.headers().getOrDefault("mcp-method", "").equals("subscriptions/listen");
    }

    private void add(HttpExchange exchange) {
        add(text(exchange));
    }

    private void add(String text) {
        int same = texts.indexOf(text);
        texts.add(text);
        exchanges.add("### " + texts.size() + (same < 0 ? "\n\n" + text : ": as " + (same + 1) + "\n"));
    }

    private String text(HttpExchange exchange) {
        var text = new StringJoiner("\n", "", "\n");
        text.add(exchange.method() + " " + exchange.target());
        headers(text, SENT, exchange.headers());
        body(text, exchange.body());
        exchange.answer().ifPresentOrElse(answer -> answer(text, answer), () -> text.add("(no answer)"));
        return text.toString();
    }

    private void answer(StringJoiner text, HttpExchange.Answer answer) {
        text.add("").add("HTTP " + answer.status());
        headers(text, ANSWERED, answer.headers());
        if (answer.isStream()) {
            answer.events().forEach(event -> {
                text.add("").add("event: " + event.type()).add("data:");
                body(text, event.data());
            });
        } else {
            body(text, answer.body());
        }
    }

    private void headers(StringJoiner text, List<String> wanted, Map<String, String> headers) {
        wanted.forEach(name -> Optional.ofNullable(headers.get(name))
                .ifPresent(value -> text.add(
                        name + ": " + (name.equals("mcp-session-id") ? "<session>" : placeholders.in(value)))));
    }

    private void body(StringJoiner text, String body) {
        if (!body.isEmpty()) {
            text.add("").add(pretty(body));
        }
    }

    private String pretty(String body) {
        try {
            JsonNode json = MAPPER.readTree(body);
            return MAPPER.writer(LINE_BY_LINE).writeValueAsString(placeholders.in(json));
        } catch (JsonProcessingException e) {
            return placeholders.in(body);
        }
    }
}
