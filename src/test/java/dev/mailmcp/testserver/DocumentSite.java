package dev.mailmcp.testserver;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A TLS server on loopback that answers each path with the octets a test chose, right or wrong. */
public final class DocumentSite implements AutoCloseable {
    private final LoopbackServer server;
    private final SSLContext context;
    private final Path authority;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    /** Writes a response, head and all. */
    @FunctionalInterface
    public interface Answer {
        void write(OutputStream out) throws IOException, InterruptedException;
    }

    private DocumentSite(SSLContext context, Path authority) throws IOException {
        this.context = context;
        this.authority = authority;
        this.server = LoopbackServer.serving(this::serve);
    }

    /** @param names of the certificate, as {@link TestCa#issueFor} takes them */
    public static DocumentSite in(Path folder, String names) {
        try {
            TestCa ca = TestCa.in(folder);
            return new DocumentSite(TestTls.context(ca.issueFor("site", names)), ca.pem());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.port();
    }

    /** Who vouches for it, in PEM. */
    public Path authority() {
        return authority;
    }

    public void answer(String path, Answer answer) {
        answers.put(path, answer);
    }

    /** Answers with these octets and hangs up. */
    public void answer(String path, String response) {
        answer(path, out -> out.write(response.getBytes(StandardCharsets.UTF_8)));
    }

    /** A right answer with a JSON body. */
    public void document(String path, String json, String... fields) {
        answer(path, ok(json, fields));
    }

    /** @param fields whole header lines, besides type and length */
    public static String ok(String json, String... fields) {
        var head = new StringBuilder("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n");
        for (String field : fields) {
            head.append(field).append("\r\n");
        }
        return head + "Content-Length: " + json.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + json;
    }

    /** Connections so far, those that never became a request among them. */
    public int connections() {
        return connections.get();
    }

    /** The requests so far, each with its head. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public long asked(String path) {
        return requests.stream()
                .filter(request -> request.startsWith("GET " + path + " "))
                .count();
    }

    private void serve(Socket plain) throws IOException, InterruptedException {
        connections.incrementAndGet();
        try (SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(plain, null, plain.getPort(), true)) {
            tls.setUseClientMode(false);
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int octet = tls.getInputStream().read();
                if (octet < 0) {
                    return;
                }
                head.append((char) octet);
            }
            requests.add(head.toString());
            String path = head.substring(4, head.indexOf(" ", 4));
            Answer answer = answers.get(path);
            if (answer == null) {
                tls.getOutputStream()
                        .write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
            } else {
                answer.write(tls.getOutputStream());
            }
            tls.getOutputStream().flush();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
