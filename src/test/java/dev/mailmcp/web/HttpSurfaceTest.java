package dev.mailmcp.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The surface over real sockets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpSurfaceTest {
    private static final int LARGE = 20_000_000;
    private static final int PAGE = 100_000;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<Boolean> interrupted = new LinkedBlockingQueue<>();
    private final BlockingQueue<Thread> entered = new LinkedBlockingQueue<>();
    private final List<String> answered = new CopyOnWriteArrayList<>();
    private final AtomicInteger pages = new AtomicInteger();
    private HttpServer server;

    @BeforeAll
    void start() throws Exception {
        Endpoint endpoint = () -> List.of(
                Route.get("/plain", Cors.ANY, _ -> HttpResponse.html(200, "hello")),
                Route.post(
                        "/echo",
                        Cors.NONE,
                        r -> new HttpResponse(
                                200,
                                Headers.NONE,
                                new HttpResponse.Bytes(r.body().read(1000)))),
                Route.post("/guarded", Cors.LISTED, _ -> Problem.json(401, "invalid_token", "no")),
                Route.get("/page", Cors.NONE, _ -> {
                    pages.incrementAndGet();
                    return HttpResponse.html(200, "x".repeat(PAGE));
                }),
                Route.get(
                        "/large",
                        Cors.NONE,
                        _ -> new HttpResponse(200, Headers.NONE, new HttpResponse.Streamed(LARGE, out -> {
                            for (int i = 0; i < LARGE / 10_000; i++) {
                                out.write(new byte[10_000]);
                            }
                        }))),
                Route.get(
                        "/cut",
                        Cors.NONE,
                        _ -> new HttpResponse(200, Headers.NONE, new HttpResponse.Streamed(100, out -> {
                            out.write(new byte[50]);
                            throw new IOException("the source broke");
                        }))),
                Route.get(
                        "/cut-by-a-bug",
                        Cors.NONE,
                        _ -> new HttpResponse(200, Headers.NONE, new HttpResponse.Streamed(100, out -> {
                            out.write(new byte[50]);
                            throw new IllegalStateException("a bug");
                        }))),
                Route.get(
                        "/cut-of-unknown-length",
                        Cors.NONE,
                        _ -> new HttpResponse(200, Headers.NONE, new HttpResponse.Streamed(-1, out -> {
                            out.write(new byte[50]);
                            throw new IOException("the source broke");
                        }))),
                Route.get("/bug", Cors.NONE, _ -> {
                    throw new IllegalStateException("the secret is hunter2");
                }),
                Route.get("/slow", Cors.NONE, _ -> {
                    entered.add(Thread.currentThread());
                    try {
                        Thread.sleep(20_000);
                        interrupted.add(false);
                    } catch (InterruptedException _) {
                        interrupted.add(true);
                    }
                    return HttpResponse.empty(204);
                }),
                new Route(
                        "/many",
                        Stream.of("PUT", "POST", "OPTIONS", "GET", "DELETE")
                                .collect(Collectors.toMap(method -> method, _ -> _ -> HttpResponse.empty(204))),
                        Cors.NONE),
                Route.get("/same", Cors.NONE, _ -> HttpResponse.empty(304)),
                Route.get(
                        "/twice",
                        Cors.NONE,
                        _ -> new HttpResponse(
                                200, Headers.of("X-Thing", "a", "X-Thing", "b"), new HttpResponse.Bytes(new byte[0]))),
                new Route("/files/*", Map.of("GET", r -> HttpResponse.html(200, r.path())), Cors.NONE));
        Router router = Router.router(vertx);
        new HttpSurface(
                        List.of(endpoint),
                        new Origins(Set.of()),
                        new BaseUrl("http://localhost:3000"),
                        (route, status) -> answered.add(route + " " + status))
                .register(router);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterAll
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aTrailingSlashIsTheSamePlace() throws Exception {
        assertEquals("hello", get("/plain/").body());
    }

    @Test
    void headIsGetWithoutItsBody() throws Exception {
        var response = client.send(
                request("/plain").method("HEAD", BodyPublishers.noBody()).build(), BodyHandlers.ofString());

        assertEquals(200, response.statusCode());
        assertEquals("5", response.headers().firstValue("content-length").orElseThrow());
        assertEquals("", response.body());
    }

    @Test
    void aMethodThatIsNotServedIsToldTheOnesThatAre() throws Exception {
        var response = client.send(request("/plain").DELETE().build(), BodyHandlers.ofString());

        assertEquals(405, response.statusCode());
        assertEquals("GET", response.headers().firstValue("allow").orElseThrow());
    }

    @Test
    void allowedMethodsAreNamedInTheirOrder() throws Exception {
        var response = client.send(
                request("/many").method("PATCH", BodyPublishers.noBody()).build(), BodyHandlers.ofString());

        assertEquals(
                "DELETE, GET, OPTIONS, POST, PUT",
                response.headers().firstValue("allow").orElseThrow());
    }

    @Test
    void whatIsNotServedIs404InJson() throws Exception {
        var response = get("/.well-known/nothing");

        assertEquals(404, response.statusCode());
        assertTrue(response.body().startsWith("{\"error\":\"not_found\""));
    }

    @Test
    void anAnswerIsCountedByItsRouteAndNeverByItsPath() throws Exception {
        get("/files/a-signed-name");
        get("/nothing/of/ours");

        assertTrue(answered.contains("/files/* 200"), answered::toString);
        assertTrue(answered.contains("? 404"), answered::toString);
        assertFalse(answered.toString().contains("signed"), answered::toString);
    }

    @Test
    void aBodyIsReadWhenItIsAskedFor() throws Exception {
        var response = client.send(
                request("/echo").POST(BodyPublishers.ofString("abc")).build(), BodyHandlers.ofString());

        assertEquals("abc", response.body());
    }

    @Test
    void aBodyOverTheLimitIs413WhetherAnnouncedOrNot() throws Exception {
        byte[] body = new byte[2000];
        var announced = client.send(
                request("/echo").POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
        var chunked = client.send(
                request("/echo")
                        .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body)))
                        .build(),
                BodyHandlers.ofString());

        assertEquals(413, announced.statusCode());
        assertEquals(413, chunked.statusCode());
    }

    @Test
    void aBodyOfExactlyTheLimitIsTakenWhetherAnnouncedOrNot() throws Exception {
        byte[] body = new byte[1000];
        for (var sent : List.of(
                BodyPublishers.ofByteArray(body),
                BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body)))) {
            var response = client.send(request("/echo").POST(sent).build(), BodyHandlers.ofByteArray());

            assertEquals(200, response.statusCode());
            assertEquals(1000, response.body().length);
        }
    }

    @Test
    void aLengthBeyondAllNumbersIs413() throws Exception {
        try (Socket socket = connect()) {
            ask(socket, "POST /echo HTTP/1.1", "Content-Length: 99999999999");

            assertTrue(readLine(socket).contains(" 413 "));
        }
    }

    @Test
    void whoeverWaitsForLeaveToSendABodyGetsIt() throws Exception {
        try (Socket socket = connect()) {
            ask(socket, "POST /echo HTTP/1.1", "Content-Length: 3", "Expect: 100-continue");
            assertTrue(readLine(socket).contains(" 100 "));
            readLine(socket);

            socket.getOutputStream().write(new byte[3]);

            assertTrue(readLine(socket).contains(" 200 "));
        }
    }

    /** What comes of it could be taken for the next request. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100", "Transfer-Encoding: chunked"})
    void aBodyThatWasNotReadEndsTheConnection(String announced) throws Exception {
        try (Socket socket = connect()) {
            ask(socket, "POST /guarded HTTP/1.1", announced);

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertTrue(answer.startsWith("HTTP/1.1 401 "), answer);
            assertTrue(answer.toLowerCase(Locale.ROOT).contains("\r\nconnection: close\r\n"), answer);
        }
    }

    @Test
    void whatDidNotChangeHasNoLength() throws Exception {
        var response = get("/same");

        assertEquals(304, response.statusCode());
        assertTrue(response.headers().firstValue("content-length").isEmpty());
    }

    @Test
    void aHeaderMayStandTwice() throws Exception {
        assertEquals(List.of("a", "b"), get("/twice").headers().allValues("x-thing"));
    }

    @ParameterizedTest
    @CsvSource({"https://mail.example.org, max-age=31536000; includeSubDomains", "http://localhost:3000, ''"})
    void browsersGuessNoTypesAndStayWithHttpsWhereThereIsSuch(String base, String always) {
        var surface = new HttpSurface(List.of(), new Origins(Set.of()), new BaseUrl(base), Traffic.UNCOUNTED);
        var request =
                new HttpRequest("GET", "/x", "", Headers.NONE, InetAddress.getLoopbackAddress(), _ -> new byte[0]);

        Headers headers = surface.respond(request).headers();

        assertEquals(List.of("nosniff"), headers.all("X-Content-Type-Options"));
        assertEquals(always, String.join("", headers.all("Strict-Transport-Security")));
    }

    @Test
    void aRefusalComesBeforeTheBodyIsSent() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write("POST /guarded HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));

            assertTrue(readLine(socket).contains(" 401 "));
        }
    }

    @Test
    void aForeignOriginIsRefusedAndALoopbackOneEchoed() throws Exception {
        var foreign = client.send(
                request("/guarded")
                        .header("Origin", "https://evil.example")
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        var own = client.send(
                request("/guarded")
                        .header("Origin", "http://localhost:6274")
                        .method("OPTIONS", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());

        assertEquals(403, foreign.statusCode());
        assertEquals(204, own.statusCode());
        assertEquals(
                "http://localhost:6274",
                own.headers().firstValue("access-control-allow-origin").orElseThrow());
    }

    @Test
    void aLargeBodyArrivesWhole() throws Exception {
        var response = client.send(request("/large").build(), BodyHandlers.ofByteArray());

        assertEquals(LARGE, response.body().length);
    }

    @ParameterizedTest
    @CsvSource({
        "/cut-by-a-bug, HTTP_1_1",
        "/cut, HTTP_1_1",
        "/cut, HTTP_2",
        "/cut-of-unknown-length, HTTP_1_1",
        "/cut-of-unknown-length, HTTP_2"
    })
    void aStreamThatBreaksCutsTheConnection(String path, HttpClient.Version version) {
        boolean whole = true;
        try {
            client.send(request(path).version(version).build(), BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException _) {
            whole = false;
        }
        assertFalse(whole);
    }

    @Test
    void whoAsksOnAndOnIsAnsweredAsFastAsItReads() throws Exception {
        int asked = 1_000;
        String request = "GET /page HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.repeat(asked).getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 20 && pages.get() < asked; i++) {
                Thread.sleep(100);
            }
            int unread = pages.get();
            long read = socket.getInputStream().skip((long) asked * PAGE);

            assertTrue(unread < asked / 2, () -> unread + " answers wait in our memory");
            assertEquals((long) asked * PAGE, read, "all of them come in the end");
        }
    }

    @Test
    void aBugIs500WithoutItsMessage() throws Exception {
        var response = get("/bug");

        assertEquals(500, response.statusCode());
        assertFalse(response.body().contains("hunter2"));
    }

    /** Within its next request too: Vert.x stumbles over one that waits for its turn, and then tells nobody of the end. */
    @ParameterizedTest
    @ValueSource(strings = {"", "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf"})
    void aPeerThatGoesAwayInterruptsTheWork(String next) throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write(("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n" + next)
                            .getBytes(StandardCharsets.US_ASCII));
            assertNotNull(entered.poll(10, TimeUnit.SECONDS));
        }

        assertEquals(true, interrupted.poll(10, TimeUnit.SECONDS));
    }

    private java.net.http.HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private java.net.http.HttpRequest.Builder request(String path) {
        return java.net.http.HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path));
    }

    private static void ask(Socket socket, String... lines) throws IOException {
        socket.getOutputStream()
                .write((String.join("\r\n", lines) + "\r\nHost: localhost\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String readLine(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }
}
