package dev.mailmcp.fuzz;

import dev.mailmcp.resource.VisitedEndpoint;
import dev.mailmcp.tool.NineTools;
import dev.mailmcp.web.TestSurface;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The real HTTP surface and endpoint over a socket. Inputs are framed as HTTP frames them, which must be answered, or framed
 * wrongly, which may end the connection, but never in a 5xx and never in silence on a connection that stays open.
 */
final class Wire implements AutoCloseable {
    /** A server that says nothing for so long hangs. */
    private static final int PATIENCE_MILLIS = 30_000;

    private static final int LARGEST_ANSWER = 16 << 20;
    private static final Map<String, String> EVERY_POST =
            Map.of("Content-Type", "application/json", "Accept", "application/json, text/event-stream");
    /** Octets of headers that every HTTP server takes, ours and the one of the test. */
    private static final int HEADERS_ALLOWED = 8_000;

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[0-9] ([0-9]{3}) ");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: ([0-9]{1,9})\r");
    private static final String AUTHORIZATION = "Authorization: Bearer " + VisitedEndpoint.TOKEN + "\r\n";

    private static final List<String> METHODS =
            List.of("GET", "DELETE", "OPTIONS", "HEAD", "PUT", "TRACE", "PATCH", "BREW");
    private static final List<String> TARGETS =
            List.of("/mcp/", "/mcp?x=%zz", "/mcp%2f", "//mcp", "/", "*", "/mcp/../mcp", "http://x/mcp");
    private static final List<String> FRAMES = List.of(
            "Content-Length: 5\r\nContent-Length: 6\r\n",
            "Content-Length: -1\r\n",
            "Content-Length: 99999999999999999999\r\n",
            "Content-Length: 2000000\r\n",
            "Content-Length: 1e3\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
            "Transfer-Encoding: gzip\r\n",
            "Expect: 100-continue\r\nContent-Length: 3\r\n",
            "Expect: nonsense\r\nContent-Length: 3\r\n",
            "Content-Encoding: gzip\r\nContent-Length: 3\r\n",
            "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAAA\r\nContent-Length: 3\r\n",
            "");
    private static final List<String> LINES = List.of(
            "Authorization: Bearer x\r\n",
            "Authorization: Basic " + "A".repeat(3_000) + "\r\n",
            "Authorization: Bearer " + "a.".repeat(3_000) + "\r\n",
            "Host:\r\n",
            " folded: x\r\n",
            "no colon\r\n",
            ": no name\r\n",
            "X: \u0000\r\n",
            "Origin: null\r\n",
            "Origin: http://localhost:\u00ff\r\n",
            "Many: x\r\n".repeat(200),
            "Long: " + "x".repeat(9_000) + "\r\n");

    private final TestSurface surface;
    private final int port;

    Wire() throws Exception {
        this.surface = TestSurface.start();
        surface.serve(VisitedEndpoint.before(NineTools.onAnOrdinaryMailbox().server()));
        this.port = URI.create(surface.baseUrl().value()).getPort();
    }

    /** What came back. */
    private record Answer(int status, String head, byte[] body) {}

    /** Sends it well framed: a JSON-RPC answer, or one of the transport's own. */
    void ask(Input input) throws IOException {
        byte[] request = framed(
                "POST /mcp HTTP/1.1\r\n", AUTHORIZATION, input, "Content-Length: " + input.body().length + "\r\n");
        Answer answer = exchange(input, request, false);
        if (answer.status == 0) {
            // Header values that HTTP itself cannot hold are the server's to refuse by ending the connection.
            Judge.claim(!plain(input), input, "the connection was closed without an answer");
            return;
        }
        Judge.claim(answer.status < 500, input, "a status of " + answer.status);
        if (answer.status == 202) {
            Judge.accepted(input);
        } else if (answer.status == 431) {
            // HTTP's own answer, from below us and without a body (RFC 6585 §5).
            Judge.claim(request.length - input.body().length > HEADERS_ALLOWED, input, "so few headers are too many");
        } else if (answer.status != 403 && plain(input) && !answer.head.contains("text/event-stream")) {
            Judge.message(input, answer.status, answer.body);
        }
    }

    /** Sends it as HTTP that is wrong somewhere: any status below 500, or the end of the connection. */
    void torment(Input input, Random random) throws IOException {
        String method = random.nextBoolean() ? "POST" : any(METHODS, random);
        String target = random.nextBoolean() ? "/mcp" : any(TARGETS, random);
        String version =
                random.nextInt(8) > 0 ? "HTTP/1.1" : any(List.of("HTTP/1.0", "HTTP/1.2", "HTTP/9", "HTTX"), random);
        String lines =
                random.nextBoolean() ? AUTHORIZATION : any(LINES, random) + (random.nextBoolean() ? AUTHORIZATION : "");
        byte[] request = framed(method + " " + target + " " + version + "\r\n", lines, input, any(FRAMES, random));
        if (random.nextInt(4) == 0) {
            request = Arrays.copyOf(request, random.nextInt(request.length) + 1);
        } else if (random.nextInt(4) == 0) {
            int first = request.length > 100 ? 50 : 0; // Behind the request line, whose version is judged by.
            request[first + random.nextInt(Math.min(request.length - first, 300))] = (byte) random.nextInt(256);
        }
        Input sent = input.withBody(request);
        Answer answer = exchange(sent, request, true);
        boolean spoken = version.equals("HTTP/1.1") || version.equals("HTTP/1.0");
        // Vert.x says 501 to a version of HTTP that it does not speak, which is as true as 505 would be.
        Judge.claim(answer.status < 500 || (answer.status == 501 && !spoken), sent, answer.head);
    }

    private static byte[] framed(String line, String lines, Input input, String frame) {
        var head = new StringBuilder(line).append("Host: localhost\r\n").append(lines);
        Map<String, String> headers = new TreeMap<>(EVERY_POST);
        headers.putAll(input.headers());
        for (Map.Entry<String, String> field : headers.entrySet()) {
            head.append(field.getKey()).append(": ").append(field.getValue()).append("\r\n");
        }
        head.append(frame).append("\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = Arrays.copyOf(start, start.length + input.body().length);
        System.arraycopy(input.body(), 0, whole, start.length, input.body().length);
        return whole;
    }

    /** Whether its headers are what HTTP allows (RFC 9110 §5.5), as those of every client's library are. */
    private static boolean plain(Input input) {
        return input.headers().values().stream().allMatch(value -> value.chars().allMatch(c -> c >= 0x20 && c < 0x7F));
    }

    private Answer exchange(Input input, byte[] request, boolean last) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            Thread.startVirtualThread(() -> send(socket, request, last));
            try {
                return read(new BufferedInputStream(socket.getInputStream()), !last);
            } catch (SocketTimeoutException _) {
                throw Judge.fault(input, "neither answered nor closed");
            } catch (SocketException _) {
                return new Answer(0, "", new byte[0]);
            }
        }
    }

    /** @param last nothing more will come, so that a body which is announced and missing is not waited for */
    private static void send(Socket socket, byte[] request, boolean last) {
        try {
            socket.getOutputStream().write(request);
            if (last) {
                socket.shutdownOutput();
            }
        } catch (IOException _) {
            // It may refuse before it has taken all.
        }
    }

    private static Answer read(InputStream in, boolean whole) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                return new Answer(0, "", new byte[0]);
            }
            head.append((char) octet);
        }
        Matcher status = STATUS.matcher(head);
        if (!status.lookingAt()) {
            throw new AssertionError("no answer of HTTP: " + head);
        }
        Matcher length = LENGTH.matcher(head);
        byte[] body = whole && length.find()
                ? in.readNBytes(Math.min(LARGEST_ANSWER, Integer.parseInt(length.group(1))))
                : new byte[0];
        return new Answer(Integer.parseInt(status.group(1)), head.toString(), body);
    }

    private static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    @Override
    public void close() {
        surface.close();
    }
}
