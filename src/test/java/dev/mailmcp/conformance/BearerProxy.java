package dev.mailmcp.conformance;

import dev.mailmcp.testserver.LoopbackServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Lets a client without a token talk to a server that wants one: adds the Authorization header to every request, on loopback,
 * and touches nothing else but that a connection serves one request. What comes back passes as it comes, streams too.
 */
final class BearerProxy implements AutoCloseable {
    private final LoopbackServer server;
    private final String added;

    /** @param target a port on loopback */
    private BearerProxy(int target, String token) throws IOException {
        added = "Authorization: Bearer " + token + "\r\nConnection: close\r\n";
        server = LoopbackServer.inFrontOf(target, this::serve);
    }

    /** @param target a port on loopback */
    static BearerProxy inFrontOf(int target, String token) throws IOException {
        return new BearerProxy(target, token);
    }

    int port() {
        return server.port();
    }

    private void serve(Socket client, Socket server) throws IOException {
        InputStream in = new BufferedInputStream(client.getInputStream());
        OutputStream out = server.getOutputStream();
        out.write(head(in));
        out.flush();
        Thread.ofVirtual().start(() -> relay(in, out, server));
        server.getInputStream().transferTo(client.getOutputStream());
    }

    /** The client going away has to reach the server, for which it means something. */
    private static void relay(InputStream in, OutputStream out, Socket server) {
        try (server) {
            in.transferTo(out);
        } catch (IOException _) {
            // The server has closed already.
        }
    }

    /** The request line and the header fields, with ours in place of any Connection. */
    private byte[] head(InputStream in) throws IOException {
        var head = new StringBuilder();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (!line.regionMatches(true, 0, "connection:", 0, 11)) {
                head.append(line).append("\r\n");
            }
        }
        return head.append(added).append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("the client has gone");
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    @Override
    public void close() {
        server.close();
    }
}
