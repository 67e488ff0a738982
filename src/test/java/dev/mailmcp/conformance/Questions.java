package dev.mailmcp.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailmcp.mcp.InputAnswer;
import dev.mailmcp.mcp.InputRequest;
import dev.mailmcp.mcp.Parameter;

/** What fixtures ask a client. */
final class Questions {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Questions() {}

    /** A form with one text field. */
    static InputRequest text(String field, String message) {
        return InputRequest.Form.of(message, Parameter.text(field, "What comes to mind"));
    }

    /** A form to agree with. */
    static InputRequest agreement() {
        return InputRequest.Form.of("Is that so?", Parameter.truth("ok", "Yes or no"));
    }

    static InputRequest sampling(String prompt) {
        ObjectNode params =
                object("{\"messages\":[{\"role\":\"user\",\"content\":{\"type\":\"text\"}}],\"maxTokens\":100}");
        ((ObjectNode) params.at("/messages/0/content")).put("text", prompt);
        return new InputRequest.Sampling(params);
    }

    /** A field of an answered form; {@code "nothing"} when it was not filled in. */
    static String given(InputAnswer answer, String field) {
        return answer.field(Parameter.text(field, "")).orElse("nothing");
    }

    static ObjectNode object(String json) {
        try {
            return (ObjectNode) MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
