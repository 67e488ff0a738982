package dev.mailmcp.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Notifications of ours, as JSON. */
final class Notices {
    private Notices() {}

    static byte[] of(String method, ObjectNode params) {
        ObjectNode json = Json.object().put("jsonrpc", "2.0").put("method", method);
        json.set("params", params);
        return Json.bytes(json);
    }
}
