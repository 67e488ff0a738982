package dev.mailmcp.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * What one server did with one kind of call.
 *
 * @param nanos of each call, sorted
 * @param cpu of the server, all of it
 * @param allocated by the server, where it tells
 */
record Load(
        String server, Call call, Duration length, long[] nanos, Duration cpu, OptionalLong allocated, double memory) {

    /** Each client asks again as soon as it has its answer. */
    static Load run(LoadedServer server, Call call, int clients, Duration warmUp, Duration length) throws Exception {
        ask(server, call, clients, warmUp);
        Duration cpu = server.cpu();
        OptionalLong allocated = server.allocated();
        long begin = System.nanoTime();
        long[] nanos = ask(server, call, clients, length);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        OptionalLong after = server.allocated();
        return new Load(
                server.name(),
                call,
                took,
                nanos,
                server.cpu().minus(cpu),
                after.isPresent() ? OptionalLong.of(after.getAsLong() - allocated.orElse(0)) : after,
                server.residentMegabytes());
    }

    private static long[] ask(LoadedServer server, Call call, int clients, Duration length) throws Exception {
        long end = System.nanoTime() + length.toNanos();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Callable<LongStream>> all = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                byte[] request = call.request(server.port(), server.token(client));
                all.add(() -> client(server.port(), request, end));
            }
            LongStream nanos = LongStream.empty();
            for (Future<LongStream> one : threads.invokeAll(all)) {
                nanos = LongStream.concat(nanos, one.get());
            }
            return nanos.sorted().toArray();
        }
    }

    private static LongStream client(int port, byte[] request, long end) throws IOException {
        long[] nanos = new long[1024];
        int calls = 0;
        try (var connection = new KeptConnection(port)) {
            int expected = connection.exchange(request).length;
            for (long begin = System.nanoTime(); begin < end; begin = System.nanoTime()) {
                int length = connection.exchange(request).length;
                if (length != expected) {
                    throw new IOException("an answer of " + length + " octets where all had " + expected);
                }
                nanos = calls == nanos.length ? Arrays.copyOf(nanos, calls * 2) : nanos;
                nanos[calls++] = System.nanoTime() - begin;
            }
        }
        return Arrays.stream(nanos, 0, calls);
    }

    double perSecond() {
        return nanos.length / (length.toNanos() / 1e9);
    }

    /** @param share from 0 to 1 */
    double milliseconds(double share) {
        return nanos[Math.min(nanos.length - 1, (int) (nanos.length * share))] / 1e6;
    }

    double cpuPerCall() {
        return cpu.toNanos() / 1e6 / nanos.length;
    }

    /** In KB (10^3 bytes); NaN where it is not told. */
    double allocatedPerCall() {
        return allocated.isPresent() ? allocated.getAsLong() / 1e3 / nanos.length : Double.NaN;
    }
}
