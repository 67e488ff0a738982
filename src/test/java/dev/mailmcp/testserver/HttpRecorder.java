package dev.mailmcp.testserver;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between HTTP clients and a server, on loopback, and remembers what they said. Octets pass as they come, in both
 * directions, so that neither side and no stream is disturbed; they are read as HTTP only afterwards.
 */
public final class HttpRecorder implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final AtomicLong clock = new AtomicLong();

    private HttpRecorder(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    /** @param target a port on loopback; somebody may begin to listen there later */
    public static HttpRecorder inFrontOf(int target) {
        try {
            var recorder = new HttpRecorder(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), target);
            Thread.ofVirtual().start(recorder::accept);
            return recorder;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What clients see as the server's origin. */
    public String origin() {
        return "http://localhost:" + listener.getLocalPort();
    }

    /** A moment, for {@link #exchanges}. */
    public long now() {
        return clock.get();
    }

    /** What was said to one path since a moment, in the order in which the requests arrived. */
    public List<HttpExchange> exchanges(String path, long since) {
        return connections.stream()
                .flatMap(connection -> connection.exchanges().stream())
                .filter(numbered -> numbered.order() > since)
                .sorted(Comparator.comparingLong(Connection.Numbered::order))
                .map(Connection.Numbered::exchange)
                .filter(exchange -> exchange.path().equals(path))
                .toList();
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
            var connection = new Connection(client, server);
            connections.add(connection);
            Thread up = Thread.ofVirtual().start(() -> relay(client, server, connection.requests));
            relay(server, client, connection.responses);
            up.join();
        } catch (IOException | InterruptedException _) {
            // Nobody listens at the target: the client sees its connection end.
        }
    }

    private void relay(Socket from, Socket to, Track track) {
        byte[] buffer = new byte[65536];
        try {
            InputStream in = from.getInputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                // First remembered, then passed on: what a client has received is on the record.
                track.add(clock.incrementAndGet(), buffer, n);
                to.getOutputStream().write(buffer, 0, n);
            }
            to.shutdownOutput();
        } catch (IOException _) {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is closed.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException _) {
            // It is closed.
        }
        connections.forEach(connection -> {
            closeQuietly(connection.client);
            closeQuietly(connection.server);
        });
    }

    private static final class Connection {
        private final Socket client;
        private final Socket server;
        private final Track requests = new Track();
        private final Track responses = new Track();

        Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        record Numbered(long order, HttpExchange exchange) {}

        List<Numbered> exchanges() {
            var asked = new HttpOctets(requests.octets());
            var answered = new HttpOctets(responses.octets());
            List<Numbered> exchanges = new ArrayList<>();
            int start = asked.position();
            for (var request = asked.request(); request.isPresent(); request = asked.request()) {
                exchanges.add(
                        new Numbered(requests.orderAt(start), HttpExchange.of(request.get(), answered.response())));
                start = asked.position();
            }
            return exchanges;
        }
    }
}
