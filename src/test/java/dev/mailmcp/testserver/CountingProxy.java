package dev.mailmcp.testserver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A TCP proxy in front of a mail server, on loopback: counts connections, octets each way and flights, and can hold every
 * octet back for a fixed time each way, as a distant network does (later octets are not held up by earlier ones' wait).
 */
public final class CountingProxy implements AutoCloseable {
    private static final byte[] END = new byte[0];

    private final LoopbackServer server;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong toServer = new AtomicLong();
    private final AtomicLong toClient = new AtomicLong();
    private final AtomicInteger flights = new AtomicInteger();
    private volatile long delayNanos;

    private CountingProxy(int target) throws IOException {
        server = LoopbackServer.inFrontOf(target, this::serve);
    }

    /** @param target a port on loopback */
    public static CountingProxy inFrontOf(int target) throws IOException {
        return new CountingProxy(target);
    }

    public int port() {
        return server.port();
    }

    /** From now on every octet takes so long, each way; connecting takes one such time each way as well. */
    public void delay(Duration eachWay) {
        delayNanos = eachWay.toNanos();
    }

    /**
     * What has passed since the start.
     *
     * @param flights how often the client began to send, at the start or after the server had answered: each costs a round trip
     */
    public record Count(int connections, int flights, long toServer, long toClient) {
        public Count since(Count before) {
            return new Count(
                    connections - before.connections,
                    flights - before.flights,
                    toServer - before.toServer,
                    toClient - before.toClient);
        }
    }

    public Count count() {
        return new Count(connections.get(), flights.get(), toServer.get(), toClient.get());
    }

    private void serve(Socket client, Socket server) throws InterruptedException {
        connections.incrementAndGet();
        pause(2 * delayNanos);
        var side = new AtomicInteger(1); // 1: the server spoke last
        Thread down = relay(server, client, toClient, () -> side.set(1));
        Thread up = relay(client, server, toServer, () -> {
            if (side.getAndSet(0) == 1) {
                flights.incrementAndGet();
            }
        });
        up.join();
        down.join();
    }

    private record Chunk(byte[] octets, long due) {}

    private Thread relay(Socket from, Socket to, AtomicLong counter, Runnable onData) {
        BlockingQueue<Chunk> wire = new LinkedBlockingQueue<>(4096);
        Thread.ofVirtual().start(() -> {
            byte[] buffer = new byte[65536];
            try (InputStream in = from.getInputStream()) {
                for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                    counter.addAndGet(n);
                    onData.run();
                    wire.put(new Chunk(Arrays.copyOf(buffer, n), System.nanoTime() + delayNanos));
                }
            } catch (IOException | InterruptedException _) {
                // The end is sent on below.
            }
            wire.add(new Chunk(END, System.nanoTime() + delayNanos));
        });
        return Thread.ofVirtual().start(() -> {
            try {
                OutputStream out = to.getOutputStream();
                for (Chunk chunk = wire.take(); chunk.octets.length > 0; chunk = wire.take()) {
                    pause(chunk.due - System.nanoTime());
                    out.write(chunk.octets);
                    out.flush();
                }
                to.shutdownOutput();
            } catch (IOException | InterruptedException _) {
                // Nobody is left to write to.
            }
            LoopbackServer.closeQuietly(to);
        });
    }

    private static void pause(long nanos) throws InterruptedException {
        if (nanos > 0) {
            Thread.sleep(Duration.ofNanos(nanos));
        }
    }

    /** Cuts every connection that is open now; new ones are served. */
    public void cut() {
        server.cut();
    }

    @Override
    public void close() {
        server.close();
    }
}
