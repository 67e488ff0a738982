package dev.mailmcp.bench;

import java.nio.charset.StandardCharsets;

/**
 * A request of revision 2026-07-28, as a client that is done with discovery sends it again and again.
 *
 * @param tool empty unless the method names one
 * @param arguments of the tool, as JSON
 */
record Call(String method, String tool, String arguments) {
    static final Call LIST = new Call("tools/list", "", "");
    static final Call PAGE = new Call("tools/call", "list_mail_messages", "{\"folder\":\"INBOX\"}");

    /** The whole message for the wire. */
    byte[] request(int port, String token) {
        String named = tool.isEmpty() ? "" : "\"name\":\"" + tool + "\",\"arguments\":" + arguments + ",";
        String body = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method + "\",\"params\":{" + named
                + "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientInfo\":{\"name\":\"load\",\"version\":\"0\"},"
                + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}";
        String head = "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream"
                + "\r\nUser-Agent: load\r\nMCP-Protocol-Version: 2026-07-28\r\nMcp-Method: " + method
                + (tool.isEmpty() ? "" : "\r\nMcp-Name: " + tool)
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }
}
