package dev.mailmcp.testserver;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A TCP proxy on loopback in front of a mail server, on which things go wrong as a {@link Fault} says, until it is healed. Behind
 * TLS it sees octets; in plain text it sees lines, those of IMAP with their literals (which clients must send without waiting).
 */
public final class FaultProxy implements AutoCloseable {
    /** What passes. */
    public enum Form {
        OCTETS,
        IMAP,
        SMTP
    }

    private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)\\+?}\r?\n\\z");
    /** As Dovecot and Postfix say it. */
    private static final Pattern WELCOME = Pattern.compile("(?s)(235 .*|[^*+ ]+ OK .*Logged in\r\n)");

    private static final Duration SOON = Duration.ofSeconds(1);

    private final LoopbackServer server;
    private final Form form;
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    private final AtomicInteger served = new AtomicInteger();
    private volatile Plan plan = new Plan(new Fault.None(), true, new AtomicInteger());

    /** @param lasting whether it happens to every connection, or once */
    private record Plan(Fault fault, boolean lasting, AtomicInteger strikes) {}

    private FaultProxy(int target, Form form) throws IOException {
        this.form = form;
        this.server = LoopbackServer.inFrontOf(target, this::serve);
    }

    /** @param target a port on loopback */
    public static FaultProxy inFrontOf(int target, Form form) throws IOException {
        return new FaultProxy(target, form);
    }

    public int port() {
        return server.port();
    }

    /** How many clients are connected now. */
    public int open() {
        return lines.size();
    }

    /** How many clients ever were. */
    public int served() {
        return served.get();
    }

    /**
     * From now on this goes wrong, on connections that are open too.
     *
     * @param lasting on all of them, not just once
     */
    public void play(Fault fault, boolean lasting) {
        plan = new Plan(fault, lasting, new AtomicInteger());
    }

    /**
     * From now on all is well: connections that were spoilt are ended.
     *
     * @return how often the fault happened
     */
    public int heal() {
        Plan over = plan;
        play(new Fault.None(), true);
        if (over.fault().spoils()) {
            lines.stream().filter(line -> line.hurt).forEach(Line::end);
        }
        return over.strikes().get();
    }

    /** One connection. */
    private final class Line implements Fault.Wire {
        private final Socket client;
        private final Socket server;
        private volatile boolean loggedIn = form == Form.OCTETS;
        private volatile boolean hurt;
        private volatile boolean hushed;
        private Plan current = plan;
        private Fault.Trouble trouble = current.fault().begin();

        Line(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        private synchronized Fault.Trouble trouble() {
            Plan now = plan;
            if (!now.equals(current)) {
                current = now;
                trouble = now.fault().begin();
            }
            return trouble;
        }

        void up() throws IOException, InterruptedException {
            InputStream in = new BufferedInputStream(client.getInputStream());
            for (var unit = unit(in); unit.isPresent(); unit = unit(in)) {
                trouble().toServer(unit.get(), this);
            }
        }

        void down() {
            try (client) {
                InputStream in = new BufferedInputStream(server.getInputStream());
                for (var unit = unit(in); unit.isPresent(); unit = unit(in)) {
                    trouble().toClient(unit.get(), this);
                    if (!loggedIn && WELCOME.matcher(latin1(unit.get())).matches()) {
                        loggedIn = true;
                    }
                }
            } catch (IOException | InterruptedException _) {
                // One of the two hung up.
            }
        }

        @Override
        public void toClient(byte[] octets) throws IOException {
            if (!hushed) {
                synchronized (client) {
                    client.getOutputStream().write(octets);
                }
            }
        }

        @Override
        public void toServer(byte[] octets) throws IOException {
            server.getOutputStream().write(octets);
        }

        @Override
        public void hush() throws IOException {
            hushed = true;
            client.shutdownOutput();
        }

        @Override
        public void cut() throws IOException {
            end();
            throw new EOFException("cut");
        }

        void end() {
            LoopbackServer.closeQuietly(client);
            LoopbackServer.closeQuietly(server);
        }

        @Override
        public boolean loggedIn() {
            return loggedIn;
        }

        @Override
        public synchronized boolean strikes() {
            boolean now = current.lasting() || current.strikes().get() == 0;
            if (now) {
                current.strikes().incrementAndGet();
                hurt = true;
            }
            return now;
        }

        @Override
        public void cutSoon() {
            Thread.ofVirtual().start(() -> {
                try {
                    Thread.sleep(SOON);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
                end();
            });
        }

        @Override
        public void stall() throws InterruptedException {
            Plan stalled = current;
            while (plan.equals(stalled) && !client.isClosed()) {
                Thread.sleep(20);
            }
        }
    }

    private void serve(Socket client, Socket server) throws IOException, InterruptedException {
        var line = new Line(client, server);
        lines.add(line);
        served.incrementAndGet();
        try {
            Thread.ofVirtual().start(line::down);
            line.up();
        } finally {
            lines.remove(line);
        }
    }

    private Optional<byte[]> unit(InputStream in) throws IOException {
        if (form == Form.OCTETS) {
            byte[] buffer = new byte[65536];
            int read = in.read(buffer);
            return read < 0 ? Optional.empty() : Optional.of(Arrays.copyOf(buffer, read));
        }
        var unit = new ByteArrayOutputStream();
        int lineStart = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
            unit.write(b);
            if (b == '\n') {
                byte[] all = unit.toByteArray();
                int from = Math.max(lineStart, all.length - 24);
                Matcher literal = LITERAL.matcher(latin1(Arrays.copyOfRange(all, from, all.length)));
                if (form == Form.SMTP || !literal.find()) {
                    return Optional.of(all);
                }
                unit.writeBytes(in.readNBytes(Integer.parseInt(literal.group(1))));
                lineStart = unit.size();
            }
        }
        return unit.size() == 0 ? Optional.empty() : Optional.of(unit.toByteArray());
    }

    private static String latin1(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        server.close();
    }
}
