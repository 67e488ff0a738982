package dev.mailmcp.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;

/** Errors as JSON in the form that all our endpoints share: {@code error} and {@code error_description} (RFC 6749 §5.2). */
public final class Problem {
    private Problem() {}

    /** @param description ASCII, ours, safe to show. */
    public static HttpResponse json(int status, String error, String description) {
        byte[] body = JsonNodeFactory.instance
                .objectNode()
                .put("error", error)
                .put("error_description", description)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        return HttpResponse.json(status, body).with("Cache-Control", "no-store").with("Pragma", "no-cache");
    }
}
