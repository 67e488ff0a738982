package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request that has passed all checks of its era, on its way to the method that answers it. */
record Incoming(Message.Request request, Caller caller, Call call) {
    ObjectNode params() {
        return request.params();
    }

    /** A parameter that must be a string. */
    String text(String name, String meaning) throws RpcError {
        String value = params().path(name).textValue();
        if (value == null) {
            throw RpcError.invalidParams(name + ", " + meaning + ", is missing or not a string");
        }
        return value;
    }
}
