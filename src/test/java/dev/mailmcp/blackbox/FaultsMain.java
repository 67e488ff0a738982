package dev.mailmcp.blackbox;

import dev.mailmcp.bench.Figures;
import java.io.IOException;

/** {@link FaultRounds}, two thousand. What others feel of them is a figure of the bench. Run by {@code make soak}. */
class FaultsMain extends FaultRounds {
    private final Figures figures = new Figures();

    @Override
    int rounds() {
        return Integer.getInteger("faults.rounds", 2000);
    }

    @Override
    void felt(Latencies beside, Latencies quiet) throws IOException {
        figures.add("somebody beside faults", "p50", beside.p50(), "ms");
        figures.add("somebody beside faults", "p50 without", quiet.p50(), "ms");
        figures.add("somebody beside faults", "p95", beside.p95(), "ms");
        figures.add("somebody beside faults", "p95 without", quiet.p95(), "ms");
        figures.end(System.out);
    }
}
