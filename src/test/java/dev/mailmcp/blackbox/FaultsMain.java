package dev.mailmcp.blackbox;

/** {@link FaultRounds}, two thousand. Run by {@code make soak}. */
class FaultsMain extends FaultRounds {
    @Override
    int rounds() {
        return Integer.getInteger("faults.rounds", 2000);
    }
}
