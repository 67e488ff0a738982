package dev.mailmcp.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * How fast a crowd got on that never pauses.
 *
 * @param nanos of each call, sorted
 */
record Pace(Duration length, long[] nanos) {
    /** Each makes its next call as soon as the last is answered; a call that fails ends it all. */
    static Pace of(List<? extends Loop> loops, Duration length) throws Exception {
        long begin = System.nanoTime();
        long end = begin + length.toNanos();
        try (ExecutorService threads = Executors.newFixedThreadPool(loops.size())) {
            List<Callable<long[]>> all = new ArrayList<>();
            loops.forEach(loop -> all.add(() -> calls(loop, end)));
            LongStream nanos = LongStream.empty();
            for (Future<long[]> one : threads.invokeAll(all)) {
                nanos = LongStream.concat(nanos, Arrays.stream(one.get()));
            }
            long[] sorted = nanos.sorted().toArray();
            return new Pace(Duration.ofNanos(System.nanoTime() - begin), sorted);
        }
    }

    private static long[] calls(Loop loop, long end) throws Exception {
        long[] nanos = new long[1024];
        int calls = 0;
        for (long begin = System.nanoTime(); begin < end; begin = System.nanoTime()) {
            loop.call(calls);
            nanos = calls == nanos.length ? Arrays.copyOf(nanos, calls * 2) : nanos;
            nanos[calls++] = System.nanoTime() - begin;
        }
        return Arrays.copyOf(nanos, calls);
    }

    /** Both together, one after the other. */
    Pace and(Pace other) {
        return new Pace(
                length.plus(other.length),
                LongStream.concat(Arrays.stream(nanos), Arrays.stream(other.nanos))
                        .sorted()
                        .toArray());
    }

    double perSecond() {
        return nanos.length / (length.toNanos() / 1e9);
    }

    /** @param share from 0 to 1 */
    double milliseconds(double share) {
        return nanos.length == 0 ? Double.NaN : nanos[Math.min(nanos.length - 1, (int) (nanos.length * share))] / 1e6;
    }
}
