package dev.mailmcp.testserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Listens on a free port of loopback; every connection gets a virtual thread of its own, until it ends or this closes. */
public final class LoopbackServer implements AutoCloseable {
    private static final int BACKLOG = 200;

    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private LoopbackServer(ServerSocket listener) {
        this.listener = listener;
    }

    /** What happens on one connection. */
    @FunctionalInterface
    public interface Service {
        /** The connection is closed when this returns or throws: the other side may hang up whenever it likes. */
        void serve(Socket client) throws IOException, InterruptedException;
    }

    /** What happens on one connection and the one that was made for it to another server. */
    @FunctionalInterface
    public interface Relay {
        /** Both are closed when this returns or throws. */
        void serve(Socket client, Socket server) throws IOException, InterruptedException;
    }

    public static LoopbackServer serving(Service service) throws IOException {
        var server = new LoopbackServer(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(() -> server.accept(service));
        return server;
    }

    /** @param target a port on loopback; while nobody listens there, clients see their connection end */
    public static LoopbackServer inFrontOf(int target, Relay relay) throws IOException {
        var server = new LoopbackServer(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(() -> server.accept(client -> server.relay(client, target, relay)));
        return server;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** How many connections are open now, those to another server among them. */
    public int open() {
        return open.size();
    }

    /** Ends every connection that is open now; new ones are served. */
    public void cut() {
        open.forEach(LoopbackServer::closeQuietly);
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException _) {
            // It is closed.
        }
        cut();
    }

    private void accept(Service service) {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client, service));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket client, Service service) {
        try (client) {
            client.setTcpNoDelay(true);
            service.serve(client);
        } catch (IOException | InterruptedException _) {
            // A broken connection is its two ends' affair.
        } finally {
            open.remove(client);
        }
    }

    private void relay(Socket client, int target, Relay relay) throws IOException, InterruptedException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            open.add(server);
            server.setTcpNoDelay(true);
            try {
                relay.serve(client, server);
            } finally {
                open.remove(server);
            }
        }
    }

    static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is closed.
        }
    }
}
