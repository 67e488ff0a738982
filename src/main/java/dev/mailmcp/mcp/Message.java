package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A JSON-RPC 2.0 message from a client. */
sealed interface Message {
    /**
     * @param id a string or an integer, to be echoed as it came
     * @param params empty when there were none
     */
    record Request(JsonNode id, String method, ObjectNode params) implements Message {}

    record Notification(String method, ObjectNode params) implements Message {}

    /**
     * An answer to a request of ours.
     *
     * @param id of our request, or whatever stands in its place
     * @param result nothing when it is an error
     */
    record Response(JsonNode id, Optional<ObjectNode> result) implements Message {}
}
