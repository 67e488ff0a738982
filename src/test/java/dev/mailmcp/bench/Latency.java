package dev.mailmcp.bench;

import java.util.ArrayList;
import java.util.List;

/** Medians of the product and of the same work by hand, in milliseconds. */
record Latency(double product, double byHand) {
    double ratio() {
        return product / byHand;
    }

    /** One piece of work, its preparation not timed. */
    record Timed(Runnable before, Runnable work) {
        double millis() {
            before.run();
            long begin = System.nanoTime();
            work.run();
            return (System.nanoTime() - begin) / 1e6;
        }
    }

    /** The two take turns, so that both meet the same machine; each goes first as often as the other. */
    static Latency measure(int rounds, Timed product, Timed byHand) {
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            if (i % 2 == 0) {
                ours.add(product.millis());
                theirs.add(byHand.millis());
            } else {
                theirs.add(byHand.millis());
                ours.add(product.millis());
            }
        }
        return new Latency(median(ours), median(theirs));
    }

    /** The middle value, or the mean of the two in the middle. */
    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
