package dev.mailmcp.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The yardstick: IMAP by hand over a socket that stays open, several commands in one flight, answers read and put aside. As
 * little work as can be done for a task. Knows nothing of the product's code and trusts the server.
 */
final class RawSession implements AutoCloseable {
    private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)\\}$");

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private int tags;

    private RawSession(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        this.out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        line();
    }

    /** Logs in over a socket that is already connected, TLS included. */
    static RawSession over(Socket socket, String user, String password) {
        try {
            var imap = new RawSession(socket);
            imap.command("LOGIN " + quote(user) + " " + quote(password));
            return imap;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** One command, its answers read. */
    void command(String command) {
        pipeline(List.of(command));
    }

    /** Several commands in one flight, their answers read. A server may complete them in another order. */
    void pipeline(List<String> commands) {
        try {
            Set<String> open = new HashSet<>();
            for (String command : commands) {
                String tag = "r" + ++tags;
                open.add(tag);
                out.write((tag + " " + command + "\r\n").getBytes(StandardCharsets.UTF_8));
            }
            out.flush();
            await(open);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await(Set<String> tags) throws IOException {
        while (!tags.isEmpty()) {
            String response = response();
            String first = response.substring(0, Math.max(0, response.indexOf(' ')));
            if (tags.remove(first) && !response.startsWith(first + " OK")) {
                throw new IllegalStateException(response);
            }
        }
    }

    private String response() throws IOException {
        StringBuilder whole = new StringBuilder();
        while (true) {
            String line = line();
            whole.append(line);
            Matcher literal = LITERAL.matcher(line);
            if (!literal.find()) {
                return whole.toString();
            }
            byte[] bytes = in.readNBytes(Integer.parseInt(literal.group(1)));
            whole.append("\r\n").append(new String(bytes, StandardCharsets.ISO_8859_1));
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** One flight: the server takes literals without being asked (LITERAL+, RFC 7888). */
    void append(String mailbox, String flags, byte[] message) {
        try {
            String tag = "r" + ++tags;
            out.write((tag + " APPEND " + quote(mailbox) + " (" + flags + ") {" + message.length + "+}\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.write(message);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            await(new HashSet<>(Set.of(tag)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
