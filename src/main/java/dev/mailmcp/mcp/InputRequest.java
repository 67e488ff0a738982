package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Something that a client or the person in front of it is asked while a request is worked on. */
public sealed interface InputRequest {
    /**
     * A form to fill in. Never for passwords or tokens (MCP, elicitation).
     *
     * @param message why it is asked, for people
     * @param schema a flat object of primitive properties
     */
    record Form(String message, ObjectNode schema) implements InputRequest {
        /** A form with these fields: texts, numbers, truths and choices. A free list is nothing that clients can show. */
        public static Form of(String message, Parameter<?>... fields) {
            ObjectNode schema = Parameter.objectSchema(List.of(fields));
            for (JsonNode field : schema.path("properties")) {
                if (field.path("type").asText().equals("array")) {
                    throw new IllegalArgumentException("a form has no field for a list");
                }
            }
            return new Form(message, schema);
        }
    }

    /**
     * A page to visit. That the person went there says nothing of what they did; the page must know them by itself.
     *
     * @param message why, for people
     * @param url without personal data and not signed in already
     */
    record Visit(String message, String url) implements InputRequest {}

    /** A model's answer to a message. Deprecated since 2026-07-28; no tool of ours uses it. */
    record Sampling(ObjectNode params) implements InputRequest {}

    /** The folders a client works in. Deprecated since 2026-07-28; no tool of ours uses it. */
    record Roots() implements InputRequest {}

    /** What the client must have declared. */
    default ClientCapability needs() {
        return switch (this) {
            case Form _ -> ClientCapability.ELICITATION_FORM;
            case Visit _ -> ClientCapability.ELICITATION_URL;
            case Sampling _ -> ClientCapability.SAMPLING;
            case Roots _ -> ClientCapability.ROOTS;
        };
    }

    /** The method and its parameters, as they stand in {@code inputRequests}. */
    default ObjectNode toJson() {
        return switch (this) {
            case Form(String message, ObjectNode schema) -> {
                ObjectNode json = elicitation();
                params(json).put("mode", "form").put("message", message).set("requestedSchema", schema);
                yield json;
            }
            case Visit(String message, String url) -> {
                ObjectNode json = elicitation();
                params(json).put("mode", "url").put("message", message).put("url", url);
                yield json;
            }
            case Sampling(ObjectNode params) -> {
                ObjectNode json = Json.object().put("method", "sampling/createMessage");
                json.set("params", params);
                yield json;
            }
            case Roots _ -> {
                ObjectNode json = Json.object().put("method", "roots/list");
                params(json);
                yield json;
            }
        };
    }

    private static ObjectNode elicitation() {
        return Json.object().put("method", "elicitation/create");
    }

    private static ObjectNode params(ObjectNode request) {
        return request.putObject("params");
    }
}
