package dev.mailmcp.testserver;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The second, independent connection of a test: IMAP as bytes on a socket, nothing of the program's own code. */
public final class RawImap implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private int tags;

    /** Reads the greeting and logs in. */
    public RawImap(Socket socket, String user, String password) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
        line();
        command("LOGIN \"" + user + "\" \"" + password + "\"");
    }

    /** To a port of loopback in TLS, trusting one authority. */
    static RawImap overTls(Path authority, int port, String user, String password) throws IOException {
        var sockets = TestTls.trusting(authority).getSocketFactory();
        return new RawImap(sockets.createSocket(InetAddress.getLoopbackAddress(), port), user, password);
    }

    /** Everything the server said until it completed the command, literals included; fails unless that was OK. */
    public String command(String command) throws IOException {
        String tag = "t" + ++tags;
        send(tag + " " + command + "\r\n");
        return await(tag);
    }

    /** By a literal that waits, which every server takes. */
    public void append(String mailbox, String flags, byte[] message) throws IOException {
        String tag = "t" + ++tags;
        send(tag + " APPEND \"" + mailbox + "\" (" + flags + ") {" + message.length + "}\r\n");
        for (String said = line(); !said.startsWith("+"); said = line()) {
            if (said.startsWith(tag + " ")) {
                throw new IOException(said);
            }
        }
        out.write(message);
        send("\r\n");
        await(tag);
    }

    /** Many messages in one command; needs MULTIAPPEND and LITERAL+. */
    public void appendAll(String mailbox, List<byte[]> messages) throws IOException {
        String tag = "t" + ++tags;
        var all = new ByteArrayOutputStream();
        all.writeBytes(ascii(tag + " APPEND \"" + mailbox + "\""));
        for (byte[] message : messages) {
            all.writeBytes(ascii(" {" + message.length + "+}\r\n"));
            all.writeBytes(message);
        }
        all.writeBytes(ascii("\r\n"));
        out.write(all.toByteArray());
        await(tag);
    }

    /**
     * Waits in IDLE (RFC 2177) until the server has said something and then nothing for a moment, or for so long.
     *
     * @return all that it said
     */
    public String idle(int millis) throws IOException {
        String tag = "t" + ++tags;
        send(tag + " IDLE\r\n");
        var said = new StringBuilder();
        String line = line();
        while (!line.startsWith("+")) {
            said.append(line).append("\r\n");
            line = line();
        }
        socket.setSoTimeout(millis);
        try {
            in.mark(1);
            if (in.read() < 0) {
                throw new EOFException("the server hung up");
            }
            in.reset();
        } catch (SocketTimeoutException _) {
            // Nothing to tell.
        } finally {
            socket.setSoTimeout(0);
        }
        send("DONE\r\n");
        return said.append(await(tag)).toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String await(String tag) throws IOException {
        var said = new StringBuilder();
        while (true) {
            String line = line();
            said.append(line).append("\r\n");
            if (line.startsWith(tag + " ")) {
                if (!line.startsWith(tag + " OK")) {
                    throw new IOException(said.toString());
                }
                return said.toString();
            }
        }
    }

    /** One response line; literals in it are read through. UTF-8. */
    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        while (true) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("the server hung up after: " + line.toString(StandardCharsets.UTF_8));
            }
            if (b == '\n') {
                String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
                int open = text.lastIndexOf('{');
                if (open >= 0
                        && text.endsWith("}")
                        && text.substring(open + 1, text.length() - 1).matches("\\d+")) {
                    line.write('\n');
                    line.writeBytes(in.readNBytes(Integer.parseInt(text.substring(open + 1, text.length() - 1))));
                    continue;
                }
                return text;
            }
            line.write(b);
        }
    }

    private void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
