package dev.mailmcp.testserver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * A TCP proxy on loopback in front of a mail server in plain text, which can hold back the answer to a command: whoever sent it
 * is inside of it until it hangs up.
 */
public final class HoldingProxy implements AutoCloseable {
    private final LoopbackServer server;
    private final Semaphore held = new Semaphore(0);
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger served = new AtomicInteger();
    private volatile Optional<Pattern> holdAt = Optional.empty();

    private HoldingProxy(int target) throws IOException {
        server = LoopbackServer.inFrontOf(target, this::serve);
    }

    /** @param target a port on loopback */
    public static HoldingProxy inFrontOf(int target) throws IOException {
        return new HoldingProxy(target);
    }

    public int port() {
        return server.port();
    }

    /** From now on no answer passes to a client once it has sent something that matches. */
    public void holdAt(String command) {
        holdAt = Optional.of(Pattern.compile(command, Pattern.CASE_INSENSITIVE));
    }

    /** From now on everything passes; what is held stays so. */
    public void letPass() {
        holdAt = Optional.empty();
    }

    /** Waits until a client is inside a command whose answer is held. */
    public boolean awaitHeld() throws InterruptedException {
        return held.tryAcquire(30, TimeUnit.SECONDS);
    }

    /** How many clients are connected now. */
    public int open() {
        return open.get();
    }

    /** How many clients ever were. */
    public int served() {
        return served.get();
    }

    /** One connection: what its client said decides whether it hears more. */
    private final class Line {
        private volatile boolean holding;

        void up(Socket client, Socket server) throws IOException {
            byte[] buffer = new byte[65536];
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                String said = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
                if (!holding && holdAt.filter(word -> word.matcher(said).find()).isPresent()) {
                    holding = true;
                    held.release();
                }
                out.write(buffer, 0, n);
            }
        }

        void down(Socket server, Socket client) {
            byte[] buffer = new byte[65536];
            try (client) {
                InputStream in = server.getInputStream();
                for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                    if (!holding) {
                        client.getOutputStream().write(buffer, 0, n);
                    }
                }
            } catch (IOException _) {
                // One of the two hung up.
            }
        }
    }

    private void serve(Socket client, Socket server) throws IOException {
        open.incrementAndGet();
        served.incrementAndGet();
        var line = new Line();
        try {
            Thread.ofVirtual().start(() -> line.down(server, client));
            line.up(client, server);
        } finally {
            open.decrementAndGet();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
