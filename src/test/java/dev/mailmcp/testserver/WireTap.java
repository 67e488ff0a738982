package dev.mailmcp.testserver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Relays plain TCP on loopback to a server and keeps what the clients said, to look at afterwards. */
public final class WireTap implements AutoCloseable {
    private final LoopbackServer server;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private WireTap(int target) throws IOException {
        server = LoopbackServer.inFrontOf(target, this::serve);
    }

    /** @param target a port on loopback */
    public static WireTap inFrontOf(int target) throws IOException {
        return new WireTap(target);
    }

    public int port() {
        return server.port();
    }

    /** Everything that clients have sent so far, over all connections. */
    public String said() {
        return said.toString(StandardCharsets.ISO_8859_1);
    }

    private void serve(Socket client, Socket server) throws IOException {
        Thread.ofVirtual().start(() -> {
            try (client) {
                server.getInputStream().transferTo(client.getOutputStream());
            } catch (IOException _) {
                // One end is gone; the other follows.
            }
        });
        byte[] buffer = new byte[8192];
        InputStream in = client.getInputStream();
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            said.write(buffer, 0, n);
            server.getOutputStream().write(buffer, 0, n);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
