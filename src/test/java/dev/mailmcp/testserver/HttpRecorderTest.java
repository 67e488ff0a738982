package dev.mailmcp.testserver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client, a server, and the recorder between them; both ends are plain sockets so that each octet can be looked at. */
class HttpRecorderTest {
    private ServerSocket listener;
    private HttpRecorder recorder;
    private Socket client;
    private Socket server;

    @BeforeEach
    void connect() throws IOException {
        listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        recorder = HttpRecorder.inFrontOf(listener.getLocalPort());
        int port = Integer.parseInt(recorder.origin().substring("http://localhost:".length()));
        client = new Socket(InetAddress.getLoopbackAddress(), port);
        server = listener.accept();
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        server.close();
        recorder.close();
        listener.close();
    }

    @Test
    void octetsPassAsTheyAre() throws IOException {
        byte[] everything = new byte[200_000];
        for (int i = 0; i < everything.length; i++) {
            everything[i] = (byte) (i * 31);
        }

        Thread.ofVirtual().start(() -> write(client, everything));
        assertArrayEquals(everything, server.getInputStream().readNBytes(everything.length));
        Thread.ofVirtual().start(() -> write(server, everything));
        assertArrayEquals(everything, client.getInputStream().readNBytes(everything.length));
    }

    @Test
    void anEventArrivesBeforeTheStreamEndsAndIsOnTheRecordByThen() throws IOException {
        say(client, server, post("{\"id\":1}"));
        say(
                server,
                client,
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + chunk(": still there\n\n")
                        + chunk("event: message\nda")
                        + chunk("ta: {\"a\":1}\n\ndata: cut sho"));

        HttpExchange.Answer answer = only().answer().orElseThrow();

        assertEquals(List.of(new ServerSentEvent("message", "", "{\"a\":1}")), answer.events());
        assertFalse(answer.whole());
    }

    @Test
    void aConnectionThatIsUsedAgainGivesItsExchangesInOrder() throws IOException {
        say(client, server, post("one") + "GET /health HTTP/1.1\r\n\r\n" + post("zwei \u00fc"));
        say(server, client, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
        say(server, client, "HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

        List<HttpExchange> exchanges = recorder.exchanges("/mcp", 0);

        assertEquals(
                List.of("one", "zwei \u00fc"),
                exchanges.stream().map(HttpExchange::body).toList());
        assertEquals(
                List.of(202, 200),
                exchanges.stream()
                        .map(exchange -> exchange.answer().orElseThrow().status())
                        .toList());
    }

    @Test
    void whatWasSaidBeforeAMomentIsLeftOut() throws IOException {
        say(client, server, post("before"));
        long moment = recorder.now();
        say(client, server, post("after"));

        assertEquals(
                List.of("after"),
                recorder.exchanges("/mcp", moment).stream()
                        .map(HttpExchange::body)
                        .toList());
    }

    @Test
    void credentialsAreNotOnTheRecord() throws IOException {
        say(client, server, "POST /mcp HTTP/1.1\r\nAuthorization: Bearer s3cret\r\nCookie: s3cret\r\n\r\n");
        say(server, client, "HTTP/1.1 202 Accepted\r\nSet-Cookie: s3cret\r\nContent-Length: 0\r\n\r\n");

        assertEquals("Bearer <token>", only().headers().get("authorization"));
        assertFalse(only().toString().contains("s3cret"), only()::toString);
    }

    @Test
    void aClientThatHangsUpIsSeenByTheServer() throws IOException {
        say(client, server, post("{}"));

        client.close();

        assertEquals(-1, server.getInputStream().read());
    }

    private HttpExchange only() {
        List<HttpExchange> exchanges = recorder.exchanges("/mcp", 0);
        assertEquals(1, exchanges.size());
        return exchanges.getFirst();
    }

    private static String post(String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return "POST /mcp?x=1 HTTP/1.1\r\nContent-Length: " + length + "\r\n\r\n" + body;
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    /** Sends and waits until it has arrived. */
    private static void say(Socket from, Socket to, String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        write(from, octets);
        InputStream in = to.getInputStream();
        var arrived = new ByteArrayOutputStream();
        arrived.writeBytes(in.readNBytes(octets.length));
        assertEquals(text, arrived.toString(StandardCharsets.UTF_8));
    }

    private static void write(Socket socket, byte[] octets) {
        try {
            socket.getOutputStream().write(octets);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
