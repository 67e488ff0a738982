package dev.mailmcp.testserver;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request and what was answered. Credentials are not in it: of {@code Authorization} only the scheme is kept, of cookies
 * nothing.
 *
 * @param headers of the request, by names in lower case
 * @param answer nothing when the connection ended before one came
 */
public record HttpExchange(
        String method, String target, Map<String, String> headers, String body, Optional<Answer> answer) {

    public HttpExchange {
        headers = withoutCredentials(headers);
    }

    /** @param whole false when the stream was cut before its end */
    public record Answer(int status, Map<String, String> headers, String body, boolean whole) {
        public Answer {
            headers = withoutCredentials(headers);
        }

        public boolean isStream() {
            return headers.getOrDefault("content-type", "").startsWith("text/event-stream");
        }

        /** The events of a stream, in order; keep-alive comments are none. */
        public List<ServerSentEvent> events() {
            return isStream() ? ServerSentEvent.of(body) : List.of();
        }
    }

    static HttpExchange of(HttpMessage request, Optional<HttpMessage> response) {
        return new HttpExchange(
                request.word(0),
                request.word(1),
                request.headers(),
                request.body(),
                response.map(message -> new Answer(
                        Integer.parseInt(message.word(1)), message.headers(), message.body(), message.whole())));
    }

    public String path() {
        return target.split("\\?", 2)[0];
    }

    private static Map<String, String> withoutCredentials(Map<String, String> headers) {
        var kept = new TreeMap<>(headers);
        kept.remove("cookie");
        kept.remove("set-cookie");
        kept.computeIfPresent("authorization", (_, value) -> value.split(" ", 2)[0] + " <token>");
        return kept;
    }
}
