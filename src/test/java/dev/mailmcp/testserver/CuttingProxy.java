package dev.mailmcp.testserver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** A TCP proxy that ends each connection, both sides at once, when so many octets have passed. */
public final class CuttingProxy implements AutoCloseable {
    private final LoopbackServer server;

    private CuttingProxy(int target, long toServer, long toClient) throws IOException {
        server = LoopbackServer.inFrontOf(target, (client, behind) -> {
            Thread down = Thread.ofVirtual().start(() -> pass(behind, client, toClient));
            pass(client, behind, toServer);
            down.join();
        });
    }

    /** The next octet to the server is lost, and all that follows either way. */
    public static CuttingProxy afterToServer(int target, long octets) throws IOException {
        return new CuttingProxy(target, octets, Long.MAX_VALUE);
    }

    /** The next octet to the client is lost, and all that follows either way. */
    public static CuttingProxy afterToClient(int target, long octets) throws IOException {
        return new CuttingProxy(target, Long.MAX_VALUE, octets);
    }

    private static void pass(Socket from, Socket to, long limit) {
        byte[] buffer = new byte[65536];
        long left = limit;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            while (left > 0) {
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n < 0) {
                    break;
                }
                out.write(buffer, 0, n);
                left -= n;
            }
        } catch (IOException _) {
            // The other direction was cut.
        }
        LoopbackServer.closeQuietly(from);
        LoopbackServer.closeQuietly(to);
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
