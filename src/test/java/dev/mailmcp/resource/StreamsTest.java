package dev.mailmcp.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mailmcp.mcp.Allowance;
import dev.mailmcp.mcp.McpBench;
import dev.mailmcp.web.TestSurface;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams and refusals as they come over real sockets. */
@Timeout(60)
class StreamsTest {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Visitors visitors = new Visitors(Allowance.of(2, 1000));
    private TestSurface surface;

    @BeforeEach
    void start() throws Exception {
        surface = TestSurface.start();
        surface.serve(visitors.endpoint());
    }

    @AfterEach
    void stop() {
        visitors.go.countDown();
        surface.close();
    }

    private HttpRequest call(String path, String tool) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(surface.baseUrl().value() + path))
                .header("Authorization", "Bearer token-of-ada")
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream");
        for (Map.Entry<String, String> header :
                McpBench.modernHeaders("tools/call", tool).entrySet()) {
            request.header(header.getKey(), header.getValue());
        }
        return request.POST(HttpRequest.BodyPublishers.ofString(
                        McpBench.modernBody("tools/call", "\"name\":\"" + tool + "\",")))
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mcp", "/mcp/"})
    void aStreamArrivesPieceByPieceWithTheHeadersThatKeepProxiesFromHoldingItBack(String path) throws Exception {
        HttpResponse<InputStream> response =
                client.send(call(path, "patient"), HttpResponse.BodyHandlers.ofInputStream());

        assertEquals(200, response.statusCode());
        assertEquals(
                "text/event-stream",
                response.headers().firstValue("Content-Type").orElseThrow());
        assertEquals("no", response.headers().firstValue("X-Accel-Buffering").orElseThrow());
        assertEquals("no-store", response.headers().firstValue("Cache-Control").orElseThrow());
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            assertEquals(":", lines.readLine(), "while the work still waits");
            visitors.go.countDown();
            assertEquals("", lines.readLine());
            assertTrue(lines.readLine().startsWith("data: {\"jsonrpc\":\"2.0\",\"id\":7,\"result\""));
            assertEquals("", lines.readLine());
            assertEquals(null, lines.readLine());
        }
    }

    @Test
    void aPeerThatClosesTheStreamInterruptsTheWorkAndReleasesItsMailbox() throws Exception {
        HttpResponse<InputStream> response =
                client.send(call("/mcp", "patient"), HttpResponse.BodyHandlers.ofInputStream());
        assertEquals(':', response.body().read());

        response.body().close();

        assertTrue(visitors.interrupted.tryAcquire(30, TimeUnit.SECONDS));
        assertTrue(visitors.released("ada"), "the mailbox session is closed");
    }

    @Test
    void tooMuchIs429WithTheTimeToWait() throws Exception {
        HttpResponse<InputStream> one = client.send(call("/mcp", "patient"), HttpResponse.BodyHandlers.ofInputStream());
        HttpResponse<InputStream> two = client.send(call("/mcp", "patient"), HttpResponse.BodyHandlers.ofInputStream());

        HttpResponse<String> three = client.send(call("/mcp", "patient"), HttpResponse.BodyHandlers.ofString());

        assertEquals(429, three.statusCode());
        assertEquals("1", three.headers().firstValue("Retry-After").orElseThrow());
        assertTrue(three.body().contains("\"id\":7"), three.body());
        assertFalse(three.body().contains("result"));
        one.body().close();
        two.body().close();
        assertTrue(visitors.interrupted.tryAcquire(2, 30, TimeUnit.SECONDS));
        visitors.go.countDown();
    }
}
