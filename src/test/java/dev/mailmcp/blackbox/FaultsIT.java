package dev.mailmcp.blackbox;

/** {@link FaultRounds}, a hundred. */
class FaultsIT extends FaultRounds {
    @Override
    int rounds() {
        return Integer.getInteger("faults.rounds", 100);
    }

    @Override
    long usualSeed() {
        return 2;
    }
}
