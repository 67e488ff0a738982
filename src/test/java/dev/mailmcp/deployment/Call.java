package dev.mailmcp.deployment;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A request being put together. No redirect is followed, no cookie kept. */
final class Call {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private static final boolean GIVEN = System.getProperty("deployment.base-url") != null;
    private static final int MOST_SECONDS = 60;

    private final HttpRequest.Builder request;

    private Call(HttpRequest.Builder request) {
        this.request = request;
    }

    static Call of(String method, String url) {
        return new Call(HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(60))
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    static Call get(String url) {
        return of("GET", url);
    }

    static Call post(String url, String type, String body) {
        return new Call(HttpRequest.newBuilder(URI.create(url))
                        .timeout(Duration.ofSeconds(60))
                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                .with("Content-Type", type);
    }

    static Call form(String url, Map<String, String> fields) {
        return post(url, "application/x-www-form-urlencoded", encoded(fields));
    }

    static Call json(String url, String body) {
        return post(url, "application/json", body);
    }

    /** One more header, also where one of that name stands already. */
    Call with(String name, String value) {
        request.header(name, value);
        return this;
    }

    Call bearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /** Where a deployment was not started for tests it takes no more a minute than it takes of anybody: then this waits, twice at most. */
    Answer send() {
        Answer answer = once();
        for (int i = 0; i < 2 && GIVEN && answer.status() == 429; i++) {
            int seconds = Integer.parseInt(answer.header("Retry-After"));
            if (seconds > MOST_SECONDS) {
                return answer;
            }
            Theme.pause(1_000L * seconds);
            answer = once();
        }
        return answer;
    }

    private Answer once() {
        try {
            return Answer.of(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String encoded(Map<String, String> fields) {
        List<Map.Entry<String, String>> all = new ArrayList<>(fields.entrySet());
        return all.stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
