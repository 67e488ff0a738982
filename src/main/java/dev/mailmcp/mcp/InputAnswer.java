package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Optional;

/**
 * What came back for an {@link InputRequest}. It comes from outside and is believed as far as an argument is.
 *
 * @param result the client's result object
 */
public record InputAnswer(ObjectNode result) {
    /** What the person did with a form or a visit. */
    public enum Action {
        ACCEPT,
        DECLINE,
        CANCEL
    }

    /** Nobody answered. */
    static InputAnswer none() {
        return new InputAnswer(Json.object().put("action", Json.word(Action.CANCEL)));
    }

    /** Anything that is not plainly an acceptance or a refusal counts as none. */
    public Action action() {
        return switch (result.path("action").asText()) {
            case "accept" -> Action.ACCEPT;
            case "decline" -> Action.DECLINE;
            default -> Action.CANCEL;
        };
    }

    /** Whether it is an answer to such a question at all. */
    boolean fits(InputRequest question) {
        return switch (question) {
            case InputRequest.Form _, InputRequest.Visit _ ->
                Arrays.stream(Action.values()).anyMatch(action -> Json.word(action)
                        .equals(result.path("action").textValue()));
            case InputRequest.Sampling _, InputRequest.Roots _ -> true;
        };
    }

    /** A field of an accepted form; nothing when it is missing or not of its type. */
    public <T> Optional<T> field(Parameter<T> parameter) {
        JsonNode content = result.path("content");
        if (action() != Action.ACCEPT || !content.isObject()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parameter.read(content.get(parameter.name())));
        } catch (Parameter.Wrong _) {
            return Optional.empty();
        }
    }
}
