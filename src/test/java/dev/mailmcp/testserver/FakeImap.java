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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * An IMAP server that says what a test wants it to say: for the servers that are broken, hostile or too plain to install.
 * Serves every connection with the same script.
 */
public final class FakeImap implements AutoCloseable {
    private final LoopbackServer server;
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    private FakeImap(Script script) throws IOException {
        server = LoopbackServer.serving(client -> script.play(new Line(client, heard)));
    }

    /** What happens on one connection. */
    @FunctionalInterface
    public interface Script {
        void play(Line line) throws IOException;
    }

    /** What a command gets for an answer: lines without their CRLF; {@code OK}, {@code NO …} or {@code BAD …} last. */
    @FunctionalInterface
    public interface Answers {
        /** @param command without its tag */
        List<String> to(String command);
    }

    public static FakeImap playing(Script script) throws IOException {
        return new FakeImap(script);
    }

    /** A server with these capabilities that lets anyone in and answers the rest as told. */
    public static FakeImap with(String capabilities, Answers answers) throws IOException {
        return playing(line -> {
            line.say("* OK [CAPABILITY IMAP4rev1 " + capabilities + "] ready");
            while (true) {
                Heard command = line.hear();
                if (command.text().startsWith("LOGIN ") || command.text().startsWith("AUTHENTICATE ")) {
                    line.say(command.tag() + " OK [CAPABILITY IMAP4rev1 " + capabilities + "] in");
                } else {
                    List<String> said = answers.to(command.text());
                    for (String untagged : said.subList(0, said.size() - 1)) {
                        line.say(untagged);
                    }
                    line.say(command.tag() + " " + said.getLast());
                }
            }
        });
    }

    /** A command as it came, its literals put in place of their announcements. */
    public record Heard(String tag, String text) {}

    public Endpoint endpoint(TransportSecurity security) {
        return new Endpoint("127.0.0.1", server.port(), security);
    }

    /** All commands of all connections so far, without tags. */
    public List<String> heard() {
        synchronized (heard) {
            return List.copyOf(heard);
        }
    }

    @Override
    public void close() {
        server.close();
    }

    /** One connection, seen from the server. */
    public static final class Line {
        private final InputStream in;
        private final OutputStream out;
        private final List<String> heard;

        private Line(Socket socket, List<String> heard) throws IOException {
            this.in = new BufferedInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
            this.heard = heard;
        }

        public void say(String text) throws IOException {
            write(text + "\r\n");
        }

        /** Without a line end. */
        public void write(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        /** The next command; asks for synchronizing literals. */
        public Heard hear() throws IOException {
            var text = new StringBuilder(line());
            while (text.toString().matches("(?s).*\\{\\d+\\+?}")) {
                int open = text.lastIndexOf("{");
                String size = text.substring(open + 1, text.length() - 1);
                if (!size.endsWith("+")) {
                    say("+ go on");
                }
                byte[] literal = in.readNBytes(Integer.parseInt(size.replace("+", "")));
                text.append(new String(literal, StandardCharsets.UTF_8)).append(line());
            }
            int space = text.indexOf(" ");
            String command = text.substring(space + 1);
            heard.add(command);
            return new Heard(text.substring(0, Math.max(0, space)), command);
        }

        /** The next line as it is. */
        public String line() throws IOException {
            var line = new ByteArrayOutputStream();
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    throw new IOException("hung up");
                }
                line.write(b);
            }
            return line.toString(StandardCharsets.UTF_8).stripTrailing();
        }

        /** Waits until the other side hangs up. */
        public void stall() throws IOException {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** The first word of a command, in upper case; with the second for UID commands. */
    public static String verb(String command) {
        String[] words = command.toUpperCase(Locale.ROOT).split(" ", 3);
        return words[0].equals("UID") ? words[0] + " " + words[1] : words[0];
    }
}
