package dev.mailmcp.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP, Streamable HTTP, security: a name that an attacker pointed to this machine opens nothing. */
class HostPolicyTest {
    private static final Endpoint HELLO = () -> List.of(Route.get(
            "/hello",
            Cors.NONE,
            request -> HttpResponse.html(200, "at " + request.header("Host").orElse("?"))));

    private static HttpResponse ask(String baseUrl, Headers headers) {
        var surface = new HttpSurface(List.of(HELLO), new Origins(Set.of()), new BaseUrl(baseUrl), Traffic.UNCOUNTED);
        return surface.respond(
                new HttpRequest("GET", "/hello", "", headers, InetAddress.getLoopbackAddress(), _ -> new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example.com",
                "evil.example.com:3000",
                "localhost.evil.example",
                "localhost@evil.example",
                "127.0.0.1.evil.example",
                "192.168.1.5:3000",
                "",
                "localhost/",
                "localhost:x",
                "a b"
            })
    void localServerRefusesAForeignHost(String host) {
        assertEquals(421, ask("http://localhost:3000", Headers.of("Host", host)).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:3000", "localhost", "LOCALHOST:3000", "127.0.0.1:8080", "[::1]:3000"})
    void localServerAnswersToEveryLoopbackName(String host) {
        assertEquals(200, ask("http://localhost:3000", Headers.of("Host", host)).status());
    }

    @Test
    void oneForeignHostAmongTwoIsForeign() {
        Headers both = Headers.of("Host", "localhost:3000", "Host", "evil.example.com");

        assertEquals(421, ask("http://localhost:3000", both).status());
    }

    @Test
    void healthCheckWithoutAHostIsServed() {
        assertEquals(200, ask("http://localhost:3000", Headers.NONE).status());
    }

    /** Its proxy may call it by an inner name; nothing we hand out is made from that. */
    @Test
    void publicServerIsCalledByAnyName() {
        assertEquals(
                200,
                ask("https://mail.example.org", Headers.of("Host", "mail-mcp:3000"))
                        .status());
    }

    @Test
    void foreignHostIsRefusedOnTheWire() throws Exception {
        try (TestSurface surface = TestSurface.start()) {
            surface.serve(HELLO);
            int port = URI.create(surface.baseUrl().value()).getPort();

            assertTrue(statusLine(port, "evil.example.com").startsWith("HTTP/1.1 421 "));
            assertTrue(statusLine(port, "localhost:" + port).startsWith("HTTP/1.1 200 "));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_1_1", "HTTP_2"})
    void bothVersionsOfHttpTellTheHost(HttpClient.Version version) throws Exception {
        HttpClient client = HttpClient.newBuilder().version(version).build();
        try (TestSurface surface = TestSurface.start()) {
            surface.serve(HELLO);
            var request = java.net.http.HttpRequest.newBuilder(
                            URI.create(surface.baseUrl().at("/hello")))
                    .build();

            var response = client.send(request, BodyHandlers.ofString());
            // The first exchange is HTTP/1.1 with an upgrade; the second goes over HTTP/2 from the start.
            var second = client.send(request, BodyHandlers.ofString());

            String host = surface.baseUrl().value().substring("http://".length());
            assertEquals(version, second.version());
            assertEquals("at " + host, response.body());
            assertEquals("at " + host, second.body());
        }
    }

    private static String statusLine(int port, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = "GET /hello HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
