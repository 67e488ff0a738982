package dev.mailmcp.testserver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Relays plain TCP on loopback to a server and keeps what the clients said, to look at afterwards. */
public final class WireTap implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private WireTap(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    public static WireTap inFrontOf(int target) throws IOException {
        var tap = new WireTap(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
        Thread.ofVirtual().start(tap::accept);
        return tap;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Everything that clients have sent so far, over all connections. */
    public String said() {
        return said.toString(StandardCharsets.ISO_8859_1);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                relay(client, server, said);
                relay(server, client, OutputStream.nullOutputStream());
            } catch (IOException _) {
                // Closed, or the server is gone: the client sees its connection end.
            }
        }
    }

    private static void relay(Socket from, Socket to, OutputStream copy) {
        Thread.ofVirtual().start(() -> {
            byte[] buffer = new byte[8192];
            try (from;
                    to;
                    InputStream in = from.getInputStream()) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    copy.write(buffer, 0, n);
                    to.getOutputStream().write(buffer, 0, n);
                }
            } catch (IOException _) {
                // One end is gone; the other follows.
            }
        });
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
