package dev.mailmcp.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/** One target and how it went so far. */
final class Trial {
    private final String name;
    private final Target target;
    private final Octets octets;
    private long inputs;
    private long taken;

    Trial(String name, Target target, Random random) {
        this.name = name;
        this.target = target;
        this.octets = new Octets(random, target);
    }

    /** What was known before. */
    void seeds() {
        target.seeds().forEach(this::judge);
    }

    /** What mutates from it. */
    void mutations(int many) {
        for (int i = 0; i < many; i++) {
            judge(octets.next());
        }
    }

    void judge(byte[] input) {
        inputs++;
        try {
            if (target.judge(input)) {
                taken++;
            }
        } catch (RuntimeException | Error e) {
            throw new AssertionError(
                    e + "\nof " + name + " for\n" + new String(input, StandardCharsets.UTF_8) + "\n(in base64: "
                            + Base64.getEncoder().encodeToString(input) + ")",
                    e);
        }
    }

    long taken() {
        return taken;
    }

    @Override
    public String toString() {
        return String.format("%-14s %,12d inputs, %,10d taken", name, inputs, taken);
    }
}
