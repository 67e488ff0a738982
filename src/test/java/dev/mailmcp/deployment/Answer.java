package dev.mailmcp.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLDecoder;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** What came back. */
record Answer(int status, HttpHeaders headers, String body) {
    private static final JsonMapper JSON = new JsonMapper();

    static Answer of(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    /** The first of that name; empty for none. */
    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    Optional<String> location() {
        return headers.firstValue("Location");
    }

    /** All values of a parameter that the redirect hands to the client. */
    List<String> handed(String parameter) {
        String location = location().orElse("?");
        return Arrays.stream(location.substring(location.indexOf('?') + 1).split("&"))
                .filter(pair -> pair.startsWith(parameter + "="))
                .map(pair -> URLDecoder.decode(pair.substring(parameter.length() + 1), StandardCharsets.UTF_8))
                .toList();
    }

    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON: " + this, e);
        }
    }

    /** The error code of an OAuth error. */
    String error() {
        return json().path("error").asText();
    }

    Document page() {
        return Jsoup.parse(body);
    }

    boolean asksForAPassword() {
        return !page().select("input[type=password]").isEmpty();
    }

    @Override
    public String toString() {
        return status + " " + headers.map() + "\n" + body;
    }
}
