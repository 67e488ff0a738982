package dev.mailmcp.testserver;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
    private final LoopbackServer server;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final AtomicLong clock = new AtomicLong();

    private HttpRecorder(int target) {
        try {
            server = LoopbackServer.inFrontOf(target, this::serve);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param target a port on loopback; somebody may begin to listen there later */
    public static HttpRecorder inFrontOf(int target) {
        return new HttpRecorder(target);
    }

    /** What clients see as the server's origin. */
    public String origin() {
        return "http://localhost:" + server.port();
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

    private void serve(Socket client, Socket server) throws InterruptedException {
        var connection = new Connection();
        connections.add(connection);
        Thread up = Thread.ofVirtual().start(() -> relay(client, server, connection.requests));
        relay(server, client, connection.responses);
        up.join();
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
            LoopbackServer.closeQuietly(from);
            LoopbackServer.closeQuietly(to);
        }
    }

    @Override
    public void close() {
        server.close();
    }

    private static final class Connection {
        private final Track requests = new Track();
        private final Track responses = new Track();

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
