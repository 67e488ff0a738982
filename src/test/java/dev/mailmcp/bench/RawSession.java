package dev.mailmcp.bench;

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

/**
 * The yardstick: IMAP by hand over a socket that stays open, several commands in one flight, answers read and put aside. As
 * little work as can be done for a task. Knows nothing of the product's code and trusts the server.
 */
final class RawSession implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private int tags;

    private RawSession(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        this.in = socket.getInputStream();
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
            int octets = literal(line);
            if (octets < 0) {
                return whole.toString();
            }
            whole.append("\r\n").append(new String(take(octets), StandardCharsets.ISO_8859_1));
        }
    }

    /** The size of the literal that a line announces; -1 for none. */
    private static int literal(String line) {
        int open = line.endsWith("}") ? line.lastIndexOf('{') : -1;
        return open < 0 ? -1 : Integer.parseInt(line, open + 1, line.length() - 1, 10);
    }

    private byte[] take(int octets) throws IOException {
        byte[] taken = new byte[octets];
        for (int have = 0; have < octets; ) {
            more();
            int step = Math.min(octets - have, end - at);
            System.arraycopy(buffer, at, taken, have, step);
            at += step;
            have += step;
        }
        return taken;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            more();
            int stop = at;
            while (stop < end && buffer[stop] != '\n') {
                stop++;
            }
            line.append(new String(buffer, at, stop - at, StandardCharsets.ISO_8859_1));
            at = Math.min(end, stop + 1);
            if (stop < end) {
                boolean carriage = !line.isEmpty() && line.charAt(line.length() - 1) == '\r';
                line.setLength(line.length() - (carriage ? 1 : 0));
                return line.toString();
            }
        }
    }

    /** Sees to it that there is something in the buffer. */
    private void more() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, in.read(buffer));
            if (end == 0) {
                throw new IOException("the server closed the connection");
            }
        }
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
