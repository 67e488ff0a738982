package dev.mailmcp.blackbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** One request on a connection of its own, which can be closed at any moment. */
final class WireCall implements AutoCloseable {
    private final Socket socket;

    private WireCall(Socket socket) {
        this.socket = socket;
    }

    /** A tool call of revision 2026-07-28. */
    static byte[] modern(Product product, String token, String tool, Map<String, ?> arguments) {
        Map<String, Object> meta = Map.of(
                "io.modelcontextprotocol/protocolVersion",
                "2026-07-28",
                "io.modelcontextprotocol/clientCapabilities",
                Map.of());
        Map<String, Object> params = Map.of("name", tool, "arguments", arguments, "_meta", meta);
        return request(
                product,
                token,
                Map.of("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/call", "Mcp-Name", tool),
                Map.of("jsonrpc", "2.0", "id", 1, "method", "tools/call", "params", params));
    }

    /** A tool call of revision 2025-11-25. */
    static byte[] legacy(Product product, String token, int id, String tool, Map<String, ?> arguments) {
        Map<String, Object> params = Map.of("name", tool, "arguments", arguments);
        return request(
                product,
                token,
                Map.of("MCP-Protocol-Version", "2025-11-25"),
                Map.of("jsonrpc", "2.0", "id", id, "method", "tools/call", "params", params));
    }

    /** {@code notifications/cancelled} of revision 2025-11-25. */
    static byte[] cancel(Product product, String token, int id) {
        return request(
                product,
                token,
                Map.of("MCP-Protocol-Version", "2025-11-25"),
                Map.of("jsonrpc", "2.0", "method", "notifications/cancelled", "params", Map.of("requestId", id)));
    }

    private static byte[] request(Product product, String token, Map<String, String> more, Map<String, ?> message) {
        byte[] body = Json.write(message).getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new TreeMap<>(more);
        headers.put("Host", URI.create(product.base()).getAuthority());
        headers.put("Authorization", "Bearer " + token);
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json, text/event-stream");
        headers.put("Content-Length", Integer.toString(body.length));
        headers.put("Connection", "close");
        var text = new StringBuilder("POST /mcp HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        text.append("\r\n").append(new String(body, StandardCharsets.UTF_8));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Sends the first so many octets of a request. */
    static WireCall send(Product product, byte[] request, int octets) {
        try {
            var socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(product.setting("PORT")));
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request, 0, octets);
            return new WireCall(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static WireCall send(Product product, byte[] request) {
        return send(product, request, request.length);
    }

    /** All of the answer, headers included; what came until then when the server hangs up. */
    String answer() {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
