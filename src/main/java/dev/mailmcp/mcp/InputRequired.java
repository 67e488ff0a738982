package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** Ends the work with questions instead of a result (MCP 2026-07-28, multi round-trip requests). */
final class InputRequired extends RuntimeException {
    private final Map<String, InputRequest> questions;
    private final Optional<String> state;

    InputRequired(Map<String, InputRequest> questions, Optional<String> state) {
        super("input required", null, false, false);
        this.questions = Map.copyOf(questions);
        this.state = state;
    }

    ObjectNode toJson() {
        ObjectNode result = Json.object();
        ObjectNode requests = result.putObject("inputRequests");
        new java.util.TreeMap<>(questions).forEach((name, question) -> requests.set(name, question.toJson()));
        state.ifPresent(text -> result.put("requestState", text));
        return result;
    }
}
