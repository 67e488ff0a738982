package dev.mailmcp.blackbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A round-robin proxy: each request goes to the next node, so that those of one flow land on all. A dead node answers 502. */
public final class Balancer implements AutoCloseable {
    /** Of one connection, not of the message (RFC 9110 §7.6.1), and what the HTTP client sets by itself. */
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection", "content-length", "host", "transfer-encoding", "keep-alive", "upgrade", "http2-settings");

    private final HttpServer server;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile List<Integer> nodes = List.of();

    private Balancer(HttpServer server) {
        this.server = server;
    }

    /** On a free port, with no node yet. */
    public static Balancer start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        var balancer = new Balancer(server);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", balancer::serve);
        server.start();
        return balancer;
    }

    /** What people know; the {@code BASE_URL} of every node. */
    public String base() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** From now on these, by their ports on loopback. */
    public void nodes(List<Integer> ports) {
        nodes = List.copyOf(ports);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            List<Integer> known = nodes;
            int port = known.get(Math.floorMod(turn.getAndIncrement(), known.size()));
            HttpResponse<InputStream> answer;
            try {
                answer = client.send(request(exchange, port), HttpResponse.BodyHandlers.ofInputStream());
            } catch (IOException _) {
                exchange.sendResponseHeaders(502, -1);
                return;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
            answer.headers().map().forEach((name, values) -> {
                if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            pass(exchange, answer);
        }
    }

    private static void pass(HttpExchange exchange, HttpResponse<InputStream> answer) throws IOException {
        try (InputStream body = answer.body()) {
            byte[] first = body.readNBytes(1);
            exchange.sendResponseHeaders(answer.statusCode(), first.length == 0 ? -1 : 0);
            if (first.length > 0) {
                OutputStream out = exchange.getResponseBody();
                out.write(first);
                byte[] some = new byte[8192];
                for (int read = body.read(some); read >= 0; read = body.read(some)) {
                    out.write(some, 0, read);
                    out.flush();
                }
            }
        }
    }

    private static HttpRequest request(HttpExchange exchange, int port) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + exchange.getRequestURI()))
                .timeout(Duration.ofMinutes(2))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }
}
