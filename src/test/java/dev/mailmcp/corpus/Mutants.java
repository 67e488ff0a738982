package dev.mailmcp.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Messages made worse: the same for the same seed. */
final class Mutants {
    private static final int HEAVY_OF_EACH = 8;

    private Mutants() {}

    /** So many, of every mutation; those that change nothing are left out. */
    static List<Sample> of(List<Sample> samples, int count, long seed) {
        var random = new Random(seed);
        List<Sample> mutants = new ArrayList<>();
        for (Mutation mutation : Mutation.values()) {
            for (int n = 0; mutation.isHeavy() && n < HEAVY_OF_EACH; n++) {
                mutants.add(mutation.of(any(samples, random), random.nextLong()));
            }
        }
        Mutation[] all = Mutation.values();
        for (int n = 0; mutants.size() < count; n++) {
            Mutation mutation = all[n % all.length];
            Sample before = any(samples, random);
            if (!mutation.isHeavy()) {
                Sample after = mutation.of(before, random.nextLong());
                if (after.octets().length > 0 && !Arrays.equals(before.octets(), after.octets())) {
                    mutants.add(after);
                }
            }
        }
        return List.copyOf(mutants);
    }

    private static Sample any(List<Sample> samples, Random random) {
        return samples.get(random.nextInt(samples.size()));
    }
}
