package dev.mailmcp.testserver;

import dev.mailmcp.account.Endpoint;
import dev.mailmcp.account.TransportSecurity;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A scripted SMTP server on loopback: for what no real one does when asked to. Serves every connection with the same script;
 * {@link Line#serve} plays an ordinary server but for the answers given.
 */
public final class FakeSmtp implements AutoCloseable {
    private final LoopbackServer server;
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final List<byte[]> messages = Collections.synchronizedList(new ArrayList<>());

    private FakeSmtp(Script script) throws IOException {
        server = LoopbackServer.serving(client -> script.play(new Line(client)));
    }

    /** What happens on one connection. */
    @FunctionalInterface
    public interface Script {
        void play(Line line) throws IOException;
    }

    /** What a command gets for an answer; empty for the ordinary one. */
    @FunctionalInterface
    public interface Answers {
        /** @param command as heard; {@code .} for the end of a message */
        String to(String command);
    }

    public static FakeSmtp playing(Script script) throws IOException {
        return new FakeSmtp(script);
    }

    /** @param extensions keywords with arguments, AUTH included when wanted */
    public static FakeSmtp with(List<String> extensions, Answers answers) throws IOException {
        return playing(line -> {
            line.say("220 fake ready");
            line.serve(extensions, answers);
        });
    }

    public Endpoint endpoint(TransportSecurity security) {
        return new Endpoint("127.0.0.1", server.port(), security);
    }

    /** All commands of all connections so far. */
    public List<String> heard() {
        synchronized (heard) {
            return List.copyOf(heard);
        }
    }

    /** Octets between DATA and the dot, as they came over the wire. */
    public List<byte[]> messages() {
        synchronized (messages) {
            return List.copyOf(messages);
        }
    }

    @Override
    public void close() {
        server.close();
    }

    /** One connection, seen from the server. */
    public final class Line {
        private Socket socket;
        private InputStream in;
        private OutputStream out;

        private Line(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        public void say(String text) throws IOException {
            write(text + "\r\n");
        }

        /** Without a line end. */
        public void write(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        public String hear() throws IOException {
            String command = new String(line(), StandardCharsets.UTF_8);
            heard.add(command);
            return command;
        }

        /** Takes a message up to its dot. */
        public void take() throws IOException {
            var message = new ByteArrayOutputStream();
            for (byte[] line = line(); !(line.length == 1 && line[0] == '.'); line = line()) {
                message.writeBytes(line);
                message.writeBytes(new byte[] {'\r', '\n'});
            }
            messages.add(message.toByteArray());
        }

        /** Goes on in TLS. */
        public void startTls(TestCa.Issued issued) throws IOException {
            try {
                SSLContext context = issued.context();
                SSLSocket tls = (SSLSocket)
                        context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
                tls.setUseClientMode(false);
                tls.startHandshake();
                socket = tls;
                in = new BufferedInputStream(tls.getInputStream());
                out = tls.getOutputStream();
            } catch (GeneralSecurityException e) {
                throw new IOException(e);
            }
        }

        public void hangUp() throws IOException {
            socket.close();
        }

        /** Waits until the other side hangs up. */
        public void stall() throws IOException {
            in.transferTo(OutputStream.nullOutputStream());
        }

        /** Never reads again; until the other side is gone. */
        public void ignore() throws IOException {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        /** An ordinary server from EHLO on. */
        public void serve(List<String> extensions, Answers answers) throws IOException {
            while (true) {
                String command = hear();
                String answer = answers.to(command);
                String verb = command.split(" ", 2)[0].toUpperCase(Locale.ROOT);
                if (!answer.isEmpty()) {
                    say(answer);
                } else if (verb.equals("EHLO")) {
                    say("250-fake");
                    for (String extension : extensions) {
                        say("250-" + extension);
                    }
                    say("250 HELP");
                } else if (verb.equals("AUTH")) {
                    say("235 2.7.0 in");
                } else {
                    say(verb.equals("DATA") ? "354 go on" : "250 2.0.0 fine");
                }
                if (verb.equals("DATA") && (answer.isEmpty() || answer.startsWith("354"))) {
                    take();
                    String end = answers.to(".");
                    if (end.equals("hang up")) {
                        hangUp();
                        return;
                    }
                    say(end.isEmpty() ? "250 2.0.0 queued" : end);
                } else if (verb.equals("QUIT")) {
                    return;
                }
            }
        }

        private byte[] line() throws IOException {
            var line = new ByteArrayOutputStream();
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    throw new IOException("hung up");
                }
                if (b != '\r') {
                    line.write(b);
                }
            }
            return line.toByteArray();
        }
    }
}
