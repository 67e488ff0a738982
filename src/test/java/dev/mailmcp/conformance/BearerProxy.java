package dev.mailmcp.conformance;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Lets a client without a token talk to a server that wants one: adds the Authorization header to every request, on loopback,
 * and touches nothing else but that a connection serves one request. What comes back passes as it comes, streams too.
 */
final class BearerProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final String added;

    private BearerProxy(ServerSocket listener, int target, String token) {
        this.listener = listener;
        this.target = target;
        this.added = "Authorization: Bearer " + token + "\r\nConnection: close\r\n";
    }

    /** @param target a port on loopback */
    static BearerProxy inFrontOf(int target, String token) throws IOException {
        var proxy = new BearerProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target, token);
        Thread.ofVirtual().start(proxy::accept);
        return proxy;
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(client.getInputStream());
            OutputStream out = server.getOutputStream();
            out.write(head(in));
            out.flush();
            Thread.ofVirtual().start(() -> relay(in, out, server));
            server.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException _) {
            // One end is gone; the other follows.
        }
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
    public void close() throws IOException {
        listener.close();
    }
}
