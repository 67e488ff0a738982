package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A JSON-RPC 2.0 message from a client. */
sealed interface Message {
    /**
     * @param id a string or an integer, to be echoed as it came
     * @param params empty when there were none
     */
    record Request(JsonNode id, String method, ObjectNode params) implements Message {}

    record Notification(String method, ObjectNode params) implements Message {}

    /** An answer to a request of ours; we make none, so it is taken and dropped. */
    record Response() implements Message {}
}
